import { findingCondition } from '../../condition-kind.ts';

/** Leaves out what may not hold of this build. */
export const confidentMatch = findingCondition({
  name: 'confident-match',
  displayName: 'Confident match',
  description:
    'Advisories name the package itself. Findings of low confidence do not meet it: advisories on what a project released were taken for what somebody built of it.',
  fields: [],
  describe: () => 'confident match',
  violates: ({ finding }) => finding.confidence !== 'low',
});
