import { Button, Group, Modal, Stack, Text, TextInput } from '@mantine/core';
import { type SubmitEvent, useState } from 'react';
import { useCreateScan } from '../../api/scans.ts';
import { ScanFailure } from './scan-failure.tsx';
import { ScanProgressPanel } from './scan-progress-panel.tsx';

/** Asks for an image, scans it before all others, shows how far it is and leads to the result. */
export function ScanNowDialog({ onClose }: { readonly onClose: () => void }) {
  const [reference, setReference] = useState('');
  const create = useCreateScan();
  const submit = (event: SubmitEvent<HTMLFormElement>) => {
    event.preventDefault();
    create.mutate({ reference: reference.trim() });
  };
  return (
    <Modal opened onClose={onClose} title="Scan an image" size="lg">
      {create.data === undefined ? (
        <form onSubmit={submit}>
          <Stack gap="md">
            <TextInput
              data-autofocus
              required
              label="Image reference"
              description="As one would pull it, from a registry that has been added."
              placeholder="registry.example:5000/team/app:1.2"
              value={reference}
              maxLength={1024}
              spellCheck={false}
              autoComplete="off"
              onChange={(event) => setReference(event.currentTarget.value)}
            />
            {create.error !== null && <ScanFailure problem={create.error} reference={reference} onLeave={onClose} />}
            <Group justify="space-between">
              <Text size="xs" c="dimmed">
                Goes ahead of scans of whole registries.
              </Text>
              <Button type="submit" loading={create.isPending} disabled={reference.trim() === ''}>
                Scan image
              </Button>
            </Group>
          </Stack>
        </form>
      ) : (
        <ScanProgressPanel scanId={create.data.id} onAgain={create.reset} onClose={onClose} />
      )}
    </Modal>
  );
}
