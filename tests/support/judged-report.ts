import type { RuleVerdict, Verdict } from '#core/policy.ts';
import type { ScanReport } from '#core/scan-report.ts';
import { finding, npmPackage, scanReport } from './sample-report.ts';

const packageId = 'pkg:npm/a@1.0.0';

function violation(vulnerability: string, accepted = false): RuleVerdict['violations'][number] {
  return { findingId: `${vulnerability} a`, packageId, accepted };
}

const verdicts: readonly Verdict[] = [
  {
    policyId: 'severe',
    policyName: 'Severe',
    outcome: 'fail',
    rules: [
      {
        ruleId: 'high',
        description: 'Severity at least high',
        subject: 'finding',
        outcome: 'fail',
        violations: ['CVE-2024-1', 'CVE-2024-2', 'CVE-2024-3', 'CVE-2024-4', 'CVE-2024-5'].map((name) =>
          violation(name, name === 'CVE-2024-5'),
        ),
      },
      {
        ruleId: 'exploited',
        description: 'Known to be exploited',
        subject: 'finding',
        outcome: 'pass',
        violations: [],
      },
    ],
  },
  {
    policyId: 'house',
    policyName: 'House rules',
    outcome: 'warn',
    rules: [
      {
        ruleId: 'license',
        description: 'Licence GPL-*',
        subject: 'package',
        outcome: 'warn',
        violations: [{ packageId, message: 'a is under GPL-3.0-only, which is not allowed', accepted: false }],
      },
      {
        ruleId: 'root',
        description: 'Runs as root',
        subject: 'image',
        outcome: 'warn',
        violations: [{ message: 'no default user is named', accepted: false }],
      },
    ],
  },
  {
    policyId: 'listed',
    policyName: 'Listed',
    outcome: 'accepted',
    rules: [
      {
        ruleId: 'list',
        description: 'Vulnerability CVE-2024-5',
        subject: 'finding',
        outcome: 'accepted',
        violations: [violation('CVE-2024-5', true)],
      },
    ],
  },
  {
    policyId: 'eol',
    policyName: 'End of life',
    outcome: 'pass',
    rules: [{ ruleId: 'ended', description: 'Support ended', subject: 'image', outcome: 'pass', violations: [] }],
  },
];

/** The last of these of an image that could not be read whole. */
export const limitedVerdict: Verdict = {
  policyId: 'eol',
  policyName: 'End of life',
  outcome: 'pass',
  asFarAsKnown: true,
  rules: [
    {
      ruleId: 'ended',
      description: 'Support ended',
      subject: 'image',
      outcome: 'pass',
      asFarAsKnown: true,
      violations: [],
    },
  ],
};

/** A report on an image that was judged by policies of each outcome, for the tests of formats. */
export function judgedReport(changes: Partial<ScanReport> = {}): ScanReport {
  const suppressions = [{ by: 'vex', statementId: '1', reason: 'not reachable' }] as const;
  return scanReport({
    packages: [npmPackage('a', '1.0.0')],
    findings: ['CVE-2024-1', 'CVE-2024-2', 'CVE-2024-3', 'CVE-2024-4', 'CVE-2024-5'].map((name) =>
      finding(name, 'a', name === 'CVE-2024-5' ? { suppressions } : {}),
    ),
    verdicts,
    ...changes,
  });
}
