import { Tooltip } from '@mantine/core';
import styles from './severity.module.css';
import { type SeverityCounts as Counts, describeCounts, severities, severityLabels, shortCount } from './severity.ts';
import { severityStyle } from './severity-style.ts';

/** Number of findings of each severity as a row of chips, always in the same columns so that rows can be compared. */
export function SeverityCounts({ counts }: { readonly counts: Counts }) {
  return (
    <Tooltip label={describeCounts(counts)}>
      <span className={styles.counts} role="img" aria-label={describeCounts(counts)}>
        {severities.map((severity) => (
          <span
            key={severity}
            className={counts[severity] === 0 ? `${styles.count} ${styles.zero}` : styles.count}
            style={counts[severity] === 0 ? undefined : severityStyle(severity)}
          >
            {counts[severity] === 0 ? '0' : `${severityLabels[severity].letter} ${shortCount(counts[severity])}`}
          </span>
        ))}
      </span>
    </Tooltip>
  );
}
