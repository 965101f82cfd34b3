/** What a condition looks at: one finding with its package, one package, or the image as a whole. */
export const policySubjects = ['finding', 'package', 'image'] as const;
export type PolicySubject = (typeof policySubjects)[number];

/** A value of a condition's option, as JSON. */
export type PolicyOption = string | number | boolean | readonly string[];

/** One thing that a violation needs. `type` names the kind (`severity`, `fix-available`, `runs-as-root`), the rest are its options. */
export interface PolicyCondition {
  readonly type: string;
  readonly options: Readonly<Record<string, PolicyOption>>;
}

/** What must not be: whatever meets all conditions at once violates the rule. */
export interface PolicyRule {
  /** Stable within its policy: a slug. */
  readonly id: string;
  readonly conditions: readonly PolicyCondition[];
}

/** What a violated policy comes to. */
export const policyActions = ['fail', 'warn'] as const;
export type PolicyAction = (typeof policyActions)[number];

/** Rules that images must keep. An image that violates one of them violates the policy. */
export interface Policy {
  readonly id: string;
  readonly name: string;
  readonly description?: string;
  readonly action: PolicyAction;
  readonly rules: readonly PolicyRule[];
}

/** Of a rule or policy: `accepted` where all that violates it is suppressed by a statement or an exception. */
export const policyOutcomes = ['fail', 'warn', 'accepted', 'pass'] as const;
export type PolicyOutcome = (typeof policyOutcomes)[number];

/** Something that violates a rule. */
export interface Violation {
  /** What is wrong and what to do, where it is not a finding that says so itself. */
  readonly message?: string;
  readonly findingId?: string;
  /** Of the finding, or the package itself. */
  readonly packageId?: string;
  /** A statement or an exception on the finding accepts it. */
  readonly accepted: boolean;
}

/** What became of one rule. */
export interface RuleVerdict {
  readonly ruleId: string;
  /** In words: `Severity at least high, and fix available for 30 days`. */
  readonly description: string;
  readonly subject: PolicySubject;
  readonly outcome: PolicyOutcome;
  /** It passes, but not all that it looks at could be read. */
  readonly asFarAsKnown?: true;
  readonly violations: readonly Violation[];
}

/** What one policy says of an image. */
export interface Verdict {
  readonly policyId: string;
  readonly policyName: string;
  readonly outcome: PolicyOutcome;
  /** It passes, but not all that its rules look at could be read. */
  readonly asFarAsKnown?: true;
  readonly rules: readonly RuleVerdict[];
}
