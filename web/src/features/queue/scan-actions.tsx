import { Button, Group } from '@mantine/core';
import type { Scan } from '../../api/generated/index.ts';
import { useScanAction } from '../../api/scans.ts';
import { describeError } from '../../components/feedback/describe-error.ts';
import { notify } from '../../components/feedback/notify.ts';
import { ButtonLink } from '../../components/page/links.tsx';
import { isRemediable } from '../../components/run/cause-words.ts';

/** Stops a scan that waits or runs; queues one that failed or was cancelled once more, or leads to what must be set first. */
export function ScanActions({ scan }: { readonly scan: Scan }) {
  if (scan.state === 'done') return null;
  const { registryId } = scan;
  return (
    <Group gap={6} wrap="nowrap">
      <ScanAction scan={scan} />
      {registryId !== undefined && isRemediable(scan.outcome) && (
        <ButtonLink
          to="/registry-credentials/$registryId"
          params={{ registryId }}
          size="compact-xs"
          variant="default"
          flex="none"
          title="Check the registry and its credential"
        >
          Settings
        </ButtonLink>
      )}
    </Group>
  );
}

function ScanAction({ scan }: { readonly scan: Scan }) {
  const cancel = useScanAction('cancel');
  const retry = useScanAction('retry');
  const onError = (error: Error) =>
    notify({ color: 'red', title: 'That did not work', message: describeError(error).message });
  // A repository that could not be listed never began: that takes another run of its registry.
  if (scan.state === 'failed' && scan.startedAt === undefined) return null;
  const isOpen = scan.state === 'queued' || scan.state === 'running';
  // An archive goes with its scan: only whoever has it can send it again.
  if (!isOpen && scan.reference.startsWith('upload:')) return null;
  const action = isOpen ? cancel : retry;
  const word = isOpen ? 'Cancel' : 'Retry';
  return (
    <Button
      size="compact-xs"
      variant="default"
      flex="none"
      loading={action.isPending}
      aria-label={`${word} the scan of ${scan.reference}`}
      onClick={() => action.mutate(scan.id, { onError })}
    >
      {word}
    </Button>
  );
}
