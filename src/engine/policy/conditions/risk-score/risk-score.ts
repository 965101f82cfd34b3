import { findingCondition } from '../../condition-kind.ts';

/** How bad it is by score, known attacks and their likelihood together. */
export const riskScore = findingCondition({
  name: 'risk-score',
  displayName: 'Risk score',
  description:
    'The risk of the vulnerability is at least this: of its CVSS score, whether it is known to be exploited, its EPSS score and public exploits.',
  fields: [{ name: 'minimum', label: 'At least', help: 'A risk, 0 to 100.', kind: 'number', minimum: 0, maximum: 100 }],
  describe: ({ minimum }) => `risk at least ${minimum}`,
  violates: ({ finding: { risk } }, { minimum }) => (risk ?? -1) >= minimum,
});
