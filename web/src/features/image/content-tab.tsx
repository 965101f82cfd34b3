import { Pill, Select } from '@mantine/core';
import { IconPackage } from '@tabler/icons-react';
import { getRouteApi, useNavigate } from '@tanstack/react-router';
import { useMemo } from 'react';
import { useImage, usePackages } from '../../api/images.ts';
import { EmptyState } from '../../components/feedback/empty-state.tsx';
import { FilterBar } from '../../components/filters/filter-bar.tsx';
import { SearchBox } from '../../components/filters/search-box.tsx';
import { SeverityFloor } from '../../components/filters/severity-floor.tsx';
import { ToggleChip } from '../../components/filters/toggle-chip.tsx';
import { useSearchUpdate } from '../../components/filters/use-search-update.ts';
import { ListTable } from '../../components/table/list-table.tsx';
import { type ContentSearch, isNarrowed } from './content-search.ts';
import { packageColumns } from './package-columns.tsx';

const route = getRouteApi('/signed-in/images/$imageId/content');

/** The packages of an image, most dangerous first; their counts lead to the vulnerabilities. */
export function ContentTab() {
  const { imageId } = route.useParams();
  const search = route.useSearch();
  const navigate = useNavigate();
  const { update, clear } = useSearchUpdate<ContentSearch>();
  const { data: image } = useImage(imageId);
  const packages = usePackages({ imageId, ...search });
  const lifecycles = image?.lifecycles;
  const columns = useMemo(() => packageColumns(imageId, lifecycles ?? []), [imageId, lifecycles]);
  const types = image?.packageTypes.map(({ type }) => type) ?? [];
  return (
    <>
      <FilterBar label="Filter packages" isSet={isNarrowed(search)} onClear={clear}>
        <SearchBox label="Search packages" value={search.q ?? ''} onChange={(q) => update({ q })} />
        <Select
          size="xs"
          w={115}
          clearable
          aria-label="Package type"
          placeholder="Any type"
          data={types}
          value={search.type ?? null}
          onChange={(type) => update({ type: type ?? undefined })}
        />
        <SeverityFloor value={search.severity} onChange={(severity) => update({ severity })} />
        <ToggleChip
          isOn={search.vulnerable === true}
          onChange={(isOn) => update({ vulnerable: isOn ? true : undefined })}
        >
          With findings
        </ToggleChip>
        {search.layer !== undefined && (
          <Pill
            withRemoveButton
            onRemove={() => update({ layer: undefined })}
            removeButtonProps={{ 'aria-label': 'Show all layers' }}
          >
            Layer {search.layer}
          </Pill>
        )}
      </FilterBar>
      <ListTable
        label="packages"
        list={packages}
        columns={columns}
        rowId={(row) => row.packageId}
        rowHeight={46}
        sort={search.sort ?? 'worst'}
        onSort={(by) => update({ sort: by as NonNullable<ContentSearch['sort']> })}
        onOpen={(row) =>
          void navigate({
            to: '/images/$imageId/vulnerabilities',
            params: { imageId },
            search: { package: row.name, type: row.type },
          })
        }
        empty={
          <EmptyState
            icon={<IconPackage size={40} stroke={1.3} />}
            title={isNarrowed(search) ? 'No package matches' : 'No packages found'}
          >
            {isNarrowed(search)
              ? 'Clear a filter to see the other packages of this image.'
              : 'No package database was found in this image. The Overview tab says whether something could not be read.'}
          </EmptyState>
        }
      />
    </>
  );
}
