import { compareDigits, compareText, endOfDigits } from './characters.ts';

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
  const length = Math.min(a.length, b.length);
  for (let i = 0; i < length; i++) {
    const difference = compareIdentifiers(a[i] ?? '', b[i] ?? '');
    if (difference !== 0) return difference;
  }
  return a.length - b.length;
}

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
