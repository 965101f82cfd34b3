import { CoverageBadge } from '../../components/coverage/coverage-badge.tsx';
import type { Coverage } from '../../components/coverage/coverage-words.ts';
import { FindingsSummary } from '../../components/coverage/findings-summary.tsx';
import type { SeverityCounts } from '../../components/severity/severity.ts';
import { ExploitMarks } from '../../components/signals/exploit-marks.tsx';
import type { DataColumn } from '../../components/table/data-column.ts';
import { TimeAgo } from '../../components/time/time-ago.tsx';

/** What repositories and images have in common. */
export interface Posture {
  readonly severityCounts: SeverityCounts;
  readonly findings: number;
  readonly fixable: number;
  readonly exploitable: number;
  readonly knownExploited: number;
  readonly riskScore: number;
  readonly coverage: Coverage;
  readonly lastScannedAt: string;
}

/** The columns that show how a repository or an image stands. */
export function findingColumns<Row extends Posture>({ hasNewest }: { readonly hasNewest: boolean }): DataColumn<Row>[] {
  return [
    {
      id: 'findings',
      header: 'Findings',
      width: '262px',
      cell: (row) => <FindingsSummary counts={row.severityCounts} coverage={row.coverage} />,
    },
    {
      id: 'exploits',
      header: 'Exploits',
      width: '138px',
      sort: { by: 'worst', direction: 'descending' },
      hint: 'Known exploited vulnerabilities (CISA KEV), and findings for which an exploit is public or known to be used. Worst first sorts by them, then by severity and count',
      cell: (row) => <ExploitMarks kev={row.knownExploited} exploitable={row.exploitable} />,
    },
    {
      id: 'fixable',
      header: 'Has fix',
      width: '74px',
      align: 'end',
      hint: 'Findings for which there is a fixed version',
      cell: (row) => (row.findings === 0 ? '—' : row.fixable.toLocaleString('en')),
    },
    {
      id: 'risk',
      header: 'Risk',
      width: '64px',
      align: 'end',
      hint: '0 to 100, from severities and exploits: the worst finding, raised by all the others',
      cell: (row) => row.riskScore.toLocaleString('en'),
    },
    { id: 'coverage', header: 'Coverage', width: '160px', cell: (row) => <CoverageBadge coverage={row.coverage} /> },
    {
      id: 'scanned',
      header: 'Last scan',
      width: '122px',
      ...(hasNewest && { sort: { by: 'newest', direction: 'descending' } as const }),
      cell: (row) => <TimeAgo time={row.lastScannedAt} />,
    },
  ];
}
