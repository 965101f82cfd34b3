import type { PolicyVerdict, RuleVerdict } from '../../../api/generated/index.ts';

/** How many tables are open before one opens more. */
const most = 4;

/** Whether an image keeps a policy, or one of its rules. */
export function isKept({ outcome }: Pick<RuleVerdict, 'outcome'>): boolean {
  return outcome === 'pass';
}

/** The name of a rule among those of all policies. */
export function ruleKey(policyId: string, ruleId: string): string {
  return `${policyId} ${ruleId}`;
}

/** The rules whose violations are shown without being asked for: the first few that have any. */
export function openAtFirst(policies: readonly PolicyVerdict[]): ReadonlySet<string> {
  const violated = policies.flatMap(({ policyId, rules }) =>
    rules
      .filter(({ violations, accepted }) => violations + accepted > 0)
      .map(({ ruleId }) => ruleKey(policyId, ruleId)),
  );
  return new Set(violated.slice(0, most));
}
