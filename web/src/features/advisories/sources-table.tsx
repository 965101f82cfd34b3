import { Text } from '@mantine/core';
import type { AdvisorySourceStatus } from '../../api/generated/index.ts';
import { Card } from '../../components/page/card.tsx';
import { SimpleTable } from '../../components/table/simple-table.tsx';
import { TimeAgo } from '../../components/time/time-ago.tsx';

/** The advisory sources inside the database, and what became of the last attempt to fetch each. */
export function SourcesTable({ sources }: { readonly sources: readonly AdvisorySourceStatus[] }) {
  return (
    <Card title="Sources">
      {sources.length === 0 ? (
        <Text size="sm" c="dimmed">
          There is none in it yet.
        </Text>
      ) : (
        <SimpleTable
          heads={[
            'Source',
            { name: 'Records', kind: 'number' },
            { name: 'Fetched', kind: 'short' },
            { name: 'Last attempt', narrow: 'below' },
          ]}
          rows={sources.map(({ name, displayName = name, records, fetchedAt, error }) => [
            name,
            <b key="name">{displayName}</b>,
            records.toLocaleString('en'),
            fetchedAt === undefined ? 'never' : <TimeAgo key="fetched" time={fetchedAt} />,
            error === undefined ? (
              'worked'
            ) : (
              <Text key="error" span size="sm" c="var(--mantine-color-error)">
                {error}
              </Text>
            ),
          ])}
        />
      )}
    </Card>
  );
}
