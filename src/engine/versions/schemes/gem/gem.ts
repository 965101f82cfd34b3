import { compareDigits, compareText } from '../../characters.ts';
import { maxVersionLength } from '../../limits.ts';
import { isNumeric } from '../../semantic-version.ts';
import type { VersionScheme } from '../../version-scheme.ts';

/** A version of a gem as its numbers and words; zeros that do not order are left out. */
export type GemVersion = readonly string[];

/**
 * Versions of Ruby gems, valid and ordered as `Gem::Version` (github.com/ruby/rubygems, lib/rubygems/version.rb): a word makes a
 * pre-release and comes before every number; a dash stands for `.pre.`.
 */
export const gem = {
  name: 'gem',
  parse: parseGemVersion,
  compare: compareGemVersions,
} as const satisfies VersionScheme<GemVersion>;

const pattern = /^[0-9]+(?:\.[0-9a-zA-Z]+)*(?:-[0-9A-Za-z-]+(?:\.[0-9A-Za-z-]+)*)?$/;

function parseGemVersion(text: string): GemVersion | undefined {
  if (text.length > maxVersionLength) return undefined;
  const version = text.trim();
  if (!pattern.test(version)) return undefined;
  const segments = version.replaceAll('-', '.pre.').match(/[0-9]+|[a-zA-Z]+/g) ?? [];
  const firstWord = segments.findIndex((segment) => !isNumeric(segment));
  if (firstWord < 0) return withoutZerosAtEnd(segments);
  return [...withoutZerosAtEnd(segments.slice(0, firstWord)), ...withoutZerosAtEnd(segments.slice(firstWord))];
}

function withoutZerosAtEnd(segments: readonly string[]): readonly string[] {
  return segments.slice(0, segments.findLastIndex((segment) => /[^0]/.test(segment)) + 1);
}

/** A missing segment is 0. */
function compareGemVersions(a: GemVersion, b: GemVersion): number {
  const length = Math.max(a.length, b.length);
  for (let i = 0; i < length; i++) {
    const difference = compareSegments(a[i] ?? '0', b[i] ?? '0');
    if (difference !== 0) return difference;
  }
  return 0;
}

function compareSegments(a: string, b: string): number {
  const numeric = isNumeric(a);
  if (numeric !== isNumeric(b)) return numeric ? 1 : -1;
  return numeric ? compareDigits(a, b) : compareText(a, b);
}
