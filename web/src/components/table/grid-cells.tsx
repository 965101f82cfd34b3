import type { ReactNode } from 'react';
import { cellClass } from './cell-class.ts';
import type { DataColumn, NarrowPlace } from './data-column.ts';
import styles from './data-table.module.css';
import { HeaderCell } from './table-header.tsx';

/** Where columns stand in a narrow table; undefined for a wide one. */
type Places = readonly (NarrowPlace | undefined)[] | undefined;

interface GridHeaderProps<Row> {
  readonly columns: readonly DataColumn<Row>[];
  readonly sort?: string | undefined;
  readonly isReversed?: boolean;
  readonly onSort?: ((by: string) => void) | undefined;
  readonly places: Places;
}

/** The heads of all columns; of a narrow table, those to be seen that rows can be ordered by. */
export function GridHeader<Row>({ columns, sort, isReversed, onSort, places }: GridHeaderProps<Row>) {
  const canSort = (column: DataColumn<Row>) => column.sort !== undefined && onSort !== undefined;
  const isUnseen = (column: DataColumn<Row>) => places !== undefined && !canSort(column);
  return (
    // biome-ignore lint/a11y/useSemanticElements: rows are placed absolutely, which a table element cannot do.
    <div
      className={columns.every(isUnseen) ? styles.unseen : `${styles.line} ${styles.header}`}
      role="row"
      tabIndex={-1}
      aria-rowindex={1}
    >
      {columns.map((column, index) =>
        places !== undefined && places[index] === undefined && !canSort(column) ? null : (
          <HeaderCell
            key={column.id}
            column={column}
            index={index}
            isUnseen={isUnseen(column)}
            sort={sort}
            isReversed={isReversed === true}
            onSort={onSort}
          />
        ),
      )}
    </div>
  );
}

interface GridCellProps<Row> {
  readonly column: DataColumn<Row>;
  readonly index: number;
  readonly places: Places;
  readonly children: ReactNode;
}

/** What a row has in a column; nothing where a narrow table has no place for it. */
export function GridCell<Row>({ column, index, places, children }: GridCellProps<Row>) {
  const place = places?.[index];
  if (places !== undefined && place === undefined) return null;
  return (
    // biome-ignore lint/a11y/useSemanticElements: rows are placed absolutely, which a table element cannot do.
    // biome-ignore lint/a11y/useFocusableInteractive: the row takes the focus.
    <div role="gridcell" aria-colindex={index + 1} className={place === undefined ? cellClass(column) : styles[place]}>
      {place === 'named' && (
        <span className={styles.name} aria-hidden>
          {column.header}
        </span>
      )}
      {children}
    </div>
  );
}
