export { matchPackages } from './match-packages.ts';
export { matchSubject, type SubjectMatches } from './match-subject.ts';
export type { MatchSubject, PackageMatch } from './package-match.ts';
export { imageRiskScore, riskFormula, riskScore } from './risk-score.ts';
