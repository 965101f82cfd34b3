import { PlimsollError } from '#core/errors.ts';

export type PolicyErrorCode =
  | 'policy/unreadable'
  | 'policy/invalid'
  | 'policy/unknown-condition'
  | 'policy/invalid-option'
  | 'policy/mixed-subjects';

/** A policy cannot be used; the message names the rule, the condition and the option. */
export class PolicyError extends PlimsollError<PolicyErrorCode> {}
