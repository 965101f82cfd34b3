import type { DataColumn } from './data-column.ts';
import styles from './data-table.module.css';

/** The class of the cells of a column, and of its head, in a table with columns. */
export function cellClass<Row>({ align }: Pick<DataColumn<Row>, 'align'>): string {
  return align === 'end' ? `${styles.cell} ${styles.number}` : `${styles.cell}`;
}
