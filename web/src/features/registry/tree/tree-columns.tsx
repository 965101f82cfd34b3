import { Text } from '@mantine/core';
import { FindingsSummary } from '../../../components/coverage/findings-summary.tsx';
import { isUnderWay } from '../../../components/format/run-words.ts';
import type { DataColumn } from '../../../components/table/data-column.ts';
import { findingColumns, type Posture } from '../finding-columns.tsx';
import { LastRun } from '../last-run.tsx';
import { ScanRegistryButton } from '../scan-registry-button.tsx';
import { NameCell } from './name-cell.tsx';
import type { TreeRow } from './tree-rows.ts';

/** The columns of the tree: where something lies, how it stands, and for registries how their last scan went. */
export function treeColumns(toggle: (row: TreeRow) => void): readonly DataColumn<TreeRow>[] {
  return [
    {
      id: 'name',
      header: 'Name',
      width: 'minmax(230px, 2fr)',
      cell: (row) => <NameCell row={row} toggle={toggle} />,
    },
    ...findingColumns<Posture>({ hasNewest: false }).map(ofPosture),
    { id: 'images', header: 'Images', width: '80px', align: 'end', cell: imagesIn },
  ];
}

/** A column of repositories and images in the tree, with what registries and tags show in its place. */
function ofPosture({ sort: _sort, ...column }: DataColumn<Posture>): DataColumn<TreeRow> {
  const cell = (row: TreeRow) => {
    if (row.kind === 'repository') return column.cell(row.repository);
    if (row.kind === 'image') return column.cell(row.image);
    if (row.kind === 'registry' && column.id === 'coverage') return <ScanCell row={row} />;
    return null;
  };
  if (column.id !== 'findings') return { ...column, cell };
  const hint = 'Of the worst image in a repository; for a registry, how its last scan went';
  return { ...column, hint, cell: findingsOf };
}

function findingsOf(row: TreeRow) {
  switch (row.kind) {
    case 'registry':
      return <LastRun registry={row.registry} />;
    case 'repository':
      return <FindingsSummary counts={row.repository.severityCounts} coverage={row.repository.coverage} />;
    case 'image':
      return <FindingsSummary counts={row.image.severityCounts} coverage={row.image.coverage} />;
    case 'tag':
      return (
        <Text span size="sm" c="dimmed">
          the same image
        </Text>
      );
    case 'note':
      return null;
  }
}

function ScanCell({ row: { registry } }: { readonly row: TreeRow & { readonly kind: 'registry' } }) {
  return (
    <ScanRegistryButton
      isCompact
      registryId={registry.id}
      registryName={registry.name}
      isUnderWay={isUnderWay(registry.lastRun)}
    />
  );
}

function imagesIn(row: TreeRow): string {
  if (row.kind === 'registry') return row.registry.images.toLocaleString('en');
  return row.kind === 'repository' ? row.repository.images.toLocaleString('en') : '';
}
