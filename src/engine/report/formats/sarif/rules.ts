import type { Finding } from '#core/finding.ts';
import { compareSeverity, type Severity } from '#core/severity.ts';
import { shortened } from '../../writing/describe-finding.ts';
import { vulnerabilityUrl } from '../../writing/vulnerability-url.ts';

/** A vulnerability among the findings: its place in the list of rules, and its worst finding, which speaks for it. */
export interface Rule {
  readonly index: number;
  readonly worst: Finding;
}

export const levels: Readonly<Record<Severity, 'error' | 'warning' | 'note'>> = {
  critical: 'error',
  high: 'error',
  medium: 'warning',
  unknown: 'warning',
  low: 'note',
  negligible: 'note',
};

/**
 * Bands in which code-scanning services put the number `security-severity` (docs.github.com, "SARIF support for code scanning"), and a number
 * within each for vulnerabilities without a fitting score.
 */
const bands: Readonly<Record<Severity, readonly [lowest: number, highest: number, usual: number]>> = {
  critical: [9, 10, 9.5],
  high: [7, 8.9, 8],
  medium: [4, 6.9, 5.5],
  unknown: [4, 6.9, 5],
  low: [0.1, 3.9, 2],
  negligible: [0.1, 0.9, 0.1],
};

/** The vulnerabilities of findings, in the order in which they come. */
export function rulesOf(findings: readonly Finding[]): ReadonlyMap<string, Rule> {
  const rules = new Map<string, Rule>();
  for (const finding of findings) {
    const known = rules.get(finding.vulnerabilityId);
    if (known === undefined) rules.set(finding.vulnerabilityId, { index: rules.size, worst: finding });
    else if (compareSeverity(finding.severity, known.worst.severity) < 0)
      rules.set(finding.vulnerabilityId, { index: known.index, worst: finding });
  }
  return rules;
}

/** Writes a rule as a SARIF `reportingDescriptor`. */
export function ruleOf({ worst }: Rule): object {
  const { vulnerabilityId, severity, summary, aliases, exploit } = worst;
  const also = aliases.length === 0 ? '' : ` Also known as ${aliases.join(', ')}.`;
  return {
    id: vulnerabilityId,
    shortDescription: { text: shortened(summary || vulnerabilityId, 1000) },
    fullDescription: { text: shortened(`${summary || vulnerabilityId}${also}`, 1000) },
    helpUri: vulnerabilityUrl(vulnerabilityId),
    defaultConfiguration: { level: levels[severity] },
    properties: {
      tags: [
        'security',
        'vulnerability',
        severity,
        ...(exploit?.knownExploited === undefined ? [] : ['known-exploited']),
      ],
      'security-severity': securitySeverity(worst).toFixed(1),
      precision: worst.confidence === 'low' ? 'medium' : 'very-high',
    },
  };
}

function securitySeverity({ severity, scores }: Finding): number {
  const [lowest, highest, usual] = bands[severity];
  return scores.find(({ score }) => score !== undefined && score >= lowest && score <= highest)?.score ?? usual;
}
