import { maxVersionLength } from '../../limits.ts';
import type { VersionScheme } from '../../version-scheme.ts';
import { comparePhpVersions } from './compare-php-versions.ts';
import { normaliseVersion } from './normalise-version.ts';

/** A Composer version in its normal form, divided as PHP's `version_compare` divides it: `['1', '0', '0', '0', 'beta', '2']`. */
export type ComposerVersion = readonly string[];

/**
 * Versions of Composer packages, valid and ordered as `composer/semver` (getcomposer.org/doc/articles/versions.md). A branch
 * (`dev-main`) is no version: nothing is before or after it.
 */
export const composer = {
  name: 'composer',
  parse: parseComposerVersion,
  compare: comparePhpVersions,
} as const satisfies VersionScheme<ComposerVersion>;

function parseComposerVersion(text: string): ComposerVersion | undefined {
  if (text.length > maxVersionLength) return undefined;
  return normaliseVersion(text)?.match(/[0-9]+|[a-zA-Z]+/g) ?? undefined;
}
