import { findingCondition } from '../../condition-kind.ts';

/** Whether extortionists use it. */
export const ransomware = findingCondition({
  name: 'ransomware',
  displayName: 'Used by ransomware',
  description: "CISA's catalogue of known exploited vulnerabilities says that ransomware campaigns use it.",
  fields: [],
  describe: () => 'used by ransomware',
  violates: ({ finding }) => finding.exploit?.knownExploited?.ransomware === true,
});
