import { Text } from '@mantine/core';
import { isRegistry } from '../../../api/uploads.ts';
import type { DataColumn } from '../../../components/table/data-column.ts';
import { findingColumns, type Posture } from '../finding-columns.tsx';
import { LastRun } from '../last-run.tsx';
import { worstPlatformHint } from '../platform-words.ts';
import { ScanRegistryButton } from '../scan-registry-button.tsx';
import { NameCell } from './name-cell.tsx';
import type { TreeRow } from './tree-rows.ts';

/** Sums of a registry take more room than the findings of an image, and how its last scan went more than a badge. */
const widths: Readonly<Record<string, string>> = {
  findings: 'minmax(250px, 312px)',
  exploits: 'minmax(136px, 144px)',
  coverage: 'minmax(156px, 0.6fr)',
};

/** What is left to who asks for it: all the others fit into a window of the usual width. */
const shown = findingColumns<Posture>({ isSortable: false }).map((column) => ({
  ...column,
  width: widths[column.id] ?? column.width,
  ...(column.id === 'fixable' && { isHidden: true }),
}));

/** The columns of the tree: where something lies, how it stands, and for registries how their last scan went. */
export function treeColumns(toggle: (row: TreeRow) => void): readonly DataColumn<TreeRow>[] {
  return [
    {
      id: 'name',
      header: 'Name',
      width: 'minmax(226px, 2.4fr)',
      narrow: 'first',
      isFixed: true,
      cell: (row) => <NameCell row={row} toggle={toggle} />,
    },
    {
      id: 'images',
      header: 'Images',
      width: '70px',
      align: 'end',
      isHidden: true,
      cell: (row) => imagesOf(row)?.toLocaleString('en') ?? null,
    },
    ...shown.map(ofPosture),
  ];
}

/** A column of repositories and images in the tree, with what registries show in its place. */
function ofPosture({ sort: _sort, ...column }: DataColumn<Posture>): DataColumn<TreeRow> {
  const cell = (row: TreeRow) => {
    const registry = row.kind === 'registry' && isRegistry(row.registry) ? row.registry : undefined;
    if (registry !== undefined && registry.lastRun === undefined && column.id === 'findings') {
      const { id, name } = registry;
      return <ScanRegistryButton size="words" registryId={id} registryName={name} isUnderWay={false} />;
    }
    if (row.kind === 'registry' && column.id === 'coverage') return registry && <LastRun registry={registry} />;
    const posture = postureOf(row);
    return posture === undefined ? null : column.cell(posture);
  };
  if (column.id !== 'findings') return { ...column, cell };
  const hint = `Of all images that lie below, added up. ${worstPlatformHint}`;
  return { ...column, hint, cell: (row) => (row.kind === 'tag' ? <SameImage /> : cell(row)) };
}

function imagesOf(row: TreeRow): number | undefined {
  if (row.kind === 'registry') return row.registry.images;
  return row.kind === 'repository' ? row.repository.images : undefined;
}

function postureOf(row: TreeRow): Posture | undefined {
  switch (row.kind) {
    case 'registry':
      // Without images nothing is said.
      if (row.registry.images === 0) return undefined;
      return { ...row.registry, ...row.registry.allImages, coverage: coverageOf(row.registry) };
    case 'repository':
      return { ...row.repository, ...row.repository.allImages };
    case 'image':
    case 'platform':
      return row.image;
    case 'tag':
    case 'note':
      return undefined;
  }
}

/** Where its last run did not reach everything, a registry without findings is not called clean. */
function coverageOf(registry: Extract<TreeRow, { readonly kind: 'registry' }>['registry']): Posture['coverage'] {
  const run = isRegistry(registry) ? registry.lastRun : undefined;
  const isMissed = run !== undefined && (run.state !== 'done' || run.counts.failed + run.counts.cancelled > 0);
  return isMissed && registry.coverage === 'complete' ? 'partial' : registry.coverage;
}

function SameImage() {
  return (
    <Text span size="sm" c="dimmed">
      the same image
    </Text>
  );
}
