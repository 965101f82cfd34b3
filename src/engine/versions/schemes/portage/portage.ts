import { compareDigits, compareText } from '../../characters.ts';
import { compareLists } from '../../compare-lists.ts';
import { maxVersionLength } from '../../limits.ts';
import type { VersionScheme } from '../../version-scheme.ts';

/** A Gentoo version in its parts. */
export interface PortageVersion {
  readonly numbers: readonly string[];
  /** Empty where there is none. */
  readonly letter: string;
  readonly suffixes: readonly Suffix[];
  readonly revision: string;
}

interface Suffix {
  readonly rank: number;
  readonly number: string;
}

/** Versions of Gentoo packages, valid and ordered by the Package Manager Specification (projects.gentoo.org/pms, "Version Specifications"). */
export const portage = {
  name: 'portage',
  parse: parsePortageVersion,
  compare: comparePortageVersions,
} as const satisfies VersionScheme<PortageVersion>;

const pattern =
  /^(?<numbers>[0-9]+(?:\.[0-9]+)*)(?<letter>[a-z])?(?<suffixes>(?:_(?:alpha|beta|pre|rc|p)[0-9]*)*)(?:-r(?<revision>[0-9]+))?$/;
/** In their order; the end of the list stands between `rc` and `p`. */
const suffixNames = ['alpha', 'beta', 'pre', 'rc', '', 'p'];
const end: Suffix = { rank: suffixNames.indexOf(''), number: '0' };

function parsePortageVersion(text: string): PortageVersion | undefined {
  if (text.length > maxVersionLength) return undefined;
  const found = pattern.exec(text)?.groups;
  if (found === undefined) return undefined;
  return {
    numbers: (found.numbers ?? '').split('.'),
    letter: found.letter ?? '',
    suffixes: (found.suffixes ?? '').split('_').slice(1).map(parseSuffix),
    revision: found.revision ?? '0',
  };
}

function parseSuffix(text: string): Suffix {
  const name = text.replace(/[0-9]+$/, '');
  return { rank: suffixNames.indexOf(name), number: text.slice(name.length) };
}

function comparePortageVersions(a: PortageVersion, b: PortageVersion): number {
  return (
    compareDigits(a.numbers[0] ?? '', b.numbers[0] ?? '') ||
    compareLists(a.numbers.slice(1), b.numbers.slice(1), compareNumbers) ||
    compareText(a.letter, b.letter) ||
    compareSuffixes(a.suffixes, b.suffixes) ||
    compareDigits(a.revision, b.revision)
  );
}

/** After the first, a number that begins with a zero is a decimal fraction. */
function compareNumbers(a: string, b: string): number {
  if (!a.startsWith('0') && !b.startsWith('0')) return compareDigits(a, b);
  return compareText(withoutZerosAtEnd(a), withoutZerosAtEnd(b));
}

function withoutZerosAtEnd(digits: string): string {
  let length = digits.length;
  while (digits.charCodeAt(length - 1) === 0x30) length--;
  return digits.slice(0, length);
}

function compareSuffixes(a: readonly Suffix[], b: readonly Suffix[]): number {
  const length = Math.max(a.length, b.length);
  for (let i = 0; i < length; i++) {
    const [left, right] = [a[i] ?? end, b[i] ?? end];
    const difference = left.rank - right.rank || compareDigits(left.number, right.number);
    if (difference !== 0) return difference;
  }
  return 0;
}
