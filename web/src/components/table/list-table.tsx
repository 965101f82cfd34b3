import type { ReactNode } from 'react';
import { ErrorPanel } from '../feedback/error-panel.tsx';
import { TableSkeleton } from '../feedback/table-skeleton.tsx';
import type { DataColumn } from './data-column.ts';
import styles from './data-table.module.css';
import { DataTable } from './data-table.tsx';
import type { RowTree } from './row-tree.ts';

/** What a table needs of a listing, however it is loaded. */
export interface Listing<Row> {
  readonly items: readonly Row[];
  /** Of how many entries the rows are, where some rows stand below others. */
  readonly entries?: number;
  readonly total?: number | undefined;
  readonly totalIsAtLeast?: boolean;
  readonly isPending: boolean;
  readonly error: Error | null;
  readonly retry: () => void;
  readonly loadMore?: () => void;
}

interface ListTableProps<Row> {
  readonly label: string;
  readonly list: Listing<Row>;
  readonly columns: readonly DataColumn<Row>[];
  readonly rowId: (row: Row) => string;
  readonly onOpen?: (row: Row) => void;
  readonly sort?: string;
  /** Whether that order is the other way round. */
  readonly isReversed?: boolean;
  readonly onSort?: (by: string) => void;
  readonly rowHeight?: number;
  readonly tree?: RowTree<Row>;
  /** What stands in the table's foot in place of the number of rows. */
  readonly foot?: ReactNode;
  /** What stands in place of a table without rows. */
  readonly empty: ReactNode;
}

/** A listing as a table, with what to show while it is loaded, when it fails and when it is empty. */
export function ListTable<Row extends object>({ list, empty, foot, ...table }: ListTableProps<Row>) {
  if (list.error !== null) {
    const [first = '', ...rest] = table.label;
    return (
      <ErrorPanel
        title={`${first.toUpperCase()}${rest.join('')} could not be loaded`}
        error={list.error}
        onRetry={list.retry}
      />
    );
  }
  if (list.isPending || list.items.length === 0) {
    return (
      <div className={styles.frame}>{list.isPending ? <TableSkeleton label={`Loading ${table.label}`} /> : empty}</div>
    );
  }
  return (
    <DataTable
      {...table}
      rows={list.items}
      total={list.total}
      onEnd={list.loadMore}
      footer={
        <>
          <span>{foot ?? footerOf(list)}</span>
          {table.onOpen !== undefined && (
            <span className={styles.hint}>
              {table.tree === undefined ? '↑ ↓ move, Enter opens' : '↑ ↓ move, → ← open and close'}
            </span>
          )}
        </>
      }
    />
  );
}

function footerOf({ items, entries = items.length, total, totalIsAtLeast = false }: Listing<unknown>): string {
  const shown = entries.toLocaleString('en');
  if (total === undefined) return `${shown} shown`;
  return `${shown} of ${totalIsAtLeast ? 'more than ' : ''}${Math.max(total, entries).toLocaleString('en')}`;
}
