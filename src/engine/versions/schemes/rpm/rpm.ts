import { compareDigits, compareText, endOfDigits, isDigit, isLetter } from '../../characters.ts';
import { maxVersionLength } from '../../limits.ts';
import type { VersionScheme } from '../../version-scheme.ts';

/** An rpm version in its three parts; an absent epoch is 0, an absent release comes before every release. */
export interface RpmVersion {
  readonly epoch: string;
  readonly version: string;
  readonly release: string | undefined;
}

/**
 * Versions of rpm packages, `[epoch:]version[-release]`, ordered as rpm's `rpmvercmp` does, with `~` before and `^` after
 * what they follow (rpm-version(7)).
 */
export const rpm = {
  name: 'rpm',
  parse: parseRpmVersion,
  compare: (a, b) =>
    compareSegments(a.epoch, b.epoch) || compareSegments(a.version, b.version) || compareReleases(a.release, b.release),
} as const satisfies VersionScheme<RpmVersion>;

const printable = /^[\x21-\x7e]+$/;

function parseRpmVersion(text: string): RpmVersion | undefined {
  if (text.length > maxVersionLength || !printable.test(text)) return undefined;
  const epochEnd = endOfDigits(text, 0);
  const hasEpoch = text.charAt(epochEnd) === ':';
  const epoch = hasEpoch && epochEnd > 0 ? text.slice(0, epochEnd) : '0';
  const start = hasEpoch ? epochEnd + 1 : 0;
  const dash = text.lastIndexOf('-');
  const version = text.slice(start, dash >= start ? dash : undefined);
  const release = dash >= start ? text.slice(dash + 1) : undefined;
  return version === '' || release === '' ? undefined : { epoch, version, release };
}

function compareReleases(a: string | undefined, b: string | undefined): number {
  if (a === undefined || b === undefined) return Number(a !== undefined) - Number(b !== undefined);
  return compareSegments(a, b);
}

const tilde = 0x7e;
const caret = 0x5e;

/** Walks two texts by runs of digits or letters; what is neither only separates them. */
function compareSegments(a: string, b: string): number {
  if (a === b) return 0;
  let i = 0;
  let j = 0;
  while (i < a.length || j < b.length) {
    i = skipSeparators(a, i);
    j = skipSeparators(b, j);
    const marked = compareMarks(a.charCodeAt(i), b.charCodeAt(j), j >= b.length, i >= a.length);
    if (marked === 'equal') {
      i++;
      j++;
      continue;
    }
    if (marked !== undefined) return marked;
    if (i >= a.length || j >= b.length) break;
    const numeric = isDigit(a.charCodeAt(i));
    const endA = endOfSegment(a, i, numeric);
    const endB = endOfSegment(b, j, numeric);
    if (endB === j) return numeric ? 1 : -1;
    const difference = compareSegment(a.slice(i, endA), b.slice(j, endB), numeric);
    if (difference !== 0) return difference;
    i = endA;
    j = endB;
  }
  return Number(i < a.length) - Number(j < b.length);
}

/** Decides on `~` and `^` where at least one side has one; undefined where neither has. */
function compareMarks(a: number, b: number, bEnded: boolean, aEnded: boolean): number | 'equal' | undefined {
  if (a === tilde || b === tilde) return a === b ? 'equal' : a === tilde ? -1 : 1;
  if (a !== caret && b !== caret) return undefined;
  if (aEnded) return -1;
  if (bEnded) return 1;
  return a === b ? 'equal' : a === caret ? -1 : 1;
}

function skipSeparators(text: string, from: number): number {
  let i = from;
  while (i < text.length && !isSegmentOrMark(text.charCodeAt(i))) i++;
  return i;
}

function isSegmentOrMark(code: number): boolean {
  return isDigit(code) || isLetter(code) || code === tilde || code === caret;
}

function endOfSegment(text: string, from: number, numeric: boolean): number {
  if (numeric) return endOfDigits(text, from);
  let end = from;
  while (isLetter(text.charCodeAt(end))) end++;
  return end;
}

function compareSegment(a: string, b: string, numeric: boolean): number {
  return numeric ? compareDigits(a, b) : compareText(a, b);
}
