import { compareDigits, compareText, endOfDigits } from './characters.ts';
import { compareLists } from './compare-lists.ts';

/** A version of Semantic Versioning 2.0.0 without its build metadata, which does not order. Numbers are kept as digits. */
export interface SemanticVersion {
  readonly major: string;
  readonly minor: string;
  readonly patch: string;
  /** Empty for a release. */
  readonly prerelease: readonly string[];
}

/** Precedence of semver.org, §11. */
export function compareSemanticVersions(a: SemanticVersion, b: SemanticVersion): number {
  return (
    compareDigits(a.major, b.major) ||
    compareDigits(a.minor, b.minor) ||
    compareDigits(a.patch, b.patch) ||
    comparePrereleases(a.prerelease, b.prerelease)
  );
}

function comparePrereleases(a: readonly string[], b: readonly string[]): number {
  if (a.length === 0 || b.length === 0) return Number(a.length === 0) - Number(b.length === 0);
  return compareLists(a, b, compareIdentifiers);
}

/** Numbers by value and before words; words by ASCII. */
function compareIdentifiers(a: string, b: string): number {
  const numericA = isNumeric(a);
  const numericB = isNumeric(b);
  if (numericA !== numericB) return numericA ? -1 : 1;
  return numericA ? compareDigits(a, b) : compareText(a, b);
}

/** Tells whether an identifier is digits only. */
export function isNumeric(identifier: string): boolean {
  return identifier !== '' && endOfDigits(identifier, 0) === identifier.length;
}

const identifierPattern = /^[0-9A-Za-z-]+$/;

/** The identifiers of a pre-release or build, or undefined where one is empty or has another character in it. */
export function parseIdentifiers(text: string): readonly string[] | undefined {
  const identifiers = text.split('.');
  return identifiers.every((identifier) => identifierPattern.test(identifier)) ? identifiers : undefined;
}

const numberPattern = /^(?:0|[1-9][0-9]*)$/;

/**
 * Reads dotted numbers, a pre-release and build metadata by the letter of semver.org: no leading zeros, nothing empty. How many
 * numbers there may be is the caller's to say; undefined where any part is not as it must be.
 */
export function parseSemanticParts(text: string): SemanticParts | undefined {
  const plus = text.indexOf('+');
  const build = plus < 0 ? [] : parseIdentifiers(text.slice(plus + 1));
  const version = plus < 0 ? text : text.slice(0, plus);
  const dash = version.indexOf('-');
  const numbers = (dash < 0 ? version : version.slice(0, dash)).split('.');
  const prerelease = dash < 0 ? [] : parseIdentifiers(version.slice(dash + 1));
  if (build === undefined || prerelease === undefined) return undefined;
  if (!numbers.every((number) => numberPattern.test(number))) return undefined;
  if (!prerelease.every((one) => !isNumeric(one) || numberPattern.test(one))) return undefined;
  return { numbers, prerelease, build };
}

export interface SemanticParts {
  readonly numbers: readonly string[];
  readonly prerelease: readonly string[];
  readonly build: readonly string[];
}

/** The version that the parts make; numbers that are missing are 0. */
export function semanticVersionOf({ numbers, prerelease }: SemanticParts): SemanticVersion {
  return { major: numbers[0] ?? '0', minor: numbers[1] ?? '0', patch: numbers[2] ?? '0', prerelease };
}
