import { type PolicyOutcome, policyOutcomes } from '#core/policy.ts';

/** The worst of several outcomes; `pass` where there are none. */
export function worstOutcome(outcomes: Iterable<PolicyOutcome>): PolicyOutcome {
  const present = new Set(outcomes);
  return policyOutcomes.find((outcome) => present.has(outcome)) ?? 'pass';
}
