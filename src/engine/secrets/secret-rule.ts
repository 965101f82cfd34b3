import type { Severity } from '#core/severity.ts';

/**
 * How one kind of credential is recognised. Nothing is looked at but what follows one of `literals`, so a text without any costs one
 * search. `pattern` is sticky, starts at the literal and must take linear time: character classes with an upper bound, nothing nested.
 * Where it has a group `value`, that is the secret; else all that it matches.
 */
export interface SecretRule {
  readonly name: string;
  readonly title: string;
  readonly severity: Severity;
  readonly literals: readonly string[];
  readonly pattern: RegExp;
  /** Bits of Shannon entropy per character that the secret must have: words and placeholders have less. */
  readonly minEntropy?: number;
  /** True where a secret of a more definite kind that stands inside is named in its place. */
  readonly generic?: boolean;
  /** True where the literal may follow a letter, digit, `_` or `-`; else such a place is the middle of something else. */
  readonly anywhere?: boolean;
}
