import { Group, Text } from '@mantine/core';
import type { Comparison, FindingDifference } from '../../api/generated/index.ts';
import { EmptyState } from '../../components/feedback/empty-state.tsx';
import { ToggleChip } from '../../components/filters/toggle-chip.tsx';
import { breakable } from '../../components/format/breakable.tsx';
import { plural } from '../../components/format/plural.ts';
import { referenceWords } from '../../components/format/uploaded-file.ts';
import { TextLink } from '../../components/page/links.tsx';
import { SeverityBadge } from '../../components/severity/severity-badge.tsx';
import { ExploitMarks } from '../../components/signals/exploit-marks.tsx';
import type { DataColumn } from '../../components/table/data-column.ts';
import { ListTable } from '../../components/table/list-table.tsx';
import { type CompareSearch, changes } from './compare-search.ts';

interface DifferencesProps {
  readonly comparison: Comparison;
  readonly show: CompareSearch['show'];
  readonly onShow: (show: CompareSearch['show']) => void;
}

const words = { added: 'Added', fixed: 'Fixed', common: 'In both' } as const;

const columns: readonly DataColumn<FindingDifference>[] = [
  { id: 'change', header: 'Change', width: '90px', narrow: 'below', cell: ({ change }) => words[change] },
  {
    id: 'vulnerability',
    header: 'Vulnerability',
    width: 'minmax(220px, 2fr)',
    narrow: 'first',
    cell: ({ vulnerabilityId, summary }) => (
      <>
        <TextLink
          to="/vulnerabilities/$vulnerabilityId"
          params={{ vulnerabilityId }}
          size="sm"
          fw={600}
          display="block"
          tabIndex={-1}
        >
          {vulnerabilityId}
        </TextLink>
        <Text size="xs" c="dimmed" truncate title={summary}>
          {summary === '' ? 'No summary given' : summary}
        </Text>
      </>
    ),
  },
  {
    id: 'severity',
    header: 'Severity',
    width: '110px',
    narrow: 'end',
    cell: ({ severity }) => <SeverityBadge severity={severity} />,
  },
  {
    id: 'exploits',
    header: 'Exploits',
    width: '120px',
    narrow: 'below',
    cell: ({ knownExploited, exploitable }) => (
      <ExploitMarks kev={knownExploited ? 1 : 0} exploits={exploitable && !knownExploited ? 1 : 0} />
    ),
  },
  {
    id: 'package',
    header: 'Package',
    width: 'minmax(150px, 1fr)',
    narrow: 'below',
    cell: ({ packageType, packageName }) => (
      <TextLink to="/packages/$type/$" params={{ type: packageType, _splat: packageName }} size="sm" tabIndex={-1}>
        {packageName}
      </TextLink>
    ),
  },
  {
    id: 'before',
    header: 'Before',
    width: 'minmax(120px, 1fr)',
    narrow: 'named',
    cell: ({ before }) => <Version text={before} />,
  },
  {
    id: 'after',
    header: 'After',
    width: 'minmax(120px, 1fr)',
    narrow: 'named',
    cell: ({ after }) => <Version text={after} />,
  },
  { id: 'fix', header: 'Has fix', width: '76px', cell: ({ fixable }) => (fixable ? 'yes' : 'no') },
];

function Version({ text }: { readonly text: string | undefined }) {
  return text === undefined ? '—' : <span className="mono">{text}</span>;
}

const numberOrNone = (count: number) => (count === 0 ? 'none' : count.toLocaleString('en'));

/** What the second image added, mended and kept: first what differs, the worst of it first. */
export function Differences({ comparison, show, onShow }: DifferencesProps) {
  const { from, to, added, fixed, common, findings, packages } = comparison;
  const shown = changes.flatMap((one) =>
    show === undefined || show === one ? findings.filter(({ change }) => change === one) : [],
  );
  const counts = { added, fixed, common };
  const all = added + fixed + common;
  return (
    <>
      <Text size="sm">
        From{' '}
        <TextLink to="/images/$imageId" params={{ imageId: from.imageId }} size="sm" underline="always">
          {breakable(referenceWords(from.reference))}
        </TextLink>{' '}
        to{' '}
        <TextLink to="/images/$imageId" params={{ imageId: to.imageId }} size="sm" underline="always">
          {breakable(referenceWords(to.reference))}
        </TextLink>
        : {plural(added, 'finding')} added, {numberOrNone(fixed)} fixed, {numberOrNone(common)} in both.{' '}
        {plural(packages.length, 'package')} {packages.length === 1 ? 'differs' : 'differ'}.
        {all > findings.length && ` Only the worst ${findings.length.toLocaleString('en')} are listed.`}
      </Text>
      <Group gap={8} role="search" aria-label="Which findings">
        {changes.map((change) => (
          <ToggleChip key={change} isOn={show === change} onChange={(isOn) => onShow(isOn ? change : undefined)}>
            {`${words[change]} (${counts[change].toLocaleString('en')})`}
          </ToggleChip>
        ))}
      </Group>
      <ListTable
        label="differences"
        list={{ items: shown, total: shown.length, isPending: false, error: null, retry: () => undefined }}
        columns={columns}
        rowHeight={50}
        rowId={(row) =>
          `${row.change} ${row.vulnerabilityId} ${row.packageType} ${row.packageName} ${row.before ?? ''} ${row.after ?? ''}`
        }
        empty={<EmptyState title="None">Neither image has findings of this kind.</EmptyState>}
      />
    </>
  );
}
