import { compareDigits, compareText } from '../../characters.ts';
import { compareLists } from '../../compare-lists.ts';
import { maxVersionLength } from '../../limits.ts';
import { isNumeric } from '../../semantic-version.ts';
import type { VersionScheme } from '../../version-scheme.ts';

/** A Python version in its parts; numbers are digits. */
export interface Pep440Version {
  readonly epoch: string;
  /** Without the zeros at its end, which do not order. */
  readonly release: readonly string[];
  readonly pre: { readonly phase: number; readonly number: string };
  readonly post: string | undefined;
  readonly dev: string | undefined;
  readonly local: readonly string[] | undefined;
}

/**
 * Versions of Python packages, valid and ordered as the `packaging` library has it (packaging.python.org/specifications/version-specifiers).
 * What came before PEP 440 (`2004d`, `1.0-final`) is no version.
 */
export const pep440 = {
  name: 'pep440',
  parse: parsePep440Version,
  compare: comparePep440Versions,
} as const satisfies VersionScheme<Pep440Version>;

// No two ways to read a text: each part begins with another letter or mark, so that nothing is tried twice.
const pattern =
  /^v?(?:(?<epoch>\d+)!)?(?<release>\d+(?:\.\d+)*)(?:[-_.]?(?<phase>alpha|beta|preview|pre|rc|a|b|c)[-_.]?(?<preNumber>\d+)?)?(?:-(?<implicitPost>\d+)|[-_.]?(?<post>post|rev|r)[-_.]?(?<postNumber>\d+)?)?(?:[-_.]?(?<dev>dev)[-_.]?(?<devNumber>\d+)?)?(?:\+(?<local>[a-z0-9]+(?:[-_.][a-z0-9]+)*))?$/;

const phases: Readonly<Record<string, number>> = { a: 0, alpha: 0, b: 1, beta: 1, c: 2, rc: 2, pre: 2, preview: 2 };
/** Where a version without a pre-release sorts: before all of them if it is only a development release, else after. */
const beforePhases = -1;
const afterPhases = 3;

function parsePep440Version(text: string): Pep440Version | undefined {
  if (text.length > maxVersionLength) return undefined;
  const found = pattern.exec(asciiLowerCase(text.trim()))?.groups;
  if (found === undefined) return undefined;
  const post = found.implicitPost ?? (found.post === undefined ? undefined : (found.postNumber ?? '0'));
  const dev = found.dev === undefined ? undefined : (found.devNumber ?? '0');
  const isDevOnly = found.phase === undefined && post === undefined && dev !== undefined;
  return {
    epoch: found.epoch ?? '0',
    release: withoutZerosAtEnd((found.release ?? '').split('.')),
    pre: {
      phase: isDevOnly ? beforePhases : found.phase === undefined ? afterPhases : (phases[found.phase] ?? afterPhases),
      number: found.preNumber ?? '0',
    },
    post,
    dev,
    local: found.local?.split(/[-_.]/),
  };
}

/** Letters beyond ASCII that have an ASCII letter as their lower case (the Kelvin sign) are no letters of a version. */
function asciiLowerCase(text: string): string {
  return text.replace(/[A-Z]+/g, (letters) => letters.toLowerCase());
}

function withoutZerosAtEnd(numbers: readonly string[]): readonly string[] {
  return numbers.slice(0, numbers.findLastIndex((number) => /[1-9]/.test(number)) + 1);
}

function comparePep440Versions(a: Pep440Version, b: Pep440Version): number {
  return (
    compareDigits(a.epoch, b.epoch) ||
    compareLists(a.release, b.release, compareDigits) ||
    a.pre.phase - b.pre.phase ||
    compareDigits(a.pre.number, b.pre.number) ||
    compareOptional(a.post, b.post, 'absent-first') ||
    compareOptional(a.dev, b.dev, 'absent-last') ||
    compareLocals(a.local, b.local)
  );
}

function compareOptional(a: string | undefined, b: string | undefined, order: 'absent-first' | 'absent-last'): number {
  if (a !== undefined && b !== undefined) return compareDigits(a, b);
  const difference = Number(a !== undefined) - Number(b !== undefined);
  return order === 'absent-first' ? difference : -difference;
}

function compareLocals(a: readonly string[] | undefined, b: readonly string[] | undefined): number {
  if (a === undefined || b === undefined) return Number(a !== undefined) - Number(b !== undefined);
  return compareLists(a, b, compareLocalSegments);
}

/** Numbers after words, other than in a semantic version's pre-release. */
function compareLocalSegments(a: string, b: string): number {
  const numeric = isNumeric(a);
  if (numeric !== isNumeric(b)) return numeric ? 1 : -1;
  return numeric ? compareDigits(a, b) : compareText(a, b);
}
