import { findingCondition } from '../../condition-kind.ts';

/** How bad it is by the number of CVSS. */
export const cvssScore = findingCondition({
  name: 'cvss-score',
  displayName: 'CVSS score',
  description:
    'The CVSS base score is at least this. Of several ratings the most decisive one with a score counts; what has no score does not meet it.',
  fields: [
    { name: 'minimum', label: 'At least', help: 'A base score, 0 to 10.', kind: 'number', minimum: 0, maximum: 10 },
  ],
  describe: ({ minimum }) => `CVSS score at least ${minimum}`,
  violates: ({ finding: { scores } }, { minimum }) =>
    (scores.find(({ score }) => score !== undefined)?.score ?? -1) >= minimum,
});
