import type { Finding } from '#core/finding.ts';
import type { Package } from '#core/package.ts';
import type { Policy, PolicyAction, PolicyOutcome, PolicyRule, RuleVerdict, Verdict, Violation } from '#core/policy.ts';
import { describeRule, readsConfig } from './describe-rule.ts';
import type { ImageSubject, PackageSubject } from './rule-subject.ts';
import { subjectOf } from './subject-of.ts';
import { violatesRule } from './violates-rule.ts';
import { worstOutcome } from './worst-outcome.ts';

/** What is judged. Findings that are counted apart (`hidden`) are in no verdict, as they are in no total. */
export interface Judged {
  readonly image: ImageSubject;
  readonly packages: readonly Package[];
  readonly findings: readonly (Finding & { readonly risk?: number })[];
}

/** What each policy says of an image and of what it holds. */
export function judgeReport(policies: readonly Policy[], judged: Judged, now: Date): readonly Verdict[] {
  return policies.map(({ id, name, action, rules }) => {
    const verdicts = rules.map((rule) => judgeRule(rule, action, judged, now));
    const outcome = worstOutcome(verdicts.map((verdict) => verdict.outcome));
    const isLimited = outcome === 'pass' && verdicts.some(({ asFarAsKnown }) => asFarAsKnown === true);
    return {
      policyId: id,
      policyName: name,
      outcome,
      ...(isLimited && { asFarAsKnown: true }),
      rules: verdicts,
    };
  });
}

function judgeRule(rule: PolicyRule, action: PolicyAction, judged: Judged, now: Date): RuleVerdict {
  const subject = subjectOf(rule);
  const violations = finders[subject](rule, judged, now);
  const outcome = outcomeOf(violations, action);
  return {
    ruleId: rule.id,
    description: describeRule(rule),
    subject,
    outcome,
    ...(outcome === 'pass' && !isKnown(rule, judged.image) && { asFarAsKnown: true }),
    violations,
  };
}

/** Whether all could be read that a rule looks at: what was not may violate it. */
function isKnown(rule: PolicyRule, { complete, config }: ImageSubject): boolean {
  return complete && (config !== undefined || !readsConfig(rule));
}

/** What violates a rule, for each thing that it may look at. */
const finders = {
  image: (rule, { image }, now) => {
    const violation = violatesRule(rule, image, now);
    return violation === undefined ? [] : [{ ...violation, accepted: false }];
  },
  package: (rule, { packages }, now) =>
    packages.flatMap((one) => {
      const violation = violatesRule(rule, packageSubject(one), now);
      return violation === undefined ? [] : [{ ...violation, packageId: one.id, accepted: false }];
    }),
  finding: (rule, { packages, findings }, now) => {
    const subjects = new Map(packages.map((one) => [one.id, packageSubject(one)]));
    return findings.flatMap((finding) => {
      const of = subjects.get(finding.packageId);
      if (of === undefined || finding.hidden !== undefined) return [];
      const violation = violatesRule(rule, { kind: 'finding', package: of, finding }, now);
      if (violation === undefined) return [];
      const { id: findingId, packageId, suppressions } = finding;
      return [{ ...violation, findingId, packageId, accepted: suppressions.length > 0 }];
    });
  },
} satisfies Record<string, (rule: PolicyRule, judged: Judged, now: Date) => readonly Violation[]>;

function packageSubject({ type, ecosystem, name, version, licenses }: Package): PackageSubject {
  return { kind: 'package', type, ecosystem, name, version, licenses };
}

function outcomeOf(violations: readonly Violation[], action: PolicyAction): PolicyOutcome {
  if (violations.length === 0) return 'pass';
  return violations.every(({ accepted }) => accepted) ? 'accepted' : action;
}
