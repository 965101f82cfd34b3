import { Select, Text } from '@mantine/core';
import type { Scan } from '../../api/generated/index.ts';
import { useScans } from '../../api/scans.ts';
import { EmptyState } from '../../components/feedback/empty-state.tsx';
import { withoutOptions } from '../../components/format/without-options.ts';
import { TextLink } from '../../components/page/links.tsx';
import { causeWords } from '../../components/run/cause-words.ts';
import { type Cause, causes } from '../../components/run/causes.ts';
import { DoneWords } from '../../components/scan/done-words.tsx';
import { ScanState } from '../../components/scan/scan-state.tsx';
import { describeProgress } from '../../components/scan/scan-words.ts';
import type { DataColumn } from '../../components/table/data-column.ts';
import { ListTable } from '../../components/table/list-table.tsx';
import styles from './runs.module.css';

const columns: readonly DataColumn<Scan>[] = [
  { id: 'state', header: 'State', width: '115px', narrow: 'below', cell: ({ state }) => <ScanState state={state} /> },
  {
    id: 'image',
    header: 'Image',
    width: 'minmax(220px, 1.2fr)',
    narrow: 'first',
    cell: (scan) => <Name scan={scan} />,
  },
  { id: 'platform', header: 'Platform', width: '110px', narrow: 'below', cell: ({ platform = 'any' }) => platform },
  {
    id: 'outcome',
    header: 'What happened',
    width: 'minmax(280px, 2fr)',
    narrow: 'below',
    cell: (scan) => <Outcome scan={scan} />,
  },
];

interface RunScansProps {
  readonly runId: string;
  /** Only those that failed, and of these those with that kind of cause. */
  readonly isFailedOnly: boolean;
  readonly cause: Cause | undefined;
  readonly onCause: (cause: Cause | undefined) => void;
}

/** The scans of a run, each with what came of it. */
export function RunScans({ runId, isFailedOnly, cause, onCause }: RunScansProps) {
  const scans = useScans({ runId, ...(isFailedOnly && { state: 'failed', outcome: cause }) });
  return (
    <>
      {isFailedOnly && (
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
      )}
      <div className={styles.list}>
        <ListTable
          label="scans of the run"
          list={scans}
          columns={columns}
          rowId={({ id }) => id}
          rowHeight={50}
          empty={
            isFailedOnly ? (
              <EmptyState title="Nothing failed">No scan of this run failed for that.</EmptyState>
            ) : (
              <EmptyState title="No scan yet">
                A run lists its registry first; what it keeps is then scanned.
              </EmptyState>
            )
          }
        />
      </div>
    </>
  );
}

function Name({ scan: { reference, imageId } }: { readonly scan: Scan }) {
  if (imageId === undefined) {
    return (
      <Text size="sm" truncate title={reference}>
        {inRegistry(reference)}
      </Text>
    );
  }
  return (
    <TextLink to="/images/$imageId" params={{ imageId }} size="sm" fw={600} title={reference}>
      {inRegistry(reference)}
    </TextLink>
  );
}

/** A reference without its host, which all scans of a run have in common. */
function inRegistry(reference: string): string {
  return reference.slice(reference.indexOf('/') + 1);
}

function Outcome({ scan }: { readonly scan: Scan }) {
  switch (scan.state) {
    case 'failed':
      return (
        <Text size="sm" lineClamp={2} title={scan.message} style={{ whiteSpace: 'normal' }}>
          {scan.outcome !== undefined && <b>{causeWords(scan.outcome).label}: </b>}
          {withoutOptions(scan.message ?? 'no cause was recorded.')}
        </Text>
      );
    case 'done':
      return <DoneWords scan={scan} />;
    case 'running':
      return describeProgress(scan.progress);
    case 'queued':
      return 'Waits for a free worker';
    case 'cancelled':
      return 'Cancelled before it ended';
  }
}
