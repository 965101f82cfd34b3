import styles from './severity.module.css';
import { type Severity, severityLabels } from './severity.ts';
import { severityStyle } from './severity-style.ts';

/** The severity as a word on its colour. */
export function SeverityBadge({ severity }: { readonly severity: Severity }) {
  return (
    <span className={styles.badge} style={severityStyle(severity)}>
      {severityLabels[severity].word}
    </span>
  );
}
