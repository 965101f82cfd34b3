import { Card, Table, Text, Title } from '@mantine/core';
import type { AdvisorySourceStatus } from '../../api/generated/index.ts';
import { TimeAgo } from '../../components/time/time-ago.tsx';

/** The advisory sources inside the database, and what became of the last attempt to fetch each. */
export function SourcesTable({ sources }: { readonly sources: readonly AdvisorySourceStatus[] }) {
  return (
    <Card withBorder padding="sm" bg="var(--plimsoll-surface)" component="section" aria-labelledby="sources">
      <Title order={2} id="sources" mb={6}>
        Sources
      </Title>
      {sources.length === 0 ? (
        <Text size="sm" c="dimmed">
          There is none in it yet.
        </Text>
      ) : (
        <Table.ScrollContainer minWidth={480}>
          <Table verticalSpacing={6}>
            <Table.Thead>
              <Table.Tr>
                <Table.Th scope="col">Source</Table.Th>
                <Table.Th scope="col" ta="end">
                  Records
                </Table.Th>
                <Table.Th scope="col">Fetched</Table.Th>
                <Table.Th scope="col">Last attempt</Table.Th>
              </Table.Tr>
            </Table.Thead>
            <Table.Tbody>
              {sources.map((source) => (
                <Table.Tr key={source.name}>
                  <Table.Th scope="row">{source.displayName ?? source.name}</Table.Th>
                  <Table.Td ta="end">{source.records.toLocaleString('en')}</Table.Td>
                  <Table.Td>{source.fetchedAt === undefined ? 'never' : <TimeAgo time={source.fetchedAt} />}</Table.Td>
                  <Table.Td c={source.error === undefined ? 'inherit' : 'var(--mantine-color-error)'}>
                    {source.error ?? 'worked'}
                  </Table.Td>
                </Table.Tr>
              ))}
            </Table.Tbody>
          </Table>
        </Table.ScrollContainer>
      )}
    </Card>
  );
}
