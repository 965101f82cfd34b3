import type { PackageMatch } from './package-match.ts';

/** How risk scores are computed, in words for the screens. */
export const riskFormula =
  'A vulnerability: its CVSS base score × 10 × (0.5 + 0.5 × threat), where threat is 1 if CISA lists it as exploited, else the larger of its EPSS score and, with a public exploit, 0.5. ' +
  'Without a score, the middle of the severity’s band counts. An image: its highest risk, raised towards 100 by the sum S of the others’: highest + (100 − highest) × S ÷ (S + 1000).';

/** Risk of one vulnerability, 0 to 100, by {@link riskFormula}. */
export function riskScore(match: Pick<PackageMatch, 'severity' | 'scores' | 'exploit'>): number {
  const threat = threatOf(match.exploit);
  return Math.round(baseScore(match) * 10 * (0.5 + 0.5 * threat));
}

/** How the risk of one vulnerability comes about, with its numbers: `9.8 × 10 × (0.5 + 0.5 × 0.47) = 72`. */
export function describeRisk(match: Pick<PackageMatch, 'severity' | 'scores' | 'exploit'>): string {
  const threat = Math.round(threatOf(match.exploit) * 1000) / 1000;
  return `${baseScore(match)} × 10 × (0.5 + 0.5 × ${threat}) = ${riskScore(match)}`;
}

/** Risk of an image with these vulnerabilities, 0 to 100, by {@link riskFormula}. */
export function imageRiskScore(matches: Iterable<Pick<PackageMatch, 'severity' | 'scores' | 'exploit'>>): number {
  let highest = 0;
  let sum = 0;
  for (const match of matches) {
    const risk = riskScore(match);
    highest = Math.max(highest, risk);
    sum += risk;
  }
  const others = sum - highest;
  return Math.round(highest + ((100 - highest) * others) / (others + 1000));
}

/** Middle of each severity's band of CVSS base scores; what is not rated yet counts as medium. */
const middleOfBand = { critical: 9.5, high: 8, medium: 5.5, low: 2, negligible: 0.5, unknown: 5.5 } as const;

function baseScore({ severity, scores }: Pick<PackageMatch, 'severity' | 'scores'>): number {
  const rated = scores.find(({ score }) => score !== undefined);
  return rated?.score ?? middleOfBand[severity];
}

function threatOf(exploit: PackageMatch['exploit']): number {
  if (exploit?.knownExploited !== undefined) return 1;
  const hasPublicExploit = (exploit?.publicExploits?.length ?? 0) > 0;
  return Math.max(exploit?.epss?.score ?? 0, hasPublicExploit ? 0.5 : 0);
}
