import { baseMetric } from '../../base-metric.ts';
import { findingCondition } from '../../condition-kind.ts';

/** Whether it can be attacked from afar. */
export const attackByNetwork = findingCondition({
  name: 'attack-by-network',
  displayName: 'Attack by network',
  description:
    'The vulnerability can be attacked over a network, by its CVSS vector (AV:N). What has no vector does not meet it.',
  fields: [],
  describe: () => 'attack by network',
  violates: ({ finding }) => baseMetric(finding, 'AV') === 'N',
});
