import { type CellContext, type ColumnDef, tableFeatures, useTable } from '@tanstack/react-table';
import { useVirtualizer } from '@tanstack/react-virtual';
import { type CSSProperties, type ReactNode, useEffect, useMemo, useRef } from 'react';
import type { DataColumn } from './data-column.ts';
import { DataRow } from './data-row.tsx';
import styles from './data-table.module.css';
import { type RowTree, turnRow } from './row-tree.ts';
import { HeaderCell } from './table-header.tsx';
import { useRowKeyboard } from './use-row-keyboard.ts';

interface DataTableProps<Row> {
  /** What the table shows, for screen readers. */
  readonly label: string;
  readonly columns: readonly DataColumn<Row>[];
  readonly rows: readonly Row[];
  readonly rowId: (row: Row) => string;
  readonly onOpen?: ((row: Row) => void) | undefined;
  /** The order that the rows are in, by the API's name. */
  readonly sort?: string | undefined;
  /** Whether that order is the other way round. */
  readonly isReversed?: boolean;
  readonly onSort?: ((by: string) => void) | undefined;
  /** All rows, loaded or not, where it is known. */
  readonly total?: number | undefined;
  /** Asks for more rows when the last ones come into view. */
  readonly onEnd?: (() => void) | undefined;
  readonly rowHeight?: number;
  /** Makes the table a tree: rows have levels, and some can be opened. */
  readonly tree?: RowTree<Row> | undefined;
  readonly footer?: ReactNode;
}

/** Order, filters and pages are the API's work: the table needs none of the optional features. */
const features = tableFeatures({});
type Features = typeof features;

/** A table of any length: only the rows in view are drawn. Rows are walked with the arrow keys and opened with Enter. */
export function DataTable<Row extends object>(props: DataTableProps<Row>) {
  const { columns, rows, rowId, onOpen, rowHeight = 38, onEnd, tree } = props;
  const scroll = useRef<HTMLDivElement>(null);
  const definitions = useMemo(() => columns.map((column) => definition(column)), [columns]);
  const table = useTable<Features, Row>({ features, columns: definitions, data: rows, getRowId: rowId });
  const lines = table.getRowModel().rows;
  const virtual = useVirtualizer({
    count: lines.length,
    getScrollElement: () => scroll.current,
    estimateSize: () => rowHeight,
    overscan: 12,
    scrollPaddingStart: 36,
  });
  const items = virtual.getVirtualItems();
  const isEndInView = (items.at(-1)?.index ?? -1) >= lines.length - 8;
  useEffect(() => {
    if (isEndInView && lines.length > 0) onEnd?.();
  }, [isEndInView, lines.length, onEnd]);
  const openAt = (index: number) => {
    const row = rows[index];
    if (row !== undefined) onOpen?.(row);
  };
  const keyboard = useRowKeyboard({
    grid: scroll,
    count: lines.length,
    rowsOfPage: () => Math.max(1, Math.floor((scroll.current?.clientHeight ?? 0) / rowHeight) - 1),
    scrollTo: (row) => virtual.scrollToIndex(row),
    open: onOpen && openAt,
    turn: tree && ((index, isOpen) => turnRow(tree, rows[index], isOpen)),
  });

  const tracks = { '--columns': columns.map(({ width }) => width).join(' ') } as CSSProperties;
  // Not a table element: rows are placed absolutely.
  const grid = {
    role: tree === undefined ? 'grid' : 'treegrid',
    tabIndex: -1,
    'aria-label': props.label,
    'aria-rowcount': (props.total ?? lines.length) + 1,
    'aria-colcount': columns.length,
    onKeyDown: keyboard.onKeyDown,
  };
  return (
    <div className={styles.frame}>
      <div className={styles.scroll} ref={scroll}>
        <div className={styles.inner} style={tracks} {...grid}>
          {/* biome-ignore lint/a11y/useSemanticElements: rows are placed absolutely, which a table element cannot do. */}
          <div className={`${styles.line} ${styles.header}`} role="row" tabIndex={-1} aria-rowindex={1}>
            {columns.map((column, index) => (
              <HeaderCell
                key={column.id}
                column={column}
                index={index}
                sort={props.sort}
                isReversed={props.isReversed === true}
                onSort={props.onSort}
              />
            ))}
          </div>
          {/* biome-ignore lint/a11y/useSemanticElements: see above. */}
          <div className={styles.body} role="rowgroup" style={{ height: virtual.getTotalSize() }}>
            {items.map((item) => (
              <DataRow
                key={lines[item.index]?.id ?? item.index}
                index={item.index}
                start={item.start}
                height={item.size}
                isActive={item.index === keyboard.active}
                onFocus={keyboard.setActive}
                onOpen={onOpen && openAt}
                place={rows[item.index] && tree?.placeOf(rows[item.index] as Row)}
              >
                {lines[item.index]?.getAllCells().map((cell, index) => (
                  // biome-ignore lint/a11y/useSemanticElements: see above.
                  // biome-ignore lint/a11y/useFocusableInteractive: the row takes the focus.
                  <div
                    key={cell.id}
                    role="gridcell"
                    aria-colindex={index + 1}
                    className={columns[index]?.align === 'end' ? `${styles.cell} ${styles.end}` : styles.cell}
                  >
                    <table.FlexRender cell={cell} />
                  </div>
                ))}
              </DataRow>
            ))}
          </div>
        </div>
      </div>
      {props.footer !== undefined && <div className={styles.footer}>{props.footer}</div>}
    </div>
  );
}

function definition<Row extends object>(column: DataColumn<Row>): ColumnDef<Features, Row> {
  return {
    id: column.id,
    header: column.header,
    cell: (context: CellContext<Features, Row>) => column.cell(context.row.original),
  };
}
