import { PlimsollError } from '#core/errors.ts';

export type PolicyErrorCode =
  | 'policy/unreadable'
  | 'policy/invalid'
  | 'policy/unknown-condition'
  | 'policy/invalid-option'
  | 'policy/mixed-subjects';

/** Names and numbers that lead from a policy to what is wrong in it: `['rules', 1, 'conditions', 0, 'options', 'days']`. */
type PolicyPath = readonly (string | number)[];

/** A policy cannot be used; the message names the rule, the condition and the option. */
export class PolicyError extends PlimsollError<PolicyErrorCode> {
  /** Where it is wrong; empty where it is the whole. */
  readonly path: PolicyPath;
  /** What is wrong there, without the place. */
  readonly reason: string;

  constructor(
    code: PolicyErrorCode,
    message: string,
    options: { readonly cause?: unknown; readonly path?: PolicyPath; readonly reason?: string } = {},
  ) {
    super(code, message, options);
    this.path = options.path ?? [];
    this.reason = options.reason ?? message;
  }

  /** The same of what this is a part of: `place` is said before the message. */
  within(path: PolicyPath, place?: string): PolicyError {
    const message = place === undefined ? this.message : `${place}: ${this.message}`;
    return new PolicyError(this.code, message, { cause: this, path: [...path, ...this.path], reason: this.reason });
  }
}
