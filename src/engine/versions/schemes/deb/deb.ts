import { endOfDigits, isDigit, isLetter } from '../../characters.ts';
import { maxVersionLength } from '../../limits.ts';
import type { VersionScheme } from '../../version-scheme.ts';

/** A Debian version in its three parts; an absent epoch is 0 and an absent revision is empty. */
export interface DebVersion {
  readonly epoch: number;
  readonly upstream: string;
  readonly revision: string;
}

/** Versions of Debian and Ubuntu packages, valid and ordered as dpkg has it (deb-version(7)). */
export const deb = {
  name: 'deb',
  parse: parseDebVersion,
  compare: (a, b) => a.epoch - b.epoch || compareParts(a.upstream, b.upstream) || compareParts(a.revision, b.revision),
} as const satisfies VersionScheme<DebVersion>;

const whitespaceAround = /^[ \t\n\v\f\r]+|[ \t\n\v\f\r]+$/g;
const epochPattern = /^[+-]?[0-9]+$/;
const upstreamPattern = /^[0-9][0-9A-Za-z.+:~-]*$/;
const revisionPattern = /^[0-9A-Za-z.+~]+$/;
const maxEpoch = 0x7fff_ffff;

function parseDebVersion(text: string): DebVersion | undefined {
  if (text.length > maxVersionLength) return undefined;
  const version = text.replace(whitespaceAround, '');
  const colon = version.indexOf(':');
  const epochText = colon < 0 ? '0' : version.slice(0, colon);
  const epoch = Number(epochText);
  if (!epochPattern.test(epochText) || epoch < 0 || epoch > maxEpoch) return undefined;
  const dash = version.lastIndexOf('-');
  const upstream = version.slice(colon + 1, dash > colon ? dash : undefined);
  const revision = dash > colon ? version.slice(dash + 1) : '';
  if (!upstreamPattern.test(upstream) || (dash > colon && !revisionPattern.test(revision))) return undefined;
  return { epoch, upstream, revision };
}

/** Walks two parts side by side: a run without digits by character, then a run of digits by number, and so on. */
function compareParts(a: string, b: string): number {
  let i = 0;
  let j = 0;
  while (i < a.length || j < b.length) {
    while ((i < a.length && !isDigit(a.charCodeAt(i))) || (j < b.length && !isDigit(b.charCodeAt(j)))) {
      const difference = weight(a.charCodeAt(i)) - weight(b.charCodeAt(j));
      if (difference !== 0) return difference;
      i++;
      j++;
    }
    while (a.charCodeAt(i) === 0x30) i++;
    while (b.charCodeAt(j) === 0x30) j++;
    const endA = endOfDigits(a, i);
    const endB = endOfDigits(b, j);
    if (endA - i !== endB - j) return endA - i - (endB - j);
    for (; i < endA; i++, j++) {
      const difference = a.charCodeAt(i) - b.charCodeAt(j);
      if (difference !== 0) return difference;
    }
  }
  return 0;
}

/** Tilde before the end of the part (NaN) and digits, these before letters, letters before all else. */
function weight(code: number): number {
  if (code === 0x7e) return -1;
  if (Number.isNaN(code) || isDigit(code)) return 0;
  return isLetter(code) ? code : code + 256;
}
