import { Text, Title, Tooltip } from '@mantine/core';
import { IconBuildingWarehouse } from '@tabler/icons-react';
import { getRouteApi, useNavigate } from '@tanstack/react-router';
import type { Registry } from '../../api/generated/index.ts';
import { listingOf } from '../../api/listing-of.ts';
import { useRegistries } from '../../api/registries.ts';
import { EmptyState } from '../../components/feedback/empty-state.tsx';
import { plural } from '../../components/format/plural.ts';
import { describeRun, isUnderWay } from '../../components/format/run-words.ts';
import { ButtonLink, TextLink } from '../../components/page/links.tsx';
import { Page } from '../../components/page/page.tsx';
import type { DataColumn } from '../../components/table/data-column.ts';
import { ListTable } from '../../components/table/list-table.tsx';
import { TimeAgo } from '../../components/time/time-ago.tsx';
import { ImagesTable } from './images-table.tsx';
import { ListFilters } from './list-filters.tsx';
import styles from './registry.module.css';
import { ScanRegistryButton } from './scan-registry-button.tsx';

const route = getRouteApi('/signed-in/registry');

const columns: readonly DataColumn<Registry>[] = [
  {
    id: 'name',
    header: 'Registry',
    width: 'minmax(240px, 2fr)',
    cell: (row) => (
      <>
        <TextLink to="/registry/$registryId" params={{ registryId: row.id }} fw={600} size="sm" tabIndex={-1}>
          {row.name}
        </TextLink>{' '}
        <Text span c="dimmed" size="xs">
          {row.path}
        </Text>
      </>
    ),
  },
  {
    id: 'repositories',
    header: 'Repositories',
    width: '110px',
    align: 'end',
    cell: (row) => row.repositoryCount.toLocaleString('en'),
  },
  { id: 'images', header: 'Images', width: '90px', align: 'end', cell: (row) => row.images.toLocaleString('en') },
  {
    id: 'run',
    header: 'Last scan of the registry',
    width: 'minmax(220px, 1fr)',
    cell: (row) => <LastRun registry={row} />,
  },
  {
    id: 'scan',
    header: 'Scan',
    width: '204px',
    cell: (row) => (
      <ScanRegistryButton isCompact registryId={row.id} registryName={row.name} isUnderWay={isUnderWay(row.lastRun)} />
    ),
  },
];

/** All registries, where drilling down begins, and below them the worst images of all. */
export function RegistriesScreen() {
  const search = route.useSearch();
  const registries = useRegistries();
  const navigate = useNavigate();
  const hasImages = registries.data?.items.some(({ images }) => images > 0) === true;
  return (
    <Page
      title="Registry"
      note={registries.data && plural(registries.data.items.length, 'registry', 'registries')}
      actions={
        <ButtonLink to="/registry-credentials" search={{ add: true }} size="xs" variant="default">
          Add a registry
        </ButtonLink>
      }
    >
      <div className={hasImages ? styles.upper : styles.only}>
        <ListTable
          label="registries"
          list={listingOf(registries)}
          columns={columns}
          rowId={(row) => row.id}
          onOpen={(row) => void navigate({ to: '/registry/$registryId', params: { registryId: row.id } })}
          empty={<NoRegistries />}
        />
      </div>
      {hasImages && (
        <>
          <Title order={2} mt={6}>
            Images of all registries
          </Title>
          <ListFilters search={search} />
          <ImagesTable search={search} />
        </>
      )}
    </Page>
  );
}

function NoRegistries() {
  return (
    <EmptyState
      icon={<IconBuildingWarehouse size={40} stroke={1.3} />}
      title="No registry yet"
      action={
        <ButtonLink to="/registry-credentials" search={{ add: true }} mt="xs">
          Add a registry
        </ButtonLink>
      }
    >
      Add the registry that holds your images, with a credential if it wants one. Plimsoll then lists its repositories,
      scans every image, and shows the worst first.
    </EmptyState>
  );
}

function LastRun({ registry: { lastRun } }: { readonly registry: Registry }) {
  if (lastRun === undefined)
    return (
      <Text span c="dimmed" size="sm">
        Never scanned
      </Text>
    );
  return (
    <>
      {lastRun.error === undefined ? (
        describeRun(lastRun)
      ) : (
        <Tooltip label={lastRun.error}>
          <Text span size="sm" c="var(--mantine-color-error)">
            {describeRun(lastRun)}: {lastRun.error}
          </Text>
        </Tooltip>
      )}
      {lastRun.finishedAt !== undefined && (
        <Text span c="dimmed" size="xs">
          {' '}
          · <TimeAgo time={lastRun.finishedAt} />
        </Text>
      )}
    </>
  );
}
