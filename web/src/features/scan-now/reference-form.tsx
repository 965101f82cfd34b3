import { Button, Group, Stack, Text } from '@mantine/core';
import { type SubmitEvent, useEffect, useEffectEvent, useState } from 'react';
import { useCreateScan } from '../../api/scans.ts';
import { ReferenceField } from '../../components/reference/reference-field.tsx';
import type { KnownImage } from '../../components/scan/scan-again.ts';
import { ScanFailure } from './scan-failure.tsx';

interface ReferenceFormProps {
  /** What is scanned at once, without being asked for. */
  readonly again?: KnownImage | undefined;
  readonly onStarted: (scanId: string) => void;
  readonly onLeave: () => void;
}

/** Asks for an image's reference, completed from what is known, and has it scanned. */
export function ReferenceForm({ again, onStarted, onLeave }: ReferenceFormProps) {
  const [reference, setReference] = useState(again?.reference ?? '');
  const create = useCreateScan();
  const wanted = reference.trim().replace(/:$/, '');
  const scan = () => {
    const platform = wanted === again?.reference ? again.platform : undefined;
    const request = { reference: wanted, ...(platform !== undefined && { platform }) };
    create.mutate(request, { onSuccess: ({ id }) => onStarted(id) });
  };
  const submit = (event: SubmitEvent<HTMLFormElement>) => {
    event.preventDefault();
    scan();
  };
  const scanAtOnce = useEffectEvent(scan);
  const isAgain = again?.reference !== undefined;
  useEffect(() => {
    if (isAgain) scanAtOnce();
  }, [isAgain]);
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
