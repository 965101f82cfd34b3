import { Button } from '@mantine/core';
import { notifications } from '@mantine/notifications';
import type { Run } from '../../api/generated/index.ts';
import { useRunAction } from '../../api/runs.ts';
import { describeError } from '../../components/feedback/describe-error.ts';
import { isUnderWay } from '../../components/format/run-words.ts';

/** Stops a run that is under way; queues what failed in one that has ended once more. */
export function RunActions({ run }: { readonly run: Run }) {
  const cancel = useRunAction('cancel');
  const retry = useRunAction('retry');
  const isOpen = isUnderWay(run);
  if (!isOpen && run.counts.failed === 0) return null;
  const action = isOpen ? cancel : retry;
  const onError = (error: Error) =>
    notifications.show({ color: 'red', title: 'That did not work', message: describeError(error).message });
  return (
    <Button
      size="compact-xs"
      variant="default"
      loading={action.isPending}
      onClick={() => action.mutate(run.id, { onError })}
    >
      {isOpen ? 'Cancel' : 'Retry failed'}
    </Button>
  );
}
