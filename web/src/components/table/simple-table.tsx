import { type ReactNode, useRef } from 'react';
import type { NarrowPlace } from './data-column.ts';
import styles from './simple-table.module.css';
import { useWidth } from './use-width.ts';

/** What stands above a column, and how its cells are set. */
export interface SimpleHead {
  readonly name: string;
  /** Numbers stand at the end, under each other; words that are short are never broken. */
  readonly kind?: 'number' | 'short';
  /** How much room it wants, in CSS pixels, where that is more than a few words. */
  readonly atLeast?: number;
  /** Where it stands when rows have lines in place of columns: the first one leads, all others are named, unless it is said here. */
  readonly narrow?: NarrowPlace;
}

interface SimpleTableProps {
  readonly heads: readonly (string | SimpleHead)[];
  /** A key, and a cell for each head. */
  readonly rows: readonly (readonly [key: string, ...cells: ReactNode[]])[];
}

/** Less than this, in CSS pixels, and the words of a column are torn apart. */
const usualWidth = 92;

/** A short table inside a card: all its rows are drawn; where there is no room for columns, as lists with lines in their place. */
export function SimpleTable({ heads: given, rows }: SimpleTableProps) {
  const frame = useRef<HTMLDivElement>(null);
  const width = useWidth(frame);
  const heads: readonly SimpleHead[] = given.map((head) => (typeof head === 'string' ? { name: head } : head));
  const wanted = heads.reduce((sum, { atLeast = usualWidth }) => sum + atLeast, 0);
  const isNarrow = width !== undefined && width < wanted;
  return (
    <div ref={frame} {...(isNarrow && { 'data-narrow': true })}>
      {isNarrow ? <Lines heads={heads} rows={rows} /> : <Table heads={heads} rows={rows} />}
    </div>
  );
}

interface Drawn extends SimpleTableProps {
  readonly heads: readonly SimpleHead[];
}

function Table({ heads, rows }: Drawn) {
  return (
    <table className={styles.table}>
      <thead>
        <tr>
          {heads.map(({ name, kind }) => (
            <th key={name} scope="col" className={kind && styles[kind]}>
              {name}
            </th>
          ))}
        </tr>
      </thead>
      <tbody>
        {rows.map(([key, ...cells]) => (
          <tr key={key}>
            {cells.map((cell, index) => (
              <td key={heads[index]?.name} className={heads[index]?.kind && styles[heads[index].kind]}>
                {cell}
              </td>
            ))}
          </tr>
        ))}
      </tbody>
    </table>
  );
}

/** Not a table that is drawn otherwise: some browsers tell no more of columns once these are no columns. */
function Lines({ heads, rows }: Drawn) {
  return (
    <ul className={styles.lines}>
      {rows.map(([key, ...cells]) => (
        <li key={key} className={styles.line}>
          {cells.map((cell, index) => {
            const { name = '', narrow = index === 0 ? 'first' : 'named' } = heads[index] ?? {};
            if (cell === null || cell === undefined || cell === '') return null;
            return (
              <div key={name} className={styles[narrow]}>
                {narrow === 'named' && <span className={styles.name}>{name}</span>}
                {cell}
              </div>
            );
          })}
        </li>
      ))}
    </ul>
  );
}
