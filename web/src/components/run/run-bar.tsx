import type { RunFacts } from '../format/run-words.ts';
import styles from './run.module.css';

type Counts = RunFacts['counts'];

const parts = [
  ['scanned', 'Scanned'],
  ['unchanged', 'Unchanged'],
  ['failed', 'Failed'],
  ['cancelled', 'Cancelled'],
  ['queued', 'Waiting'],
] as const satisfies readonly (readonly [keyof Counts, string])[];

const classes: Readonly<Record<(typeof parts)[number][0], string | undefined>> = {
  scanned: styles.scanned,
  unchanged: styles.unchanged,
  failed: styles.failed,
  cancelled: styles.cancelled,
  queued: styles.waiting,
};

/** What became of the tags that a run keeps, as a bar with its legend. */
export function RunBar({ counts }: { readonly counts: Counts }) {
  const shown = parts.filter(([name]) => counts[name] > 0);
  if (shown.length === 0) return null;
  return (
    <div>
      <div className={styles.bar} aria-hidden>
        {shown.map(([name]) => (
          <span key={name} className={classes[name]} style={{ flexGrow: counts[name] }} />
        ))}
      </div>
      <ul className={styles.legend}>
        {shown.map(([name, label]) => (
          <li key={name}>
            <i className={classes[name]} aria-hidden />
            {counts[name].toLocaleString('en')} {label.toLowerCase()}
          </li>
        ))}
      </ul>
    </div>
  );
}
