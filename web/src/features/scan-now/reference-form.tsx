import { Button, Group, Stack, Text } from '@mantine/core';
import { type SubmitEvent, useState } from 'react';
import { useCreateScan } from '../../api/scans.ts';
import { ReferenceField } from '../../components/reference/reference-field.tsx';
import { ScanFailure } from './scan-failure.tsx';

interface ReferenceFormProps {
  readonly onStarted: (scanId: string) => void;
  readonly onLeave: () => void;
}

/** Asks for an image's reference, completed from what is known, and has it scanned. */
export function ReferenceForm({ onStarted, onLeave }: ReferenceFormProps) {
  const [reference, setReference] = useState('');
  const create = useCreateScan();
  const wanted = reference.trim().replace(/:$/, '');
  const submit = (event: SubmitEvent<HTMLFormElement>) => {
    event.preventDefault();
    create.mutate({ reference: wanted }, { onSuccess: ({ id }) => onStarted(id) });
  };
  return (
    <form onSubmit={submit}>
      <Stack gap="md">
        <ReferenceField
          data-autofocus
          label="Image reference"
          description="As one would pull it. Known repositories are offered; with a colon behind one, its tags."
          value={reference}
          onChange={(value) => {
            setReference(value);
            create.reset();
          }}
        />
        {create.error !== null && <ScanFailure problem={create.error} reference={wanted} onLeave={onLeave} />}
        <Group justify="space-between">
          <Text size="xs" c="dimmed">
            Goes ahead of scans of whole registries.
          </Text>
          <Button type="submit" loading={create.isPending} disabled={wanted === ''}>
            Scan image
          </Button>
        </Group>
      </Stack>
    </form>
  );
}
