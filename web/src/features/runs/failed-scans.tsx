import { Select, Text } from '@mantine/core';
import type { Scan } from '../../api/generated/index.ts';
import { useScans } from '../../api/scans.ts';
import { EmptyState } from '../../components/feedback/empty-state.tsx';
import { causeWords } from '../../components/run/cause-words.ts';
import { type Cause, causes } from '../../components/run/causes.ts';
import type { DataColumn } from '../../components/table/data-column.ts';
import { ListTable } from '../../components/table/list-table.tsx';
import styles from './runs.module.css';

const columns: readonly DataColumn<Scan>[] = [
  {
    id: 'image',
    header: 'Image',
    width: 'minmax(200px, 1fr)',
    cell: ({ reference, platform }) => (
      <Text size="sm" truncate title={reference}>
        {reference}
        {platform !== undefined && ` · ${platform}`}
      </Text>
    ),
  },
  {
    id: 'cause',
    header: 'Kind of cause',
    width: '160px',
    cell: ({ outcome }) => (outcome === undefined ? '—' : causeWords(outcome).label),
  },
  {
    id: 'message',
    header: 'What happened',
    width: 'minmax(280px, 2fr)',
    cell: ({ message = '' }) => (
      <Text size="sm" lineClamp={2} title={message} style={{ whiteSpace: 'normal' }}>
        {message}
      </Text>
    ),
  },
];

interface FailedScansProps {
  readonly runId: string;
  readonly cause: Cause | undefined;
  readonly onCause: (cause: Cause | undefined) => void;
}

/** The scans of a run that failed, each with its cause. */
export function FailedScans({ runId, cause, onCause }: FailedScansProps) {
  const scans = useScans({ runId, state: 'failed', outcome: cause });
  return (
    <>
      <Select
        size="xs"
        w={220}
        clearable
        aria-label="Kind of cause"
        placeholder="Any cause"
        data={causes.map((value) => ({ value, label: causeWords(value).label }))}
        value={cause ?? null}
        onChange={(value) => onCause(causes.find((one) => one === value))}
      />
      <div className={styles.list}>
        <ListTable
          label="failed scans"
          list={scans}
          columns={columns}
          rowId={({ id }) => id}
          rowHeight={50}
          empty={<EmptyState title="Nothing failed">No scan of this run failed for that.</EmptyState>}
        />
      </div>
    </>
  );
}
