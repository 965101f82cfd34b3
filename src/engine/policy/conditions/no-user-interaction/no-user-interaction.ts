import { baseMetric } from '../../base-metric.ts';
import { findingCondition } from '../../condition-kind.ts';

/** Whether it can be attacked without anybody being talked into something. */
export const noUserInteraction = findingCondition({
  name: 'no-user-interaction',
  displayName: 'No user interaction',
  description:
    'An attack needs nobody to do anything, by the CVSS vector (UI:N). CVSS 2 does not say. What has no vector does not meet it.',
  fields: [],
  describe: () => 'no user interaction',
  violates: ({ finding }) => baseMetric(finding, 'UI') === 'N',
});
