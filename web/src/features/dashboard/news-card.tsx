import { Text } from '@mantine/core';
import type { News } from '../../api/generated/index.ts';
import { plural } from '../../components/format/plural.ts';
import { Card } from '../../components/page/card.tsx';
import { TextLink } from '../../components/page/links.tsx';
import { SeverityBadge } from '../../components/severity/severity-badge.tsx';
import { SimpleTable } from '../../components/table/simple-table.tsx';
import { TimeAgo } from '../../components/time/time-ago.tsx';

const words = { new: 'new', gone: 'gone', severity: 'rated anew', exploited: 'now attacked' } as const;

/** What new advisories brought since one was here before, worst first. */
export function NewsCard({ news: { since, vulnerabilities, items } }: { readonly news: News }) {
  return (
    <Card title="New since your last visit">
      <Text size="sm" c="dimmed" mb={4}>
        {since === undefined ? (
          'This is your first visit: from the next one on, what new advisories brought meanwhile stands here.'
        ) : (
          <>
            You were here <TimeAgo time={since} />.{' '}
            {vulnerabilities === 0
              ? 'Nothing is new or newly attacked since.'
              : `${plural(vulnerabilities, 'vulnerability', 'vulnerabilities')} new or newly attacked.`}
          </>
        )}
      </Text>
      {items.length > 0 && (
        <SimpleTable
          heads={[
            { name: 'Vulnerability', kind: 'short' },
            { name: 'Severity', narrow: 'end' },
            { name: 'What', narrow: 'below' },
            { name: 'When', kind: 'short', narrow: 'below' },
          ]}
          rows={items.map(({ kind, vulnerabilityId, severity, packages, recordedAt }) => [
            `${kind} ${vulnerabilityId} ${recordedAt}`,
            <TextLink key="id" to="/vulnerabilities/$vulnerabilityId" params={{ vulnerabilityId }} size="sm" fw={600}>
              {vulnerabilityId}
            </TextLink>,
            <SeverityBadge key="severity" severity={severity} />,
            `${words[kind]}, ${plural(packages, 'package')}`,
            <TimeAgo key="when" time={recordedAt} />,
          ])}
        />
      )}
    </Card>
  );
}
