/** From packages and advisories to findings, with the evidence for each. Read `match-packages.ts` first. */

export { rankRatings } from './choose-severity.ts';
export { explainVulnerability } from './explain/explain-vulnerability.ts';
export { fingerprintSubject } from './fingerprint-subject.ts';
export { matchPackages, subjectOf } from './match-packages.ts';
export { type MatchOptions, matchSubject, type SubjectMatches } from './match-subject.ts';
export type { MatchSubject, PackageMatch } from './package-match.ts';
export { imageRiskScore, riskFormula, riskScore } from './risk-score.ts';
export { planUpgrades } from './upgrades/plan-upgrades.ts';
