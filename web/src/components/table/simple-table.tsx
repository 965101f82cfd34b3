import type { ReactNode } from 'react';
import styles from './simple-table.module.css';

interface SimpleTableProps {
  readonly heads: readonly string[];
  /** A key, and a cell for each head. */
  readonly rows: readonly (readonly [key: string, ...cells: ReactNode[]])[];
}

/** A short table inside a card: all its rows are drawn. */
export function SimpleTable({ heads, rows }: SimpleTableProps) {
  return (
    <table className={styles.table}>
      <thead>
        <tr>
          {heads.map((head) => (
            <th key={head} scope="col">
              {head}
            </th>
          ))}
        </tr>
      </thead>
      <tbody>
        {rows.map(([key, ...cells]) => (
          <tr key={key}>
            {cells.map((cell, index) => (
              <td key={heads[index]}>{cell}</td>
            ))}
          </tr>
        ))}
      </tbody>
    </table>
  );
}
