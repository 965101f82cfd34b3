import { IconFileZip } from '@tabler/icons-react';
import { getRouteApi, useNavigate } from '@tanstack/react-router';
import { useMemo } from 'react';
import { useRepositories } from '../../api/images.ts';
import { useRegistries } from '../../api/registries.ts';
import { uploadsId } from '../../api/uploads.ts';
import { EmptyState } from '../../components/feedback/empty-state.tsx';
import { useSearchUpdate } from '../../components/filters/use-search-update.ts';
import { plural } from '../../components/format/plural.ts';
import { TextLink } from '../../components/page/links.tsx';
import { Page } from '../../components/page/page.tsx';
import { ListTable } from '../../components/table/list-table.tsx';
import { ListFilters } from './list-filters.tsx';
import { isNarrowed, type ListSearch, sortChange, toFilters } from './list-search.ts';
import { repositoryColumns } from './repository-columns.tsx';

const route = getRouteApi('/signed-in/registry/$registryId');

/** The archives that were uploaded, each with the posture of its worst image. */
export function ArchivesScreen() {
  const search = route.useSearch();
  const navigate = useNavigate();
  const { update } = useSearchUpdate<ListSearch>();
  const uploads = useRegistries().data?.uploads;
  const isNarrow = isNarrowed(search);
  const sort = search.sort === 'name' ? 'name' : undefined;
  const filters = { ...toFilters(search), registryId: uploadsId, sort, reverse: search.reverse };
  const archives = useRepositories(filters);
  const columns = useMemo(() => repositoryColumns('Archive'), []);
  return (
    <Page
      title="Uploaded archives"
      crumbs={[
        <TextLink key="all" to="/registry" size="sm">
          Registries
        </TextLink>,
      ]}
      note={uploads && plural(uploads.images, 'image')}
    >
      {(uploads !== undefined || isNarrow) && <ListFilters search={search} label="Search archives, images" />}
      <ListTable
        label="archives"
        list={archives}
        columns={columns}
        rowId={(row) => row.repository}
        sort={search.sort ?? 'worst'}
        isReversed={search.reverse === true}
        onSort={(order) => update(sortChange(search, order))}
        onOpen={({ registryId, repository }) =>
          void navigate({ to: '/registry/$registryId/repository/$', params: { registryId, _splat: repository } })
        }
        empty={
          <EmptyState
            icon={<IconFileZip size={40} stroke={1.3} />}
            title={isNarrow ? 'No archive matches' : 'No archive is kept'}
          >
            {isNarrow
              ? 'Search for another part of the name, or clear a filter.'
              : 'Choose "Scan Now" and "Archive file": what docker save or podman save has written is scanned and listed here. The file itself is not kept.'}
          </EmptyState>
        }
      />
    </Page>
  );
}
