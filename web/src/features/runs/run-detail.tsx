import { SegmentedControl, Stack } from '@mantine/core';
import type { RunDetails } from '../../api/generated/index.ts';
import { useRetryRun, useRun } from '../../api/runs.ts';
import { describeError } from '../../components/feedback/describe-error.ts';
import { ErrorPanel } from '../../components/feedback/error-panel.tsx';
import { notify } from '../../components/feedback/notify.ts';
import { TableSkeleton } from '../../components/feedback/table-skeleton.tsx';
import type { SearchChange } from '../../components/filters/use-search-update.ts';
import { plural } from '../../components/format/plural.ts';
import { describeRun, isUnderWay } from '../../components/format/run-words.ts';
import { Facts } from '../../components/page/facts.tsx';
import { FailureTable } from '../../components/run/failure-table.tsx';
import { RunBar } from '../../components/run/run-bar.tsx';
import { RunError } from '../../components/run/run-error.tsx';
import { RunSummaryView } from '../../components/run/run-summary.tsx';
import { RunTags } from '../../components/run/run-tags.tsx';
import { TimeAgo } from '../../components/time/time-ago.tsx';
import { RunScans } from './run-scans.tsx';
import type { RunsSearch } from './runs-search.ts';

const lists = ['scans', 'failed'] as const;

interface RunDetailProps {
  readonly runId: string;
  readonly search: RunsSearch;
  readonly onChange: (change: SearchChange<RunsSearch>) => void;
}

/** How a run went, what failed by cause with a way to try it again, and every tag that it found with what it decided. */
export function RunDetail({ runId, search, onChange }: RunDetailProps) {
  const run = useRun(runId);
  if (run.data === undefined) {
    if (run.error === null) return <TableSkeleton label="Loading the run" />;
    return <ErrorPanel title="The run could not be loaded" error={run.error} onRetry={() => void run.refetch()} />;
  }
  const { counts } = run.data;
  return (
    <Stack gap="sm">
      <RunError run={run.data} />
      <RunFacts run={run.data} />
      <RunBar counts={counts} />
      <Failures run={run.data} onShow={(cause) => onChange({ list: 'failed', cause })} />
      {run.data.summary !== undefined && (
        <RunSummaryView
          summary={run.data.summary}
          onShow={(outcome) => onChange({ list: undefined, cause: undefined, q: undefined, outcome })}
        />
      )}
      <SegmentedControl
        size="xs"
        style={{ alignSelf: 'flex-start' }}
        aria-label="What is listed"
        data={[
          { value: 'tags', label: 'Every tag' },
          { value: 'scans', label: 'Every scan' },
          { value: 'failed', label: `Failed (${counts.failed.toLocaleString('en')})` },
        ]}
        value={search.list ?? 'tags'}
        onChange={(list) => onChange({ list: lists.find((one) => one === list), cause: undefined })}
      />
      {search.list === undefined ? (
        <RunTags runId={runId} search={search} onChange={onChange} />
      ) : (
        <RunScans
          runId={runId}
          isFailedOnly={search.list === 'failed'}
          cause={search.cause}
          onCause={(cause) => onChange({ cause })}
        />
      )}
    </Stack>
  );
}

function RunFacts({ run }: { readonly run: RunDetails }) {
  const { counts } = run;
  const kept = counts.found - counts.dropped - counts.artifacts;
  return (
    <Facts
      facts={[
        ['How it went', describeRun(run)],
        [
          'Found',
          `${plural(counts.found, 'tag')} in ${plural(run.repositories, 'repository', 'repositories')}; ${kept.toLocaleString('en')} kept${counts.artifacts === 0 ? '' : `, ${counts.artifacts.toLocaleString('en')} that name no image`}`,
        ],
        ['Coverage', !run.dryRun && run.error === undefined && `${run.coverage} % of the images wanted have a result`],
        ['Asked for', <TimeAgo key="asked" time={run.createdAt} />],
        ['Ended', run.finishedAt !== undefined && <TimeAgo key="ended" time={run.finishedAt} />],
      ]}
    />
  );
}

interface FailuresProps {
  readonly run: RunDetails;
  readonly onShow: Parameters<typeof FailureTable>[0]['onShow'];
}

function Failures({ run, onShow }: FailuresProps) {
  const retry = useRetryRun();
  if (run.failures.length === 0) return null;
  return (
    <FailureTable
      failures={run.failures}
      retrying={retry.isPending ? retry.variables.outcome : undefined}
      onShow={onShow}
      onRetry={(outcome) =>
        retry.mutate(
          { runId: run.id, outcome },
          {
            onError: (error) =>
              notify({
                color: 'red',
                title: isUnderWay(run) ? 'Not tried again yet' : 'Not tried again',
                message: describeError(error).message,
              }),
          },
        )
      }
    />
  );
}
