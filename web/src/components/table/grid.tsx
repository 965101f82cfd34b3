import { type CellContext, type ColumnDef, tableFeatures, useTable } from '@tanstack/react-table';
import { useVirtualizer } from '@tanstack/react-virtual';
import { type CSSProperties, useCallback, useEffect, useMemo, useRef } from 'react';
import type { DataColumn } from './data-column.ts';
import { DataRow } from './data-row.tsx';
import styles from './data-table.module.css';
import { GridCell, GridHeader } from './grid-cells.tsx';
import { narrowPlaces } from './narrow-columns.ts';
import { type RowTree, turnRow } from './row-tree.ts';
import { useRowKeyboard } from './use-row-keyboard.ts';

/** What a grid shows. */
export interface GridProps<Row> {
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
  /** Whether rows have lines in place of columns. */
  readonly isNarrow: boolean;
}

/** Order, filters and pages are the API's work: the table needs none of the optional features. */
const features = tableFeatures({});
type Features = typeof features;

/** About as high as a row of two lines below the first. */
const narrowRowHeight = 76;

/** The head and the rows in view of a table, in a box that is scrolled. */
export function Grid<Row extends object>(props: GridProps<Row>) {
  const { columns, rows, rowId, onOpen, isNarrow, onEnd, tree } = props;
  const rowHeight = isNarrow ? narrowRowHeight : (props.rowHeight ?? 38);
  const scroll = useRef<HTMLDivElement>(null);
  const definitions = useMemo(() => columns.map((column) => definition(column)), [columns]);
  const table = useTable<Features, Row>({ features, columns: definitions, data: rows, getRowId: rowId });
  const lines = table.getRowModel().rows;
  // What was measured stays with its row when others come before it.
  const getItemKey = useCallback((index: number) => lines[index]?.id ?? index, [lines]);
  const virtual = useVirtualizer({
    count: lines.length,
    getItemKey,
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
  const places = isNarrow ? narrowPlaces(columns) : undefined;
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
    <div className={styles.scroll} ref={scroll}>
      <div className={styles.inner} style={tracks} {...grid}>
        <GridHeader {...props} places={places} />
        {/* biome-ignore lint/a11y/useSemanticElements: rows are placed absolutely, which a table element cannot do. */}
        <div className={styles.body} role="rowgroup" style={{ height: virtual.getTotalSize() }}>
          {items.map((item) => (
            <DataRow
              key={lines[item.index]?.id ?? item.index}
              index={item.index}
              start={item.start}
              height={isNarrow ? undefined : item.size}
              measure={isNarrow ? virtual.measureElement : undefined}
              isActive={item.index === keyboard.active}
              onFocus={keyboard.setActive}
              onOpen={onOpen && openAt}
              place={rows[item.index] && tree?.placeOf(rows[item.index] as Row)}
            >
              {lines[item.index]?.getAllCells().map((cell, index) => {
                const column = columns[index];
                if (column === undefined) return null;
                if (places?.[index] === 'named' && column.cell(cell.row.original) === null) return null;
                return (
                  <GridCell key={cell.id} column={column} index={index} places={places}>
                    <table.FlexRender cell={cell} />
                  </GridCell>
                );
              })}
            </DataRow>
          ))}
        </div>
      </div>
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
