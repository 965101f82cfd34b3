import { Button } from '@mantine/core';
import { notifications } from '@mantine/notifications';
import type { Scan } from '../../api/generated/index.ts';
import { useScanAction } from '../../api/scans.ts';
import { describeError } from '../../components/feedback/describe-error.ts';

/** Stops a scan that waits or runs; queues one that failed or was cancelled once more. */
export function ScanActions({ scan }: { readonly scan: Scan }) {
  const cancel = useScanAction('cancel');
  const retry = useScanAction('retry');
  const onError = (error: Error) =>
    notifications.show({ color: 'red', title: 'That did not work', message: describeError(error).message });
  if (scan.state === 'done') return null;
  const isOpen = scan.state === 'queued' || scan.state === 'running';
  const action = isOpen ? cancel : retry;
  const word = isOpen ? 'Cancel' : 'Retry';
  return (
    <Button
      size="compact-xs"
      variant="default"
      loading={action.isPending}
      aria-label={`${word} the scan of ${scan.reference}`}
      onClick={() => action.mutate(scan.id, { onError })}
    >
      {word}
    </Button>
  );
}
