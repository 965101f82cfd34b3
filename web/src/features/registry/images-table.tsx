import { Group } from '@mantine/core';
import { IconStack2 } from '@tabler/icons-react';
import { useNavigate } from '@tanstack/react-router';
import { useMemo } from 'react';
import { useImages } from '../../api/images.ts';
import { EmptyState } from '../../components/feedback/empty-state.tsx';
import { useSearchUpdate } from '../../components/filters/use-search-update.ts';
import { useColumnChoice } from '../../components/table/column-choice.ts';
import { ColumnMenu } from '../../components/table/column-menu.tsx';
import { ListTable } from '../../components/table/list-table.tsx';
import { imageColumns } from './image-columns.tsx';
import { ListFilters } from './list-filters.tsx';
import { isNarrowed, type ListSearch, sortOf } from './list-search.ts';

interface ImagesTableProps {
  readonly search: ListSearch;
  /** Shows the images of one repository only, and leaves its name out of the rows. */
  readonly within?: { readonly registryId: string; readonly repository: string };
}

/** Images, worst first, with their filters and the choice of columns. */
export function ImagesTable({ search, within }: ImagesTableProps) {
  const navigate = useNavigate();
  const { update } = useSearchUpdate<ListSearch>();
  const images = useImages({ ...search, ...within });
  const isShort = within !== undefined;
  const all = useMemo(() => imageColumns(isShort), [isShort]);
  const choice = useColumnChoice('images', all);
  return (
    <>
      <Group justify="space-between" align="flex-start" gap="xs">
        <ListFilters search={search} />
        <ColumnMenu choice={choice} />
      </Group>
      <ListTable
        label="images"
        list={images}
        columns={choice.shown}
        rowId={(row) => `${row.registryId} ${row.repository} ${row.imageId}`}
        sort={search.sort ?? 'worst'}
        rowHeight={48}
        onSort={(order) => update({ sort: sortOf(order) })}
        onOpen={({ imageId }) => void navigate({ to: '/images/$imageId', params: { imageId } })}
        empty={<NoImages isFiltered={isNarrowed(search)} />}
      />
    </>
  );
}

function NoImages({ isFiltered }: { readonly isFiltered: boolean }) {
  return (
    <EmptyState
      icon={<IconStack2 size={40} stroke={1.3} />}
      title={isFiltered ? 'No image matches' : 'No image scanned yet'}
    >
      {isFiltered
        ? 'Clear a filter to see more. An image that is not fully known may match and not be shown.'
        : 'Scan a registry, or a single image with "Scan Now": images appear here as they are scanned.'}
    </EmptyState>
  );
}
