import { IconStack2 } from '@tabler/icons-react';
import { useNavigate } from '@tanstack/react-router';
import { type ComponentProps, type ReactNode, useMemo } from 'react';
import { useImages } from '../../api/images.ts';
import { EmptyState } from '../../components/feedback/empty-state.tsx';
import { useSearchUpdate } from '../../components/filters/use-search-update.ts';
import { ButtonLink } from '../../components/page/links.tsx';
import { Page } from '../../components/page/page.tsx';
import { useColumnChoice } from '../../components/table/column-choice.ts';
import { ColumnMenu } from '../../components/table/column-menu.tsx';
import { ListTable } from '../../components/table/list-table.tsx';
import { ExportMenu } from './export-menu.tsx';
import { imageColumns } from './image-columns.tsx';
import { ListFilters } from './list-filters.tsx';
import { isNarrowed, type ListSearch, sortChange, toFilters } from './list-search.ts';
import { useRolledUp } from './use-rolled-up.ts';
import { useDefaultView } from './views/use-default-view.ts';
import { ViewsMenu } from './views/views-menu.tsx';

interface ImagesTableProps {
  /** The page that the table is the content of. */
  readonly page: Omit<ComponentProps<typeof Page>, 'children' | 'actions'>;
  /** Besides what can be done with the table. */
  readonly actions?: ReactNode;
  readonly search: ListSearch;
  /** Shows the images of one repository only, and leaves its name out of the rows. */
  readonly within?: { readonly registryId: string; readonly repository: string };
}

/** Images of one repository are always asked for by their address. */
const isAskedFor: ListSearch = { sort: 'worst' };

/** A page of images, worst first, with their filters, the choice of columns, and their export. */
export function ImagesTable({ page, actions, search, within }: ImagesTableProps) {
  const navigate = useNavigate();
  const { update, replace } = useSearchUpdate<ListSearch>();
  const filters = { ...toFilters(search), sort: search.sort, reverse: search.reverse, ...within };
  const isShort = within !== undefined;
  const images = useImages({ ...filters, ...(isShort && { rolledUp: true }) });
  const { rows, toggle, tree } = useRolledUp(images.items, isShort);
  const all = useMemo(() => imageColumns(isShort, toggle), [isShort, toggle]);
  const choice = useColumnChoice('images', all);
  const openView = (next: ListSearch, columns: readonly string[]) => {
    replace(next);
    choice.show(columns);
  };
  useDefaultView(within === undefined ? search : isAskedFor, openView);
  return (
    <Page
      {...page}
      actions={
        <>
          {actions}
          {within === undefined && (
            <ViewsMenu search={search} columns={choice.shown.map(({ id }) => id)} onChoose={openView} />
          )}
          <ColumnMenu choice={choice} />
          <ExportMenu filters={filters} />
        </>
      }
    >
      <ListFilters search={search} />
      <ListTable
        label="images"
        list={{ ...images, items: rows, entries: images.items.length }}
        columns={choice.shown}
        rowId={(row) => row.key}
        {...(tree !== undefined && { tree })}
        sort={search.sort ?? 'worst'}
        rowHeight={48}
        isReversed={search.reverse === true}
        onSort={(by) => update(sortChange(search, by))}
        onOpen={({ imageId }) => void navigate({ to: '/images/$imageId', params: { imageId } })}
        empty={<NoImages isFiltered={isNarrowed(search)} />}
      />
    </Page>
  );
}

function NoImages({ isFiltered }: { readonly isFiltered: boolean }) {
  return (
    <EmptyState
      icon={<IconStack2 size={40} stroke={1.3} />}
      title={isFiltered ? 'No image matches' : 'No image scanned yet'}
      action={
        isFiltered ? undefined : (
          <ButtonLink to="/registry" mt="xs" variant="default">
            To the registries
          </ButtonLink>
        )
      }
    >
      {isFiltered
        ? 'Clear a filter to see more. An image that is not fully known may match and not be shown.'
        : 'Scan a registry, or a single image with "Scan Now": images appear here as they are scanned.'}
    </EmptyState>
  );
}
