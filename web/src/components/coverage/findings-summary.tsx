import type { FindingsOf } from '../severity/findings-link.tsx';
import { type SeverityCounts as Counts, totalOf } from '../severity/severity.ts';
import { SeverityCounts } from '../severity/severity-counts.tsx';
import styles from './coverage.module.css';
import type { Coverage } from './coverage-words.ts';

interface FindingsSummaryProps {
  readonly counts: Counts;
  readonly coverage: Coverage;
  /** What they are counted in, where each number is to lead to what it counts. */
  readonly of?: FindingsOf | undefined;
}

/** Severity counts that never make an image look clean which is not fully known. */
export function FindingsSummary({ counts, coverage, of }: FindingsSummaryProps) {
  if (totalOf(counts) > 0) return <SeverityCounts counts={counts} of={of} />;
  return coverage === 'complete' ? (
    <span className={`${styles.badge} ${styles.complete}`}>No known vulnerabilities</span>
  ) : (
    <span className={`${styles.badge} ${styles.partial}`}>None found, but not fully known</span>
  );
}
