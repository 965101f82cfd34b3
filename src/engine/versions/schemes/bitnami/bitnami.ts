import { compareDigits, compareText } from '../../characters.ts';
import { compareLists } from '../../compare-lists.ts';
import { maxVersionLength } from '../../limits.ts';
import { isNumeric, parseSemanticParts } from '../../semantic-version.ts';
import type { VersionScheme } from '../../version-scheme.ts';

/** A version of what Bitnami packages: three numbers, and identifiers of the revision. */
export interface BitnamiVersion {
  readonly numbers: readonly string[];
  readonly revision: readonly string[];
}

/**
 * Versions of Bitnami's packages, valid and ordered as `github.com/bitnami/go-version`: semantic versions in which a dash begins
 * no pre-release but the revision of the package, so that `1.2.3-1` is after `1.2.3`. Zeros in front
 * of the three numbers, which that library refuses and Bitnami's own advisories have (`2020.04.23`), do not count.
 */
export const bitnami = {
  name: 'bitnami',
  parse: parseBitnamiVersion,
  compare: (a, b) =>
    compareLists(a.numbers, b.numbers, compareDigits) || compareLists(a.revision, b.revision, compareIdentifiers),
} as const satisfies VersionScheme<BitnamiVersion>;

/** Numbers are unsigned and of 64 bits; a longer identifier is a word. */
const maxUint64 = '18446744073709551615';

function parseBitnamiVersion(text: string): BitnamiVersion | undefined {
  if (text.length > maxVersionLength) return undefined;
  const parts = parseSemanticParts(withoutLeadingZeros(text));
  if (parts?.numbers.length !== 3 || !parts.numbers.every(isUint64)) return undefined;
  return { numbers: parts.numbers, revision: parts.prerelease };
}

function withoutLeadingZeros(text: string): string {
  const [numbers = ''] = /^[0-9.]*/.exec(text) ?? [];
  return numbers.replace(/(^|\.)0+(?=[0-9])/g, '$1') + text.slice(numbers.length);
}

function isUint64(text: string): boolean {
  return isNumeric(text) && compareDigits(text, maxUint64) <= 0;
}

function compareIdentifiers(a: string, b: string): number {
  const numeric = isUint64(a);
  if (numeric !== isUint64(b)) return numeric ? -1 : 1;
  return numeric ? compareDigits(a, b) : compareText(a, b);
}
