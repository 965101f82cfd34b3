import { Tooltip } from '@mantine/core';
import { FindingsLink, type FindingsOf } from './findings-link.tsx';
import styles from './severity.module.css';
import {
  type SeverityCounts as Counts,
  describeCounts,
  type Severity,
  severities,
  severityLabels,
  shortCount,
} from './severity.ts';
import { severityStyle } from './severity-style.ts';

interface SeverityCountsProps {
  readonly counts: Counts;
  /** What they are counted in, where each number is to lead to what it counts. */
  readonly of?: FindingsOf | undefined;
}

/** Number of findings of each severity as a row of chips, always in the same columns so that rows can be compared. */
export function SeverityCounts({ counts, of }: SeverityCountsProps) {
  const words = describeCounts(counts);
  return (
    <Tooltip label={words}>
      {of === undefined ? (
        <span className={styles.counts} role="img" aria-label={words}>
          {severities.map((severity) => (
            <Chip key={severity} severity={severity} count={counts[severity]} />
          ))}
        </span>
      ) : (
        <span className={styles.counts}>
          {severities.map((severity) => (
            <Chip key={severity} severity={severity} count={counts[severity]} of={of} />
          ))}
        </span>
      )}
    </Tooltip>
  );
}

interface ChipProps {
  readonly severity: Severity;
  readonly count: number;
  readonly of?: FindingsOf;
}

function Chip({ severity, count, of }: ChipProps) {
  if (count === 0) {
    return (
      <span className={`${styles.count} ${styles.zero}`} aria-hidden>
        0
      </span>
    );
  }
  const { letter, word } = severityLabels[severity];
  const text = `${letter} ${shortCount(count)}`;
  if (of === undefined) {
    return (
      <span className={styles.count} style={severityStyle(severity)}>
        {text}
      </span>
    );
  }
  return (
    <FindingsLink
      of={of}
      which={{ only: severity }}
      className={styles.count}
      style={severityStyle(severity)}
      label={`${text}, ${count.toLocaleString('en')} ${word}`}
    >
      {text}
    </FindingsLink>
  );
}
