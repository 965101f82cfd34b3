/** What violates the rules of policies, and what that comes to. Read `judge-report.ts` first; `condition-kind.ts` says what a condition is. */

export type { ConditionKind } from './condition-kind.ts';
export { conditionKinds } from './conditions/index.ts';
export { describeRule, looksAtClock, readsConfig } from './describe-rule.ts';
export { judgeReport } from './judge-report.ts';
export type { OptionField } from './option-field.ts';
export { parsePolicy, parseRules, policyLimits } from './parse-policy.ts';
export { parsePolicyDocument } from './parse-policy-document.ts';
export { PolicyError, type PolicyErrorCode } from './policy-error.ts';
export { type PolicyTemplate, policyTemplates } from './policy-templates.ts';

export type { FindingSubject, ImageSubject, PackageSubject, RuleSubject } from './rule-subject.ts';
export { subjectOf } from './subject-of.ts';
export { violatesRule } from './violates-rule.ts';
export { worstOutcome } from './worst-outcome.ts';
