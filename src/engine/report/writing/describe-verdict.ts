import type { RuleVerdict, Verdict, Violation } from '#core/policy.ts';
import type { ScanReport } from '#core/scan-report.ts';
import { packagesById } from './describe-finding.ts';

const maxNamed = 3;

/** What violates a rule in a few words: `CVE-2024-1 in zlib1g`, `left-pad 1.3.0 is not allowed: …`, `the default user is "root": …`. */
export type DescribeViolation = (violation: Violation) => string;

/** Makes a describer of the violations in a report. */
export function violationDescriber(report: ScanReport): DescribeViolation {
  const packages = packagesById(report);
  const findings = new Map(report.findings.map((one) => [one.id, one]));
  return ({ message, findingId, packageId = '' }) => {
    const name = packages.get(packageId)?.name ?? packageId;
    const vulnerability = findingId === undefined ? undefined : (findings.get(findingId)?.vulnerabilityId ?? findingId);
    return vulnerability === undefined ? (message ?? name) : `${vulnerability} in ${name}`;
  };
}

/** A violated rule in one sentence without its end: what it says, and what violates it. */
export function describeRuleVerdict(rule: RuleVerdict, describe: DescribeViolation): string {
  const violations = violationsText(rule, describe);
  return violations === '' ? rule.description : `${rule.description}: ${violations}`;
}

/** What violates a rule: of an image its message, else how many findings or packages and the first of them. */
export function violationsText({ subject, violations }: RuleVerdict, describe: DescribeViolation): string {
  if (subject === 'image') return violations.map(describe).join('; ');
  const accepted = violations.filter((one) => one.accepted).length;
  const unit = `${subject}${violations.length === 1 ? '' : 's'}`;
  const named = violations.slice(0, maxNamed).map(describe);
  const more = violations.length - named.length;
  const others = more > 0 ? ` and ${more} more` : '';
  return `${violations.length} ${unit}${accepted > 0 ? `, ${accepted} of them accepted` : ''} (${named.join(subject === 'package' ? '; ' : ', ')}${others})`;
}

/** The rules of a verdict that something violates, accepted or not. */
export function violatedRules({ rules }: Verdict): readonly RuleVerdict[] {
  return rules.filter(({ violations }) => violations.length > 0);
}

/** What a verdict or a rule comes to, in words; no pass is said to be more than it is. */
export function outcomeText({ outcome, asFarAsKnown }: Pick<Verdict, 'outcome' | 'asFarAsKnown'>): string {
  return asFarAsKnown === true ? `${outcome}, as far as known` : outcome;
}

/** The rules that each finding violates, as `policy/rule`, by the finding's id. */
export function rulesByFinding(verdicts: readonly Verdict[]): ReadonlyMap<string, readonly string[]> {
  const names = new Map<string, string[]>();
  for (const { policyId, rules } of verdicts) {
    for (const { ruleId, violations } of rules) {
      for (const { findingId } of violations) {
        if (findingId === undefined) continue;
        const known = names.get(findingId);
        if (known === undefined) names.set(findingId, [`${policyId}/${ruleId}`]);
        else known.push(`${policyId}/${ruleId}`);
      }
    }
  }
  return names;
}
