import { compareDigits, compareText, endOfDigits, isDigit, isLetter } from '../../characters.ts';
import { maxVersionLength } from '../../limits.ts';
import type { VersionScheme } from '../../version-scheme.ts';

/** A version of an Arch Linux package in its three parts; an absent epoch is 0. */
export interface PacmanVersion {
  readonly epoch: string;
  readonly version: string;
  readonly release: string | undefined;
}

/**
 * Versions of pacman packages, `[epoch:]version[-pkgrel]`, ordered as `vercmp` (vercmp(8)). A version without `pkgrel` equals
 * that version with any: the order is total only among those that have one, and among those that have none,
 * and only where no version has two marks in a row or one at its end.
 */
export const pacman = {
  name: 'pacman',
  parse: parsePacmanVersion,
  compare: comparePacmanVersions,
} as const satisfies VersionScheme<PacmanVersion>;

const printable = /^[\x21-\x7e]+$/;

function parsePacmanVersion(text: string): PacmanVersion | undefined {
  if (text.length > maxVersionLength || !printable.test(text)) return undefined;
  const epochEnd = endOfDigits(text, 0);
  const hasEpoch = text.charAt(epochEnd) === ':';
  const start = hasEpoch ? epochEnd + 1 : 0;
  const dash = text.lastIndexOf('-');
  const version = text.slice(start, dash >= start ? dash : undefined);
  const release = dash >= start ? text.slice(dash + 1) : undefined;
  if (version === '' || release === '') return undefined;
  return { epoch: hasEpoch && epochEnd > 0 ? text.slice(0, epochEnd) : '0', version, release };
}

function comparePacmanVersions(a: PacmanVersion, b: PacmanVersion): number {
  const difference = compareSegments(a.epoch, b.epoch) || compareSegments(a.version, b.version);
  if (difference !== 0 || a.release === undefined || b.release === undefined) return difference;
  return compareSegments(a.release, b.release);
}

/** As rpm compares, but the number of separating characters counts, and letters at the end are before the end. */
function compareSegments(a: string, b: string): number {
  let endA = 0;
  let endB = 0;
  while (endA < a.length && endB < b.length) {
    const i = skipSeparators(a, endA);
    const j = skipSeparators(b, endB);
    if (i === a.length || j === b.length) return compareRests(a.slice(i), b.slice(j));
    if (i - endA !== j - endB) return i - endA - (j - endB);
    const numeric = isDigit(a.charCodeAt(i));
    endA = endOfSegment(a, i, numeric);
    endB = endOfSegment(b, j, numeric);
    if (endB === j) return numeric ? 1 : -1;
    const [left, right] = [a.slice(i, endA), b.slice(j, endB)];
    const difference = numeric ? compareDigits(left, right) : compareText(left, right);
    if (difference !== 0) return difference;
  }
  return compareRests(a.slice(endA), b.slice(endB));
}

/** One side has ended, or both have. */
function compareRests(a: string, b: string): number {
  if (a === '' && b === '') return 0;
  const isLetterFirst = (text: string) => isLetter(text.charCodeAt(0));
  return (a === '' && !isLetterFirst(b)) || isLetterFirst(a) ? -1 : 1;
}

function skipSeparators(text: string, from: number): number {
  let i = from;
  while (i < text.length && !isDigit(text.charCodeAt(i)) && !isLetter(text.charCodeAt(i))) i++;
  return i;
}

function endOfSegment(text: string, from: number, numeric: boolean): number {
  if (numeric) return endOfDigits(text, from);
  let end = from;
  while (isLetter(text.charCodeAt(end))) end++;
  return end;
}
