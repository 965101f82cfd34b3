import { maxVersionLength } from '../../limits.ts';
import { compareSemanticVersions, isNumeric, parseIdentifiers, type SemanticVersion } from '../../semantic-version.ts';
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

const numberPattern = /^(?:0|[1-9][0-9]*)$/;

function parseSemver(text: string): SemanticVersion | undefined {
  if (text.length > maxVersionLength) return undefined;
  const start = text.startsWith('v') ? 1 : 0;
  const plus = text.indexOf('+');
  if (plus >= 0 && parseIdentifiers(text.slice(plus + 1)) === undefined) return undefined;
  const version = text.slice(start, plus < 0 ? undefined : plus);
  const dash = version.indexOf('-');
  const numbers = (dash < 0 ? version : version.slice(0, dash)).split('.');
  if (numbers.length > 3 || !numbers.every((number) => numberPattern.test(number))) return undefined;
  const prerelease = dash < 0 ? [] : parseIdentifiers(version.slice(dash + 1));
  if (prerelease?.every(isStrict) !== true) return undefined;
  return { major: numbers[0] ?? '0', minor: numbers[1] ?? '0', patch: numbers[2] ?? '0', prerelease };
}

/** A numeric identifier has no leading zeros. */
function isStrict(identifier: string): boolean {
  return !isNumeric(identifier) || numberPattern.test(identifier);
}
