import { CoverageBadge } from '../../components/coverage/coverage-badge.tsx';
import type { Coverage } from '../../components/coverage/coverage-words.ts';
import { FindingsSummary } from '../../components/coverage/findings-summary.tsx';
import { riskWords } from '../../components/coverage/risk-words.ts';
import { FindingsLink, type FindingsOf } from '../../components/severity/findings-link.tsx';
import type { SeverityCounts } from '../../components/severity/severity.ts';
import { ExploitMarks } from '../../components/signals/exploit-marks.tsx';
import type { DataColumn } from '../../components/table/data-column.ts';
import { TimeAgo } from '../../components/time/time-ago.tsx';
import type { ListSort } from './list-search.ts';
import { FailingImages, type ImagePolicy, PolicyCell } from './policy-cell.tsx';
import styles from './registry.module.css';

/** What repositories and images have in common. */
export interface Posture {
  readonly severityCounts: SeverityCounts;
  readonly findings: number;
  readonly fixable: number;
  readonly exploitable: number;
  readonly knownExploited: number;
  readonly riskScore: number;
  readonly coverage: Coverage;
  /** Of an image. */
  readonly imageId?: string;
  readonly policy?: ImagePolicy;
  /** Of what holds images: how many of them fail a policy. */
  readonly failing?: number;
  readonly images?: number;
  readonly lastScannedAt?: string;
}

/** The columns that show how a repository or an image stands. */
export function findingColumns<Row extends Posture>({
  isSortable,
}: {
  readonly isSortable: boolean;
}): DataColumn<Row>[] {
  const sort = (by: ListSort, direction: 'ascending' | 'descending' = 'descending') =>
    isSortable && { sort: { by, direction } };
  return [
    {
      id: 'findings',
      header: 'Findings',
      width: '264px',
      narrow: 'below',
      ...sort('findings'),
      cell: (row) => <FindingsSummary counts={row.severityCounts} coverage={row.coverage} of={findingsOf(row)} />,
    },
    {
      id: 'exploits',
      header: 'Exploits',
      width: '140px',
      narrow: 'below',
      sort: { by: 'worst', direction: 'descending' },
      hint: 'Known exploited vulnerabilities (CISA KEV), and findings for which an exploit is public or known to be used. Worst first sorts by them, then by severity and count',
      cell: (row) => <ExploitMarks kev={row.knownExploited} exploitable={row.exploitable} of={findingsOf(row)} />,
    },
    {
      id: 'fixable',
      header: 'Has fix',
      width: '66px',
      align: 'end',
      ...sort('fixable'),
      hint: 'Findings for which there is a fixed version',
      cell: fixableOf,
    },
    {
      id: 'risk',
      header: 'Risk',
      width: '92px',
      narrow: 'named',
      align: 'end',
      ...sort('risk'),
      hint: '0 to 100, from severities and exploits: the worst finding, raised by all the others. Where nothing was found and not all is known, it says so',
      cell: riskWords,
    },
    {
      id: 'policy',
      header: 'Policy',
      width: 'minmax(146px, 148px)',
      narrow: 'below',
      ...sort('policy'),
      hint: 'What the policies that are about an image come to; of registries and repositories, how many of their images fail one',
      cell: policyOf,
    },
    {
      id: 'coverage',
      header: 'Coverage',
      width: '146px',
      narrow: 'below',
      ...sort('coverage', 'ascending'),
      cell: (row) => <CoverageBadge coverage={row.coverage} />,
    },
    {
      id: 'scanned',
      header: 'Last scan',
      width: 'minmax(122px, 132px)',
      from: 1100,
      ...sort('scanned'),
      cell: (row) => <TimeAgo time={row.lastScannedAt} />,
    },
  ];
}

/** Only an image has a list of its findings. */
function findingsOf({ imageId }: Posture): FindingsOf | undefined {
  return imageId === undefined ? undefined : { imageId };
}

function fixableOf({ findings, fixable, imageId }: Posture) {
  if (findings === 0) return '—';
  const count = fixable.toLocaleString('en');
  if (imageId === undefined || fixable === 0) return count;
  return (
    <FindingsLink of={{ imageId }} which={{ fix: 'yes' }} className={styles.number}>
      {count}
    </FindingsLink>
  );
}

function policyOf({ imageId, policy, coverage, failing, images }: Posture) {
  if (imageId !== undefined && policy !== undefined)
    return <PolicyCell imageId={imageId} policy={policy} coverage={coverage} />;
  return failing === undefined || images === undefined ? null : <FailingImages failing={failing} images={images} />;
}
