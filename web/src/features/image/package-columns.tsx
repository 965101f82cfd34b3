import { Text } from '@mantine/core';
import type { ImagePackage, Lifecycle } from '../../api/generated/index.ts';
import { TextLink } from '../../components/page/links.tsx';
import { SeverityCounts } from '../../components/severity/severity-counts.tsx';
import { ExploitMarks } from '../../components/signals/exploit-marks.tsx';
import type { DataColumn } from '../../components/table/data-column.ts';
import { SupportBadge } from './support-badge.tsx';

/** The columns of the list of packages. */
export function packageColumns(imageId: string, lifecycles: readonly Lifecycle[]): readonly DataColumn<ImagePackage>[] {
  const lines = new Map(lifecycles.flatMap((line) => line.packageIds.map((id) => [id, line] as const)));
  return [
    {
      id: 'name',
      header: 'Package',
      width: 'minmax(190px, 2fr)',
      narrow: 'first',
      sort: { by: 'name', direction: 'ascending' },
      cell: (row) => (
        <>
          <TextLink
            to="/packages/$type/$"
            params={{ type: row.type, _splat: row.name }}
            size="sm"
            fw={600}
            display="block"
            truncate
            title={row.purl}
            tabIndex={-1}
          >
            {row.name}
          </TextLink>
          <Text size="xs" c="dimmed" truncate title={row.locations[0] && `/${row.locations[0].path}`}>
            {row.locations[0] === undefined ? '' : `/${row.locations[0].path}`}
          </Text>
        </>
      ),
    },
    {
      id: 'version',
      header: 'Version',
      width: 'minmax(120px, 1fr)',
      narrow: 'end',
      cell: (row) => (
        <>
          <span className="mono" title={row.version}>
            {row.version}
          </span>
          <Support line={lines.get(row.packageId)} />
        </>
      ),
    },
    { id: 'type', header: 'Type', width: '72px', cell: (row) => row.type },
    {
      id: 'licences',
      header: 'Licences',
      width: 'minmax(110px, 0.8fr)',
      cell: (row) => (
        <Text size="sm" truncate title={row.licenses.join(', ')}>
          {row.licenses.length === 0 ? '—' : row.licenses.join(', ')}
        </Text>
      ),
    },
    { id: 'layer', header: 'Layer', width: '58px', align: 'end', cell: (row) => row.layerIndex },
    {
      id: 'findings',
      header: 'Findings',
      width: '256px',
      narrow: 'below',
      sort: { by: 'worst', direction: 'descending' },
      cell: (row) => <Findings imageId={imageId} row={row} />,
    },
    {
      id: 'fixable',
      header: 'Has fix',
      width: '70px',
      align: 'end',
      narrow: 'named',
      cell: (row) => (row.findings === 0 ? '—' : row.fixable.toLocaleString('en')),
    },
    {
      id: 'exploits',
      header: 'Exploits',
      width: '136px',
      narrow: 'below',
      cell: (row) => (
        <ExploitMarks
          kev={row.knownExploited}
          exploitable={row.exploitable}
          of={{ imageId, package: row.name, type: row.type }}
        />
      ),
    },
  ];
}

/** Of a run-time or server that is not supported for much longer, how long. */
function Support({ line }: { readonly line: Lifecycle | undefined }) {
  return line === undefined || line.state === 'active' ? null : (
    <div>
      <SupportBadge line={line} isShort />
    </div>
  );
}

function Findings({ imageId, row }: { readonly imageId: string; readonly row: ImagePackage }) {
  if (row.owner !== undefined) {
    return (
      <Text span c="dimmed" size="sm" truncate title={`The distro's advisories answer for it, as part of ${row.owner}`}>
        as {nameIn(row.owner)}
      </Text>
    );
  }
  if (row.findings === 0) {
    return (
      <Text span c="dimmed" size="sm">
        none known
      </Text>
    );
  }
  return <SeverityCounts counts={row.severityCounts} of={{ imageId, package: row.name, type: row.type }} />;
}

/** The name in a purl. */
function nameIn(purl: string): string {
  return decodeURIComponent(/\/([^/@?#]+)(?:[@?#]|$)/.exec(purl)?.[1] ?? purl);
}
