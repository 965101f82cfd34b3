import { Select, Stack, Text } from '@mantine/core';
import type { RunDetails, RunTag } from '../../api/generated/index.ts';
import { useRun, useRunTags } from '../../api/runs.ts';
import { EmptyState } from '../../components/feedback/empty-state.tsx';
import { ErrorPanel } from '../../components/feedback/error-panel.tsx';
import { TableSkeleton } from '../../components/feedback/table-skeleton.tsx';
import { FilterBar } from '../../components/filters/filter-bar.tsx';
import { SearchBox } from '../../components/filters/search-box.tsx';
import type { SearchChange } from '../../components/filters/use-search-update.ts';
import { formatBytes } from '../../components/format/format-bytes.ts';
import { plural } from '../../components/format/plural.ts';
import { describeRun } from '../../components/format/run-words.ts';
import { Facts } from '../../components/page/facts.tsx';
import type { DataColumn } from '../../components/table/data-column.ts';
import { ListTable } from '../../components/table/list-table.tsx';
import { outcomes, type RunsSearch } from './runs-search.ts';

interface RunDetailProps {
  readonly runId: string;
  readonly search: RunsSearch;
  readonly onChange: (change: SearchChange<RunsSearch>) => void;
}

const words = {
  kept: 'Kept',
  exclude: 'Dropped by a pattern',
  age: 'Too old',
  newest: 'Not among the newest',
  repositories: 'Too many repositories',
  'not-an-image': 'Not an image',
} as const;

const columns: readonly DataColumn<RunTag>[] = [
  {
    id: 'tag',
    header: 'Tag',
    width: 'minmax(180px, 1.4fr)',
    cell: ({ repository, tag }) => (tag === undefined ? repository : `${repository}:${tag}`),
  },
  {
    id: 'outcome',
    header: 'Decision',
    width: 'minmax(170px, 1fr)',
    cell: ({ outcome, reason }) => <span title={reason}>{words[outcome]}</span>,
  },
  { id: 'date', header: 'Pushed or made', width: '120px', cell: ({ date }) => date?.slice(0, 10) ?? '—' },
  {
    id: 'size',
    header: 'Size',
    width: '90px',
    align: 'end',
    cell: ({ size }) => (size === undefined ? '—' : formatBytes(size)),
  },
];

/** How a run went, what failed by cause, and every tag that it found with what it decided. */
export function RunDetail({ runId, search, onChange }: RunDetailProps) {
  const run = useRun(runId);
  const tags = useRunTags(runId, { outcome: search.outcome, q: search.q });
  if (run.data === undefined) {
    if (run.error === null) return <TableSkeleton label="Loading the run" />;
    return <ErrorPanel title="The run could not be loaded" error={run.error} onRetry={() => void run.refetch()} />;
  }
  return (
    <Stack gap="sm">
      <RunFacts run={run.data} />
      <FilterBar
        label="Filter tags"
        isSet={search.q !== undefined || search.outcome !== undefined}
        onClear={() => onChange({ q: undefined, outcome: undefined })}
      >
        <SearchBox label="Search tags" value={search.q ?? ''} onChange={(q) => onChange({ q })} />
        <Select
          size="xs"
          w={200}
          clearable
          aria-label="Decision"
          placeholder="Any decision"
          data={outcomes.map((value) => ({ value, label: words[value] }))}
          value={search.outcome ?? null}
          onChange={(value) => onChange({ outcome: outcomes.find((one) => one === value) })}
        />
      </FilterBar>
      <div style={{ display: 'flex', height: '55dvh', flexDirection: 'column' }}>
        <ListTable
          label="tags"
          list={tags}
          columns={columns}
          rowId={({ repository, tag }) => `${repository}:${tag ?? ''}`}
          empty={<EmptyState title="No tag">None was found, or none matches the filter.</EmptyState>}
        />
      </div>
    </Stack>
  );
}

function RunFacts({ run }: { readonly run: RunDetails }) {
  return (
    <>
      {run.error !== undefined && (
        <Text size="sm" c="var(--mantine-color-error)">
          {run.error}
        </Text>
      )}
      <Facts
        facts={[
          ['How it went', describeRun(run)],
          ['Coverage', `${run.coverage} % of the images wanted have a result`],
          ...run.failures.map(
            ({ outcome, scans, codes }) =>
              [`Failed: ${outcome}`, `${plural(scans, 'scan')} (${codes.join(', ')})`] as const,
          ),
        ]}
      />
    </>
  );
}
