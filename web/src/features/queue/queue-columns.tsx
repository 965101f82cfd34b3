import { Progress, Text, Tooltip } from '@mantine/core';
import type { Scan } from '../../api/generated/index.ts';
import { referenceWords } from '../../components/format/uploaded-file.ts';
import { withoutOptions } from '../../components/format/without-options.ts';
import { TextLink } from '../../components/page/links.tsx';
import { causeWords } from '../../components/run/cause-words.ts';
import { DoneWords } from '../../components/scan/done-words.tsx';
import { ScanState } from '../../components/scan/scan-state.tsx';
import { describeProgress, percentDone } from '../../components/scan/scan-words.ts';
import type { DataColumn } from '../../components/table/data-column.ts';
import { formatDuration } from '../../components/time/format-age.ts';
import { TimeAgo } from '../../components/time/time-ago.tsx';
import { ScanActions } from './scan-actions.tsx';

/** The columns of the queue. */
export const queueColumns: readonly DataColumn<Scan>[] = [
  { id: 'state', header: 'State', width: '110px', narrow: 'below', cell: (row) => <ScanState state={row.state} /> },
  {
    id: 'image',
    header: 'Image',
    width: 'minmax(220px, 1.7fr)',
    narrow: 'first',
    cell: (row) =>
      row.imageId === undefined ? (
        <Text size="sm" truncate title={row.reference}>
          {referenceWords(row.reference)}
        </Text>
      ) : (
        <TextLink
          to="/images/$imageId"
          params={{ imageId: row.imageId }}
          size="sm"
          fw={600}
          tabIndex={-1}
          title={row.reference}
        >
          {referenceWords(row.reference)}
        </TextLink>
      ),
  },
  {
    id: 'progress',
    header: 'Progress or cause',
    width: 'minmax(260px, 1.9fr)',
    narrow: 'below',
    cell: (row) => <Outcome scan={row} />,
  },
  {
    id: 'asked',
    header: 'Asked for',
    width: '130px',
    narrow: 'below',
    cell: (row) => <TimeAgo time={row.createdAt} />,
  },
  { id: 'took', header: 'Took', width: '76px', align: 'end', cell: tookWords },
  {
    id: 'actions',
    header: 'Actions',
    width: '158px',
    narrow: 'end',
    cell: (row) => <ScanActions scan={row} />,
  },
];

function Outcome({ scan }: { readonly scan: Scan }) {
  switch (scan.state) {
    case 'queued':
      return (
        <Text size="sm" c="dimmed">
          {scan.attempts > 0 ? `Waits to be tried again (${scan.attempts} so far)` : 'Waits for a free worker'}
        </Text>
      );
    case 'running':
      return (
        <div>
          <Progress value={percentDone(scan.progress)} size="sm" mb={4} aria-label={`Progress of ${scan.reference}`} />
          <Text size="xs" c="dimmed" truncate>
            {describeProgress(scan.progress)}
          </Text>
        </div>
      );
    case 'failed':
      return (
        <Tooltip label={scan.message}>
          <Text
            size="sm"
            c="var(--mantine-color-error)"
            lineClamp={2}
            style={{ whiteSpace: 'normal', overflowWrap: 'anywhere' }}
          >
            {scan.outcome !== undefined && <b>{causeWords(scan.outcome).label}: </b>}
            {withoutOptions(scan.message ?? 'no cause was recorded.')}
          </Text>
        </Tooltip>
      );
    case 'done':
      return (
        <Text size="sm" c="dimmed">
          <DoneWords scan={scan} />
        </Text>
      );
    case 'cancelled':
      return (
        <Text size="sm" c="dimmed">
          Cancelled before it ended
        </Text>
      );
  }
}

function tookWords({ startedAt, finishedAt }: Scan): string {
  return startedAt === undefined || finishedAt === undefined
    ? '—'
    : formatDuration(new Date(finishedAt).getTime() - new Date(startedAt).getTime());
}
