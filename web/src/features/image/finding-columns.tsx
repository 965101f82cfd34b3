import { Group, Text } from '@mantine/core';
import type { ImageFinding } from '../../api/generated/index.ts';
import { SeverityBadge } from '../../components/severity/severity-badge.tsx';
import { ExploitMarks } from '../../components/signals/exploit-marks.tsx';
import type { DataColumn } from '../../components/table/data-column.ts';
import { TimeAgo } from '../../components/time/time-ago.tsx';
import { FindingMarks } from '../../components/vulnerability/finding-marks.tsx';
import { FixVersions } from '../../components/vulnerability/fix-versions.tsx';
import { formatProbability } from '../../components/vulnerability/format-probability.ts';

/** The columns of the list of findings. */
export const findingColumns: readonly DataColumn<ImageFinding>[] = [
  {
    id: 'vulnerability',
    header: 'Vulnerability',
    width: 'minmax(236px, 1.8fr)',
    narrow: 'first',
    sort: { by: 'vulnerability', direction: 'ascending' },
    cell: (row) => (
      <>
        <Text size="sm" fw={600} truncate>
          {row.vulnerabilityId}{' '}
          <FindingMarks hidden={row.hidden} confidence={row.confidence} suppression={row.suppression} />
        </Text>
        <Text size="xs" c="dimmed" truncate title={row.summary}>
          {row.summary === '' ? 'No summary given' : row.summary}
        </Text>
      </>
    ),
  },
  {
    id: 'severity',
    header: 'Severity',
    width: '92px',
    narrow: 'end',
    sort: { by: 'severity', direction: 'descending' },
    cell: (row) => <SeverityBadge severity={row.severity} />,
  },
  {
    id: 'cvss',
    header: 'CVSS',
    width: '66px',
    narrow: 'named',
    align: 'end',
    sort: { by: 'cvss', direction: 'descending' },
    hint: 'The CVSS score that decided, or the highest there is',
    cell: (row) => row.cvssScore?.toFixed(1) ?? '—',
  },
  {
    id: 'epss',
    header: 'EPSS',
    width: '76px',
    align: 'end',
    sort: { by: 'epss', direction: 'descending' },
    hint: 'Probability of an attack within 30 days',
    cell: (row) => (row.epss === undefined ? '—' : formatProbability(row.epss)),
  },
  {
    id: 'exploits',
    header: 'Exploits',
    width: '118px',
    narrow: 'below',
    sort: { by: 'worst', direction: 'descending' },
    hint: 'Worst first: known to be exploited, then exploitable, then by severity and risk',
    cell: (row) => <ExploitMarks kev={row.knownExploited ? 1 : 0} exploits={row.publicExploits} />,
  },
  {
    id: 'package',
    header: 'Package',
    width: 'minmax(170px, 1.2fr)',
    narrow: 'below',
    sort: { by: 'package', direction: 'ascending' },
    cell: (row) => (
      <>
        <Group gap={5} wrap="nowrap" align="baseline">
          <Text size="sm" truncate title={row.packageName}>
            {row.packageName}
          </Text>
          <Text size="xs" c="dimmed" flex="none">
            {row.packages !== undefined && row.packages > 1 ? `and ${row.packages - 1} more` : row.packageType}
          </Text>
        </Group>
        <Text size="xs" c="dimmed" truncate className="mono" title={row.packageVersion}>
          {row.packageVersion}
        </Text>
      </>
    ),
  },
  {
    id: 'fix',
    header: 'Fixed in',
    width: 'minmax(130px, 1.1fr)',
    narrow: 'named',
    cell: (row) => <FixVersions state={row.fixState} versions={row.fixVersions} />,
  },
  {
    id: 'published',
    header: 'Published',
    width: '126px',
    from: 1000,
    sort: { by: 'published', direction: 'descending' },
    cell: (row) => <TimeAgo time={row.published} />,
  },
];
