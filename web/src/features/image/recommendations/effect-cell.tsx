import type { UpgradeEffect } from '../../../api/generated/index.ts';
import { TextLink } from '../../../components/page/links.tsx';
import { totalOf } from '../../../components/severity/severity.ts';
import { SeverityCounts } from '../../../components/severity/severity-counts.tsx';
import styles from './recommendations.module.css';

interface EffectCellProps {
  readonly imageId: string;
  readonly effect: UpgradeEffect;
}

/** Vulnerabilities by severity, and when opened one by one, worst first. */
export function EffectCell({ imageId, effect: { severityCounts, vulnerabilities } }: EffectCellProps) {
  const total = totalOf(severityCounts);
  if (total === 0) return <>none</>;
  const more = total - vulnerabilities.length;
  return (
    <>
      <SeverityCounts counts={severityCounts} />
      <details className={styles.details}>
        <summary>{total === 1 ? 'Show it' : `Show all ${total.toLocaleString('en')}`}</summary>
        <ul className={styles.ids}>
          {vulnerabilities.map(({ vulnerabilityId, knownExploited, exploitable }) => (
            <li key={vulnerabilityId}>
              <TextLink
                to="/images/$imageId/vulnerabilities"
                params={{ imageId }}
                search={{ vulnerability: vulnerabilityId }}
                size="xs"
              >
                {vulnerabilityId}
              </TextLink>
              {knownExploited ? ' (attacked)' : exploitable && ' (exploit)'}
            </li>
          ))}
          {more > 0 && <li>and {more.toLocaleString('en')} more</li>}
        </ul>
      </details>
    </>
  );
}
