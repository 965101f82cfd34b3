import { compareDigits, compareText } from '../../characters.ts';
import { compareLists } from '../../compare-lists.ts';
import { maxVersionLength } from '../../limits.ts';
import { isNumeric } from '../../semantic-version.ts';
import type { VersionScheme } from '../../version-scheme.ts';

/** A Julia version; its numbers are digits. */
export interface JuliaVersion {
  readonly numbers: readonly string[];
  readonly prerelease: readonly string[];
  readonly build: readonly string[];
}

/**
 * Versions of Julia packages, valid and ordered as `VersionNumber` (docs.julialang.org/en/v1/manual/strings/#man-version-number-literals):
 * semantic versions in which minor and patch may be missing, a pre-release may lack its dash, build metadata counts, and a lone `-` or
 * `+` is before or after all that could stand there.
 */
export const julia = {
  name: 'julia',
  parse: parseJuliaVersion,
  compare: compareJuliaVersions,
} as const satisfies VersionScheme<JuliaVersion>;

const pattern =
  /^v?(?<numbers>\d+(?:\.\d+){0,2})(?:(?<dash>-)|(?<prerelease>[a-z][0-9a-z-]*(?:\.[0-9a-z-]+)*|-[0-9a-z-]+(?:\.[0-9a-z-]+)*)?(?:(?<plus>\+)(?<build>[0-9a-z-]+(?:\.[0-9a-z-]+)*)?)?)$/i;
const maxUint32 = '4294967295';
const maxUint64 = '18446744073709551615';

function parseJuliaVersion(text: string): JuliaVersion | undefined {
  if (text.length > maxVersionLength) return undefined;
  const found = pattern.exec(text)?.groups;
  if (found === undefined) return undefined;
  const numbers = (found.numbers ?? '').split('.');
  const prerelease = found.dash === undefined ? identifiers(found.prerelease?.replace(/^-/, '')) : [''];
  const build = found.plus === undefined ? [] : identifiers(found.build ?? '');
  const isTooLarge = (digits: string) => isNumeric(digits) && compareDigits(digits, maxUint64) > 0;
  if (numbers.some((number) => compareDigits(number, maxUint32) > 0)) return undefined;
  return [...prerelease, ...build].some(isTooLarge) ? undefined : { numbers, prerelease, build };
}

function identifiers(text: string | undefined): readonly string[] {
  return text?.split('.') ?? [];
}

function compareJuliaVersions(a: JuliaVersion, b: JuliaVersion): number {
  return (
    compareNumbers(a.numbers, b.numbers) ||
    comparePrereleases(a.prerelease, b.prerelease) ||
    compareBuilds(a.build, b.build)
  );
}

function compareNumbers(a: readonly string[], b: readonly string[]): number {
  return (
    compareDigits(a[0] ?? '0', b[0] ?? '0') ||
    compareDigits(a[1] ?? '0', b[1] ?? '0') ||
    compareDigits(a[2] ?? '0', b[2] ?? '0')
  );
}

function comparePrereleases(a: readonly string[], b: readonly string[]): number {
  if (a.length === 0 || b.length === 0) return Number(a.length === 0) - Number(b.length === 0);
  return compareLists(a, b, compareIdentifiers);
}

/** A lone `+` is after every build. */
function compareBuilds(a: readonly string[], b: readonly string[]): number {
  return Number(a[0] === '') - Number(b[0] === '') || compareLists(a, b, compareIdentifiers);
}

/** Nothing at all, then numbers, then words. */
function compareIdentifiers(a: string, b: string): number {
  if (a === '' || b === '') return Number(a !== '') - Number(b !== '');
  const numeric = isNumeric(a);
  if (numeric !== isNumeric(b)) return numeric ? -1 : 1;
  return numeric ? compareDigits(a, b) : compareText(a, b);
}
