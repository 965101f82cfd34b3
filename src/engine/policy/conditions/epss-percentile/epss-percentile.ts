import { findingCondition } from '../../condition-kind.ts';

/** How likely attacks are, compared with other vulnerabilities. */
export const epssPercentile = findingCondition({
  name: 'epss-percentile',
  displayName: 'EPSS percentile',
  description:
    'So many percent of all vulnerabilities are less likely to be attacked than this one, or as likely, by FIRST’s EPSS. What has no EPSS score does not meet it.',
  fields: [
    {
      name: 'percent',
      label: 'At least',
      help: 'Percent of all vulnerabilities, 0 to 100.',
      kind: 'number',
      minimum: 0,
      maximum: 100,
    },
  ],
  describe: ({ percent }) => `EPSS percentile at least ${percent} %`,
  violates: ({ finding }, { percent }) => (finding.exploit?.epss?.percentile ?? -1) >= percent / 100,
});
