import { maxVersionLength } from '../../limits.ts';
import type { VersionScheme } from '../../version-scheme.ts';
import { compareItems } from './compare-items.ts';
import type { MavenItem } from './maven-item.ts';
import { readItems } from './read-items.ts';

/** A Maven version as its items; a list in the place of an item is what follows a dash or a change between digits and letters. */
export type MavenVersion = readonly MavenItem[];

/**
 * Versions of Maven artifacts, ordered as `ComparableVersion` of maven-artifact 3.9 (maven.apache.org/pom.html, 'Version Order
 * Specification"). Maven orders any text; what its own model refuses as a version is none: white space and `\/:"<>|?*[](){},`.
 * Maven's order is total among numbers with qualifiers behind them, but not among all texts.
 */
export const maven = {
  name: 'maven',
  parse: parseMavenVersion,
  compare: compareItems,
} as const satisfies VersionScheme<MavenVersion>;

/** Digits beyond ASCII are digits here and letters there for Maven, so no order of them can be relied on. */
const refused = /[\s\p{Cc}\p{Cs}\\/:"<>|?*[\](){},]|(?![0-9])\p{Nd}/u;

function parseMavenVersion(text: string): MavenVersion | undefined {
  if (text === '' || text.length > maxVersionLength || refused.test(text)) return undefined;
  return readItems(text.toLowerCase());
}
