import { compareDigits, compareText, endOfDigits, isDigit } from '../../characters.ts';
import { maxVersionLength } from '../../limits.ts';
import type { VersionScheme } from '../../version-scheme.ts';

/** Kinds of token, in the order in which apk sorts versions that are equal up to there and go on differently. */
const rank = {
  preSuffix: 0,
  end: 1,
  revision: 2,
  commitHash: 3,
  suffixNumber: 4,
  postSuffix: 5,
  letter: 6,
  digits: 7,
} as const;

interface Token {
  readonly rank: number;
  readonly text: string;
}

/** An apk version as its tokens; the last one is the end, and a revision or hash stands right before it. */
export type ApkVersion = readonly Token[];

/**
 * Versions of Alpine and Wolfi packages: `digits{.digits}[letter]{_suffix[digits]}[~hash][-r digits]`, valid and ordered as
 * in apk-tools 3 (apk-package(5), "version"); digits after the letter, which apk-tools 2 took, are taken too.
 */
export const apk = {
  name: 'apk',
  parse: parseApkVersion,
  compare: compareApkVersions,
  completeBound,
} as const satisfies VersionScheme<ApkVersion>;

const preSuffixes = ['alpha', 'beta', 'pre', 'rc'];
const postSuffixes = ['cvs', 'svn', 'git', 'hg', 'p'];
const end: Token = { rank: rank.end, text: '' };

function parseApkVersion(text: string): ApkVersion | undefined {
  if (text.length > maxVersionLength) return undefined;
  const firstEnd = endOfDigits(text, 0);
  if (firstEnd === 0) return undefined;
  const tokens: Token[] = [numberToken(rank.digits, text.slice(0, firstEnd))];
  let at = firstEnd;
  while (at < text.length) {
    const next = readToken(text, at, tokens[tokens.length - 1] ?? end);
    if (next === undefined) return undefined;
    tokens.push(next.token);
    at = next.end;
  }
  tokens.push(end);
  return tokens;
}

interface Reading {
  readonly token: Token;
  readonly end: number;
}

/** Reads the token at `at`, or nothing where none may stand there after `previous`. */
function readToken(text: string, at: number, previous: Token): Reading | undefined {
  const first = text.charAt(at);
  if (first === '.') return previous.rank === rank.digits ? readFraction(text, at + 1) : undefined;
  if (isDigit(text.charCodeAt(at))) {
    if (previous.rank === rank.letter) return readNumber(text, at, rank.digits);
    return isSuffix(previous) ? readNumber(text, at, rank.suffixNumber) : undefined;
  }
  if (first >= 'a' && first <= 'z') {
    return previous.rank === rank.digits ? { token: { rank: rank.letter, text: first }, end: at + 1 } : undefined;
  }
  if (first === '_') return mayHashFollow(previous) ? readSuffix(text, at + 1) : undefined;
  if (first === '~') return mayHashFollow(previous) ? readHash(text, at + 1) : undefined;
  if (first === '-' && text.charAt(at + 1) === 'r' && previous.rank !== rank.revision) {
    return readNumber(text, at + 2, rank.revision);
  }
  return undefined;
}

function isSuffix(token: Token): boolean {
  return token.rank === rank.preSuffix || token.rank === rank.postSuffix;
}

/** Suffixes and the commit hash stand before the hash and the revision. */
function mayHashFollow(previous: Token): boolean {
  return previous.rank !== rank.commitHash && previous.rank !== rank.revision;
}

/** A number of a dotted version after the first: its leading zeros count, `1.01` is before `1.1`. */
function readFraction(text: string, from: number): Reading | undefined {
  const stop = endOfDigits(text, from);
  return stop === from ? undefined : { token: { rank: rank.digits, text: text.slice(from, stop) }, end: stop };
}

function readNumber(text: string, from: number, kind: number): Reading | undefined {
  const stop = endOfDigits(text, from);
  return stop === from ? undefined : { token: numberToken(kind, text.slice(from, stop)), end: stop };
}

/** A token that sorts as a number: without leading zeros, so that it is not taken for a fraction. */
function numberToken(kind: number, digits: string): Token {
  return { rank: kind, text: digits.replace(/^0+/, '') };
}

function readSuffix(text: string, from: number): Reading | undefined {
  let stop = from;
  while (text.charAt(stop) >= 'a' && text.charAt(stop) <= 'z') stop++;
  const suffix = text.slice(from, stop);
  const pre = preSuffixes.indexOf(suffix);
  if (pre >= 0) return { token: { rank: rank.preSuffix, text: String(pre) }, end: stop };
  const post = postSuffixes.indexOf(suffix);
  return post < 0 ? undefined : { token: { rank: rank.postSuffix, text: String(post) }, end: stop };
}

function readHash(text: string, from: number): Reading | undefined {
  let stop = from;
  while (isDigit(text.charCodeAt(stop)) || (text.charAt(stop) >= 'a' && text.charAt(stop) <= 'f')) stop++;
  return stop === from ? undefined : { token: { rank: rank.commitHash, text: text.slice(from, stop) }, end: stop };
}

function compareApkVersions(a: ApkVersion, b: ApkVersion): number {
  const length = Math.min(a.length, b.length);
  for (let i = 0; i < length; i++) {
    const difference = compareTokens(a[i] ?? end, b[i] ?? end);
    if (difference !== 0) return difference;
  }
  return 0;
}

function compareTokens(a: Token, b: Token): number {
  if (a.rank !== b.rank) return a.rank - b.rank;
  if (a.rank === rank.digits && (a.text.startsWith('0') || b.text.startsWith('0'))) return compareText(a.text, b.text);
  return a.rank === rank.letter || a.rank === rank.commitHash
    ? compareText(a.text, b.text)
    : compareDigits(a.text, b.text);
}

/** Alpine's security database has revisions that lack their dash or their `r` (`1.18.-r2`, `0.8.21.r2`, `10.0.11-0`). */
function completeBound(text: string): string | undefined {
  const [misspelt, revision] = /(?:\.-r|\.r|-)(\d+)$/.exec(text) ?? [];
  return misspelt === undefined ? undefined : `${text.slice(0, -misspelt.length)}-r${revision}`;
}
