import styles from './severity.module.css';
import { describeCounts, type SeverityCounts, severities } from './severity.ts';

/** The share of each severity as one bar. */
export function SeverityBar({ counts }: { readonly counts: SeverityCounts }) {
  return (
    <div className={styles.bar} role="img" aria-label={describeCounts(counts)}>
      {severities
        .filter((severity) => counts[severity] > 0)
        .map((severity) => (
          <span
            key={severity}
            style={{ flexGrow: counts[severity], background: `var(--severity-${severity}-solid)` }}
          />
        ))}
    </div>
  );
}
