import type { Digest } from './digest.ts';
import type { Severity } from './severity.ts';

/** Where in an image a secret was seen. `index` counts the lines of the history from 0, `line` those of the file from 1. */
export type SecretPlace =
  | { readonly kind: 'env'; readonly name: string }
  | { readonly kind: 'label'; readonly name: string }
  | { readonly kind: 'history'; readonly index: number; readonly instruction: string }
  | {
      readonly kind: 'file';
      readonly path: string;
      readonly line: number;
      /** diffId. */
      readonly layer: Digest;
      /** True where an upper layer deletes or replaces the file: whoever pulls the image can read it all the same. */
      readonly removed: boolean;
    };

/** Something in an image that looks like a credential. Its value is in no member: `masked` is what may be shown. */
export interface SecretFinding {
  /** Name of the rule: `github-token`. */
  readonly rule: string;
  readonly title: string;
  readonly severity: Severity;
  readonly place: SecretPlace;
  /** What gives the kind away, and the length: `ghp_…(40 characters)`. */
  readonly masked: string;
}
