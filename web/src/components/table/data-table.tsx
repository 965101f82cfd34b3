import { type ReactNode, useRef } from 'react';
import styles from './data-table.module.css';
import { Grid, type GridProps } from './grid.tsx';
import { useIsNarrow } from './use-is-narrow.ts';

interface DataTableProps<Row> extends Omit<GridProps<Row>, 'isNarrow'> {
  readonly footer?: ReactNode;
}

/**
 * A table of any length: only the rows in view are drawn. Rows are walked with the arrow keys and opened with Enter. Where there is
 * no room for columns, as on a phone, rows have lines in their place, and the heads that rows can be ordered by stay.
 */
export function DataTable<Row extends object>(props: DataTableProps<Row>) {
  const frame = useRef<HTMLDivElement>(null);
  const isNarrow = useIsNarrow(frame);
  return (
    <div
      ref={frame}
      className={isNarrow ? `${styles.frame} ${styles.narrow}` : styles.frame}
      {...(isNarrow && { 'data-narrow': true })}
    >
      <Grid key={isNarrow ? 'lines' : 'columns'} {...props} isNarrow={isNarrow} />
      {props.footer !== undefined && <div className={styles.footer}>{props.footer}</div>}
    </div>
  );
}
