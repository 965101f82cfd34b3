import { findingCondition } from '../../condition-kind.ts';

/** How likely attacks in the next 30 days are. */
export const epssScore = findingCondition({
  name: 'epss-score',
  displayName: 'EPSS score',
  description:
    'The likelihood of attacks in the next 30 days, by FIRST’s EPSS, is at least this. What has no EPSS score does not meet it.',
  fields: [
    {
      name: 'percent',
      label: 'At least',
      help: 'A likelihood in percent, 0 to 100.',
      kind: 'number',
      minimum: 0,
      maximum: 100,
    },
  ],
  describe: ({ percent }) => `EPSS score at least ${percent} %`,
  violates: ({ finding }, { percent }) => (finding.exploit?.epss?.score ?? -1) >= percent / 100,
});
