import { getRouteApi } from '@tanstack/react-router';
import { useFindings, useImage } from '../../api/images.ts';
import { useSearchUpdate } from '../../components/filters/use-search-update.ts';
import { ListTable } from '../../components/table/list-table.tsx';
import { findingColumns } from './finding-columns.tsx';
import { NoFindings } from './no-findings.tsx';
import { VulnerabilityDrawer } from './vulnerability-drawer.tsx';
import { VulnerabilityFilters } from './vulnerability-filters.tsx';
import { isNarrowed, sortChange, toFilters, type VulnerabilitySearch } from './vulnerability-search.ts';

const route = getRouteApi('/signed-in/images/$imageId/vulnerabilities');

/** The findings of an image; one opens its full detail beside the list. */
export function VulnerabilitiesTab() {
  const { imageId } = route.useParams();
  const search = route.useSearch();
  const { update, clear } = useSearchUpdate<VulnerabilitySearch>();
  const { data: image } = useImage(imageId);
  const findings = useFindings({ imageId, ...toFilters(search) });
  const hidden = (image?.hidden ?? []).reduce((sum, { findings: some }) => sum + some, 0);
  return (
    <>
      <VulnerabilityFilters image={image} search={search} onChange={update} onClear={clear} />
      <ListTable
        label="vulnerabilities"
        list={findings}
        columns={findingColumns}
        rowId={(row) => row.findingId}
        rowHeight={50}
        sort={search.sort ?? 'worst'}
        isReversed={search.reverse === true}
        onSort={(by) => update(sortChange(search, by))}
        onOpen={({ vulnerabilityId }) => update({ vulnerability: vulnerabilityId }, 'push')}
        empty={
          <NoFindings
            coverage={image?.coverage}
            isFiltered={isNarrowed(search)}
            apart={hidden + (image?.suppressed ?? 0)}
          />
        }
      />
      <VulnerabilityDrawer
        imageId={imageId}
        vulnerabilityId={search.vulnerability}
        onClose={() => update({ vulnerability: undefined })}
      />
    </>
  );
}
