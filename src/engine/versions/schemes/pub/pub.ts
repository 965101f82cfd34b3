import { compareText } from '../../characters.ts';
import { compareLists } from '../../compare-lists.ts';
import { maxVersionLength } from '../../limits.ts';
import type { VersionScheme } from '../../version-scheme.ts';

/** A Dart version; an identifier that Dart reads as an integer is one. */
export interface PubVersion {
  readonly numbers: readonly bigint[];
  readonly prerelease: readonly Identifier[];
  readonly build: readonly Identifier[];
}

type Identifier = bigint | string;

/**
 * Versions of Dart packages, valid and ordered as `pub_semver` (pub.dev/packages/pub_semver): semantic versions in which build
 * metadata counts, and comes after none.
 */
export const pub = {
  name: 'pub',
  parse: parsePubVersion,
  compare: comparePubVersions,
} as const satisfies VersionScheme<PubVersion>;

const pattern =
  /^(?<numbers>\d+\.\d+\.\d+)(?:-(?<prerelease>[0-9A-Za-z-]+(?:\.[0-9A-Za-z-]+)*))?(?:\+(?<build>[0-9A-Za-z-]+(?:\.[0-9A-Za-z-]+)*))?$/;
const maxInt64 = 2n ** 63n - 1n;
const minInt64 = -(2n ** 63n);

function parsePubVersion(text: string): PubVersion | undefined {
  if (text.length > maxVersionLength) return undefined;
  const found = pattern.exec(text)?.groups;
  const numbers = found?.numbers?.split('.').map(BigInt);
  if (found === undefined || numbers === undefined || numbers.some((number) => number > maxInt64)) return undefined;
  return { numbers, prerelease: identifiers(found.prerelease), build: identifiers(found.build) };
}

function identifiers(text: string | undefined): readonly Identifier[] {
  return text?.split('.').map((identifier) => parseInt64(identifier) ?? identifier) ?? [];
}

/** What Dart's `int.tryParse` takes of such characters: decimal or `0x`, perhaps with a minus, of 64 bits. */
function parseInt64(text: string): bigint | undefined {
  const isNegative = text.startsWith('-');
  const digits = isNegative ? text.slice(1) : text;
  if (!/^(?:[0-9]+|0[xX][0-9A-Fa-f]+)$/.test(digits)) return undefined;
  const value = isNegative ? -BigInt(digits) : BigInt(digits);
  return value < minInt64 || value > maxInt64 ? undefined : value;
}

function comparePubVersions(a: PubVersion, b: PubVersion): number {
  return (
    compareLists(a.numbers, b.numbers, compareIntegers) ||
    comparePrereleases(a.prerelease, b.prerelease) ||
    compareLists(a.build, b.build, compareIdentifiers)
  );
}

function comparePrereleases(a: readonly Identifier[], b: readonly Identifier[]): number {
  if (a.length === 0 || b.length === 0) return Number(a.length === 0) - Number(b.length === 0);
  return compareLists(a, b, compareIdentifiers);
}

function compareIdentifiers(a: Identifier, b: Identifier): number {
  if (typeof a === 'bigint') return typeof b === 'bigint' ? compareIntegers(a, b) : -1;
  return typeof b === 'bigint' ? 1 : compareText(a, b);
}

function compareIntegers(a: bigint, b: bigint): number {
  return a < b ? -1 : Number(a > b);
}
