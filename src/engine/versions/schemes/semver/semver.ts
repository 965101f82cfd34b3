import { maxVersionLength } from '../../limits.ts';
import {
  compareSemanticVersions,
  parseSemanticParts,
  type SemanticVersion,
  semanticVersionOf,
} from '../../semantic-version.ts';
import type { VersionScheme } from '../../version-scheme.ts';

/**
 * Semantic Versioning 2.0.0 (semver.org) with the leniency that OSV asks of readers of SEMVER ranges: a leading `v` may
 * stand, and minor and patch may be missing (`0` opens most ranges).
 */
export const semver = {
  name: 'semver',
  parse: parseSemver,
  compare: compareSemanticVersions,
} as const satisfies VersionScheme<SemanticVersion>;

function parseSemver(text: string): SemanticVersion | undefined {
  if (text.length > maxVersionLength) return undefined;
  const parts = parseSemanticParts(text.startsWith('v') ? text.slice(1) : text);
  return parts === undefined || parts.numbers.length > 3 ? undefined : semanticVersionOf(parts);
}
