import { maxVersionLength } from '../../limits.ts';
import {
  compareSemanticVersions,
  parseSemanticParts,
  type SemanticVersion,
  semanticVersionOf,
} from '../../semantic-version.ts';
import type { VersionScheme } from '../../version-scheme.ts';

/** Versions of Hex packages, valid and ordered as Elixir's `Version` (hexdocs.pm/elixir/Version.html): semver.org to the letter. */
export const hex = {
  name: 'hex',
  parse: parseHexVersion,
  compare: compareSemanticVersions,
} as const satisfies VersionScheme<SemanticVersion>;

function parseHexVersion(text: string): SemanticVersion | undefined {
  if (text.length > maxVersionLength) return undefined;
  const parts = parseSemanticParts(text);
  return parts?.numbers.length === 3 ? semanticVersionOf(parts) : undefined;
}
