import { type ReactNode, useMemo, useRef } from 'react';
import styles from './data-table.module.css';
import { Grid, type GridProps } from './grid.tsx';
import { useWidth } from './use-width.ts';

interface DataTableProps<Row> extends Omit<GridProps<Row>, 'isNarrow'> {
  readonly footer?: ReactNode;
}

/** Less than this, in CSS pixels, and columns stand so close that a table has to be scrolled sideways to be read. */
const narrowBelow = 640;

/**
 * A table of any length: only the rows in view are drawn. Rows are walked with the arrow keys and opened with Enter. Where there is
 * no room for columns, as on a phone, rows have lines in their place, and the heads that rows can be ordered by stay.
 */
export function DataTable<Row extends object>(props: DataTableProps<Row>) {
  const frame = useRef<HTMLDivElement>(null);
  const width = useWidth(frame);
  const isNarrow = width !== undefined && width < narrowBelow;
  const columns = useMemo(
    () => props.columns.filter(({ from = 0 }) => width === undefined || width >= from),
    [props.columns, width],
  );
  return (
    <div
      ref={frame}
      className={isNarrow ? `${styles.frame} ${styles.narrow}` : styles.frame}
      {...(isNarrow && { 'data-narrow': true })}
    >
      <Grid key={isNarrow ? 'lines' : 'columns'} {...props} columns={columns} isNarrow={isNarrow} />
      {props.footer !== undefined && <div className={styles.footer}>{props.footer}</div>}
    </div>
  );
}
