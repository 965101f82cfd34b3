import { Autocomplete, Button, Group, Stack, Text } from '@mantine/core';
import { type SubmitEvent, useState } from 'react';
import { useReferences } from '../../api/references.ts';
import { useCreateScan } from '../../api/scans.ts';
import { completions } from './completions.ts';
import { ScanFailure } from './scan-failure.tsx';

interface ReferenceFormProps {
  readonly onStarted: (scanId: string) => void;
  readonly onLeave: () => void;
}

/** Asks for an image's reference, completed from what is known, and has it scanned. */
export function ReferenceForm({ onStarted, onLeave }: ReferenceFormProps) {
  const [reference, setReference] = useState('');
  const known = useReferences(reference);
  const create = useCreateScan();
  const wanted = reference.trim().replace(/:$/, '');
  const submit = (event: SubmitEvent<HTMLFormElement>) => {
    event.preventDefault();
    create.mutate({ reference: wanted }, { onSuccess: ({ id }) => onStarted(id) });
  };
  return (
    <form onSubmit={submit}>
      <Stack gap="md">
        <Autocomplete
          data-autofocus
          required
          label="Image reference"
          description="As one would pull it. Known repositories are offered; with a colon behind one, its tags."
          placeholder="registry.example:5000/team/app:1.2"
          value={reference}
          maxLength={1024}
          spellCheck={false}
          autoComplete="off"
          data={completions(known.data?.items ?? [], reference)}
          // The service has chosen already.
          filter={({ options }) => options}
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
