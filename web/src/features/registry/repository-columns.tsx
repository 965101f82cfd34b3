import type { Repository } from '../../api/generated/index.ts';
import { TextLink } from '../../components/page/links.tsx';
import type { DataColumn } from '../../components/table/data-column.ts';
import { findingColumns } from './finding-columns.tsx';

/** The columns of repositories, or of archives in their place. */
export function repositoryColumns(header = 'Repository'): readonly DataColumn<Repository>[] {
  return [
    {
      id: 'name',
      header,
      width: 'minmax(168px, 2fr)',
      narrow: 'first',
      sort: { by: 'name', direction: 'ascending' },
      cell: (row) => (
        <TextLink
          to="/registry/$registryId/repository/$"
          params={{ registryId: row.registryId, _splat: row.repository }}
          fw={600}
          size="sm"
          tabIndex={-1}
          title={row.repository}
        >
          {row.repository.slice(row.repository.indexOf('/') + 1)}
        </TextLink>
      ),
    },
    {
      id: 'images',
      header: 'Images',
      width: '66px',
      align: 'end',
      narrow: 'named',
      cell: (row) => row.images.toLocaleString('en'),
    },
    ...findingColumns<Repository>({ isSortable: false }).map((column) =>
      column.id === 'fixable' ? { ...column, from: 1220 } : column,
    ),
  ];
}
