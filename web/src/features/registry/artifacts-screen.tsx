import { Select, Text } from '@mantine/core';
import { IconPackages } from '@tabler/icons-react';
import { getRouteApi } from '@tanstack/react-router';
import { useArtifacts } from '../../api/artifacts.ts';
import type { Artifact } from '../../api/generated/index.ts';
import { useRegistries } from '../../api/registries.ts';
import { kinds, kindWords } from '../../components/artifact/kind-words.ts';
import { EmptyState } from '../../components/feedback/empty-state.tsx';
import { FilterBar } from '../../components/filters/filter-bar.tsx';
import { SearchBox } from '../../components/filters/search-box.tsx';
import { useSearchUpdate } from '../../components/filters/use-search-update.ts';
import { TextLink } from '../../components/page/links.tsx';
import { Page } from '../../components/page/page.tsx';
import type { DataColumn } from '../../components/table/data-column.ts';
import { ListTable } from '../../components/table/list-table.tsx';
import { TimeAgo } from '../../components/time/time-ago.tsx';
import type { ArtifactSearch } from './artifact-search.ts';
import { ViewSwitch } from './view-switch.tsx';

const route = getRouteApi('/signed-in/artifacts');

const columns: readonly DataColumn<Artifact>[] = [
  {
    id: 'name',
    header: 'Name',
    width: 'minmax(260px, 2fr)',
    narrow: 'first',
    cell: ({ repository, tag }) => <span title={`${repository}:${tag}`}>{`${repository}:${tag}`}</span>,
  },
  { id: 'kind', header: 'Kind', width: '180px', narrow: 'below', cell: ({ kind }) => kindWords[kind] },
  {
    id: 'type',
    header: 'Media type',
    hint: 'What its manifest says that it is',
    width: 'minmax(200px, 1.4fr)',
    cell: ({ mediaType }) => (
      <Text span size="sm" c="dimmed" title={mediaType}>
        {mediaType}
      </Text>
    ),
  },
  { id: 'seen', header: 'Last seen', width: '120px', narrow: 'below', cell: ({ seenAt }) => <TimeAgo time={seenAt} /> },
];

/** What registries hold besides images: listed as what it is, since there is nothing to scan in it. */
export function ArtifactsScreen() {
  const search = route.useSearch();
  const { registry: registryId, repository, kind, q } = search;
  const artifacts = useArtifacts({ registryId, repository, kind, q });
  const isNarrow = Object.keys(search).length > 0;
  return (
    <Page
      title="Other artifacts"
      note="charts, signatures and whatever else registries hold besides images; there is nothing to scan in them"
      crumbs={[
        <TextLink key="all" to="/registry" size="sm">
          Registries
        </TextLink>,
      ]}
      actions={<ViewSwitch search={{}} />}
    >
      <ArtifactFilters search={search} />
      <ListTable
        label="artifacts"
        list={artifacts}
        columns={columns}
        rowId={(row) => `${row.repository}:${row.tag}`}
        empty={
          <EmptyState
            icon={<IconPackages size={40} stroke={1.3} />}
            title={isNarrow ? 'No artifact matches' : 'No other artifacts'}
          >
            {isNarrow
              ? 'Search for another part of the name, or clear a filter.'
              : 'Charts, signatures and the like appear here when a scan of their registry comes upon them.'}
          </EmptyState>
        }
      />
    </Page>
  );
}

function ArtifactFilters({ search }: { readonly search: ArtifactSearch }) {
  const { update, clear } = useSearchUpdate<ArtifactSearch>();
  const registries = useRegistries().data?.items ?? [];
  return (
    <FilterBar label="Filter artifacts" isSet={Object.keys(search).length > 0} onClear={clear}>
      <SearchBox
        label="Search names, media types"
        value={search.q ?? ''}
        onChange={(q) => update({ q: q === '' ? undefined : q })}
      />
      <Select
        size="xs"
        w={180}
        clearable
        aria-label="Kind"
        placeholder="Any kind"
        data={kinds.map((value) => ({ value, label: kindWords[value] }))}
        value={search.kind ?? null}
        onChange={(value) => update({ kind: value ?? undefined })}
      />
      <Select
        size="xs"
        w={180}
        clearable
        aria-label="Registry"
        placeholder="Any registry"
        data={registries.map(({ id, name }) => ({ value: id, label: name }))}
        value={search.registry ?? null}
        onChange={(value) => update({ registry: value ?? undefined, repository: undefined })}
      />
    </FilterBar>
  );
}
