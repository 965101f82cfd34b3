import type { ReactNode } from 'react';
import styles from './page.module.css';

interface FactsProps {
  /** Names and values; those without a value are left out. */
  readonly facts: readonly (readonly [name: string, value: ReactNode])[];
  /** Long names, such as those of labels. */
  readonly isWide?: boolean;
}

/** Names and values in two columns. */
export function Facts({ facts, isWide = false }: FactsProps) {
  return (
    <dl className={isWide ? `${styles.facts} ${styles.wide}` : styles.facts}>
      {facts
        .filter(([, value]) => value !== undefined && value !== null && value !== false && value !== '')
        .map(([name, value]) => (
          <div key={name}>
            <dt>{name}</dt>
            <dd>{value}</dd>
          </div>
        ))}
    </dl>
  );
}
