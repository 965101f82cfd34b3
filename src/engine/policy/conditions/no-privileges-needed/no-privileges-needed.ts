import { baseMetric } from '../../base-metric.ts';
import { findingCondition } from '../../condition-kind.ts';

/** Whether it can be attacked without an account. */
export const noPrivilegesNeeded = findingCondition({
  name: 'no-privileges-needed',
  displayName: 'No privileges needed',
  description:
    'An attack needs no privileges, by the CVSS vector (PR:N; Au:N in CVSS 2). What has no vector does not meet it.',
  fields: [],
  describe: () => 'no privileges needed',
  violates: ({ finding }) => baseMetric(finding, 'PR') === 'N',
});
