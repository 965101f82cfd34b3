import { Text } from '@mantine/core';
import { IconStack2 } from '@tabler/icons-react';
import { useNavigate } from '@tanstack/react-router';
import { useMemo } from 'react';
import type { ImageSummary } from '../../api/generated/index.ts';
import { useImages } from '../../api/images.ts';
import { EmptyState } from '../../components/feedback/empty-state.tsx';
import { useSearchUpdate } from '../../components/filters/use-search-update.ts';
import { TextLink } from '../../components/page/links.tsx';
import type { DataColumn } from '../../components/table/data-column.ts';
import { ListTable } from '../../components/table/list-table.tsx';
import { findingColumns } from './finding-columns.tsx';
import { imageLabel, splitLabel } from './image-label.ts';
import { isNarrowed, type ListSearch, sortOf } from './list-search.ts';

interface ImagesTableProps {
  readonly search: ListSearch;
  /** Shows the images of one repository only, and leaves its name out of the rows. */
  readonly within?: { readonly registryId: string; readonly repository: string };
}

/** Images, worst first. */
export function ImagesTable({ search, within }: ImagesTableProps) {
  const navigate = useNavigate();
  const { update } = useSearchUpdate<ListSearch>();
  const images = useImages({ ...search, ...within });
  const isShort = within !== undefined;
  const columns = useMemo(() => imageColumns(isShort), [isShort]);
  return (
    <ListTable
      label="images"
      list={images}
      columns={columns}
      rowId={(row) => `${row.registryId} ${row.repository} ${row.imageId}`}
      sort={search.sort ?? 'worst'}
      rowHeight={48}
      onSort={(order) => update({ sort: sortOf(order) })}
      onOpen={({ imageId }) => void navigate({ to: '/images/$imageId', params: { imageId } })}
      empty={<NoImages isFiltered={isNarrowed(search)} />}
    />
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

function imageColumns(isShort: boolean): readonly DataColumn<ImageSummary>[] {
  return [
    {
      id: 'name',
      header: isShort ? 'Tags' : 'Image',
      width: 'minmax(220px, 2fr)',
      sort: { by: 'name', direction: 'ascending' },
      cell: (row) => <NameCell image={row} isShort={isShort} />,
    },
    ...findingColumns<ImageSummary>({ hasNewest: true }),
  ];
}

function NameCell({ image, isShort }: { readonly image: ImageSummary; readonly isShort: boolean }) {
  const { registry, name } = splitLabel(imageLabel(image, isShort), isShort);
  const facts = [registry, image.platform, image.distro?.name].filter((fact) => fact !== undefined);
  return (
    <>
      <TextLink
        to="/images/$imageId"
        params={{ imageId: image.imageId }}
        fw={600}
        size="sm"
        display="block"
        truncate
        tabIndex={-1}
        title={image.reference}
      >
        {name}
      </TextLink>
      <Text c="dimmed" size="xs" truncate>
        {facts.join(' · ')}
      </Text>
    </>
  );
}
