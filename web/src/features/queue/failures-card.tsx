import { Alert, Button, Text } from '@mantine/core';
import { IconAlertTriangle } from '@tabler/icons-react';
import { useRetryScans, useScanFailures } from '../../api/scans.ts';
import { describeError } from '../../components/feedback/describe-error.ts';
import { notify } from '../../components/feedback/notify.ts';
import { plural } from '../../components/format/plural.ts';
import { Card } from '../../components/page/card.tsx';
import { causeWords } from '../../components/run/cause-words.ts';
import type { Cause } from '../../components/run/causes.ts';
import { FailureTable } from '../../components/run/failure-table.tsx';

interface FailuresCardProps {
  readonly registryId: string | undefined;
  /** Whether failed scans are listed below: then all kinds are shown, else a line about them. */
  readonly isWhole: boolean;
  readonly onShow: (cause: Cause | undefined) => void;
}

/** What failed and has not been made good since, by kind of cause, and one press to try all of a kind again. */
export function FailuresCard({ registryId, isWhole, onShow }: FailuresCardProps) {
  const failures = useScanFailures(registryId).data?.items ?? [];
  const retry = useRetryScans();
  if (failures.length === 0) return null;
  const sum = (of: 'scans' | 'retriable') => failures.reduce((total, one) => total + one[of], 0);
  const again = (outcome?: Cause) =>
    retry.mutate(
      { registryId, outcome },
      {
        onSuccess: ({ queued }) =>
          notify({ color: 'tide', title: 'Tried again', message: `${plural(queued, 'scan')} queued.` }),
        onError: (error) => notify({ color: 'red', title: 'Not tried again', message: describeError(error).message }),
      },
    );
  if (!isWhole) {
    return (
      <Alert color="yellow" variant="light" role="note" py={8} flex="none" icon={<IconAlertTriangle aria-hidden />}>
        <Text size="sm" span>
          {plural(sum('scans'), 'scan')} failed and {sum('scans') === 1 ? 'has' : 'have'} not been made good since:{' '}
          {failures
            .map(({ outcome, scans }) => `${causeWords(outcome).label} ${scans.toLocaleString('en')}`)
            .join(', ')}
          .{' '}
        </Text>
        <Button size="compact-xs" variant="default" onClick={() => onShow(undefined)}>
          Show what failed
        </Button>
      </Alert>
    );
  }
  return (
    <Card
      title="Failed, and not made good since"
      note={
        <Button
          size="xs"
          variant="default"
          disabled={sum('retriable') === 0}
          loading={retry.isPending && retry.variables.outcome === undefined}
          onClick={() => again()}
        >
          Retry all {sum('retriable').toLocaleString('en')}
        </Button>
      }
    >
      <FailureTable
        failures={failures}
        retrying={retry.isPending ? retry.variables.outcome : undefined}
        onRetry={again}
        onShow={onShow}
      />
    </Card>
  );
}
