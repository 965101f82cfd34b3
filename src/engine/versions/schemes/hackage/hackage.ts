import { compareLists } from '../../compare-lists.ts';
import { maxVersionLength } from '../../limits.ts';
import type { VersionScheme } from '../../version-scheme.ts';

/** The numbers of a Haskell version; `1.0` and `1.0.0` are two. */
export type HackageVersion = readonly number[];

/**
 * Versions of Haskell packages, valid and ordered as Cabal's `Version` (hackage.haskell.org/package/Cabal-syntax,
 * Distribution.Types.Version): dotted numbers of up to nine digits. Tags behind a dash, which Cabal still reads, do not order.
 */
export const hackage = {
  name: 'hackage',
  parse: parseHackageVersion,
  compare: (a, b) => compareLists(a, b, (x, y) => x - y),
} as const satisfies VersionScheme<HackageVersion>;

const pattern = /^(?<numbers>(?:0|[1-9][0-9]{0,8})(?:\.(?:0|[1-9][0-9]{0,8}))*)(?:-[0-9A-Za-z]+)*$/;

function parseHackageVersion(text: string): HackageVersion | undefined {
  if (text.length > maxVersionLength) return undefined;
  return pattern.exec(text)?.groups?.numbers?.split('.').map(Number);
}
