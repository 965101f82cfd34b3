import { Button } from '@mantine/core';
import type { Run } from '../../api/generated/index.ts';
import { useCancelRun, useRetryRun } from '../../api/runs.ts';
import { describeError } from '../../components/feedback/describe-error.ts';
import { notify } from '../../components/feedback/notify.ts';
import { isUnderWay } from '../../components/format/run-words.ts';

/** Stops a run that is under way; queues what failed in one that has ended once more. */
export function RunActions({ run }: { readonly run: Run }) {
  const cancel = useCancelRun();
  const retry = useRetryRun();
  const onError = (error: Error) =>
    notify({ color: 'red', title: 'That did not work', message: describeError(error).message });
  if (isUnderWay(run)) {
    return (
      <Button
        size="compact-xs"
        variant="default"
        loading={cancel.isPending}
        onClick={() => cancel.mutate(run.id, { onError })}
      >
        Cancel
      </Button>
    );
  }
  if (run.counts.failed === 0) return null;
  return (
    <Button
      size="compact-xs"
      variant="default"
      loading={retry.isPending}
      onClick={() => retry.mutate({ runId: run.id }, { onError })}
    >
      Retry failed
    </Button>
  );
}
