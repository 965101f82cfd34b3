import { Link } from '@tanstack/react-router';
import type { ImageOverview } from '../../api/generated/index.ts';
import { severities, severityLabels, shortCount } from '../../components/severity/severity.ts';
import { severityStyle } from '../../components/severity/severity-style.ts';
import styles from './image.module.css';

/** How many findings an image has of each severity that it has any of; each number leads to what it counts. */
export function SeverityLinks({ image: { imageId, severityCounts } }: { readonly image: ImageOverview }) {
  return (
    <span className={styles.severities}>
      {severities
        .filter((severity) => severityCounts[severity] > 0)
        .map((severity) => {
          const { letter, word } = severityLabels[severity];
          const count = severityCounts[severity];
          return (
            <Link
              key={severity}
              to="/images/$imageId/vulnerabilities"
              params={{ imageId }}
              search={{ only: severity }}
              className={styles.severity ?? ''}
              style={severityStyle(severity)}
              title={`${count.toLocaleString('en')} ${word}`}
              aria-label={`${letter} ${shortCount(count)}, ${count.toLocaleString('en')} ${word}`}
            >
              {letter} {shortCount(count)}
            </Link>
          );
        })}
    </span>
  );
}
