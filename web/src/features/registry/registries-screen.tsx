import { Alert } from '@mantine/core';
import { IconBuildingWarehouse, IconInfoCircle } from '@tabler/icons-react';
import { getRouteApi, useNavigate } from '@tanstack/react-router';
import type { Registry, UploadedArchives } from '../../api/generated/index.ts';
import { useRegistries } from '../../api/registries.ts';
import { EmptyState } from '../../components/feedback/empty-state.tsx';
import { plural } from '../../components/format/plural.ts';
import { ButtonLink } from '../../components/page/links.tsx';
import { Page } from '../../components/page/page.tsx';
import { useColumnChoice } from '../../components/table/column-choice.ts';
import { ColumnMenu } from '../../components/table/column-menu.tsx';
import { ListTable } from '../../components/table/list-table.tsx';
import { ListFilters } from './list-filters.tsx';
import { treeColumns } from './tree/tree-columns.tsx';
import type { TreeRow } from './tree/tree-rows.ts';
import { useRegistryTree } from './tree/use-registry-tree.ts';
import { ViewSwitch } from './view-switch.tsx';

const route = getRouteApi('/signed-in/registry');

/** Registries, their repositories, images and tags as one tree: the worst of each first. */
export function RegistriesScreen() {
  const search = route.useSearch();
  const registries = useRegistries();
  const navigate = useNavigate();
  const known = registries.data?.items ?? [];
  const uploads = registries.data?.uploads;
  const places = uploads === undefined ? known : [...known, uploads];
  const { rows, tree } = useRegistryTree(places, search);
  const choice = useColumnChoice('tree', treeColumns(tree.toggle));
  const open = (row: TreeRow) => {
    if (row.kind === 'registry' || row.kind === 'repository') tree.toggle(row);
    else if (row.kind !== 'note') void navigate({ to: '/images/$imageId', params: { imageId: row.image.imageId } });
  };
  return (
    <Page
      title="Registry"
      note={registries.data && countWords(known, uploads)}
      actions={
        <>
          <ViewSwitch search={search} />
          {places.length > 0 && <ColumnMenu choice={choice} />}
          <ButtonLink to="/registry-credentials" search={{ add: true }} size="xs" variant="default">
            Add registry
          </ButtonLink>
        </>
      }
    >
      {known.length > 0 && <NothingScanned registries={known} />}
      {places.length > 0 && <ListFilters search={search} label="Search repositories, tags" />}
      <ListTable
        label="registries"
        list={{
          items: rows,
          isPending: registries.isPending,
          error: registries.data === undefined ? registries.error : null,
          retry: () => void registries.refetch(),
        }}
        columns={choice.shown}
        rowId={(row) => row.key}
        tree={tree}
        foot={registries.data && countWords(known, uploads)}
        onOpen={open}
        empty={<NoRegistries />}
      />
    </Page>
  );
}

function countWords(registries: readonly Registry[], uploads: UploadedArchives | undefined): string {
  const sum = (of: 'repositoryCount' | 'images') => registries.reduce((total, one) => total + one[of], 0);
  const archives = uploads === undefined ? [] : [plural(uploads.repositoryCount, 'uploaded archive')];
  return [
    plural(registries.length, 'registry', 'registries'),
    plural(sum('repositoryCount'), 'repository', 'repositories'),
    plural(sum('images'), 'image', 'images'),
    ...archives,
  ].join(', ');
}

/** Leads on from a registry that has been added to its first results. */
function NothingScanned({ registries }: { readonly registries: readonly Registry[] }) {
  if (registries.some(({ images, lastRun }) => images > 0 || lastRun !== undefined)) return null;
  return (
    <Alert color="tide" variant="light" role="note" py={8} icon={<IconInfoCircle aria-hidden />}>
      Nothing has been scanned yet: choose "Scan now" beside a registry. Its repositories appear below it as they are
      read, the worst first.
    </Alert>
  );
}

function NoRegistries() {
  return (
    <EmptyState
      icon={<IconBuildingWarehouse size={40} stroke={1.3} />}
      title="No registry yet"
      action={
        <ButtonLink to="/registry-credentials" search={{ add: true }} mt="xs">
          Add registry
        </ButtonLink>
      }
    >
      Add the registry that holds your images, with a credential if it wants one. Plimsoll then lists its repositories,
      scans every image, and shows the worst first.
    </EmptyState>
  );
}
