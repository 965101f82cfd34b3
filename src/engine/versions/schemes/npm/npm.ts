import { compareDigits, endOfDigits } from '../../characters.ts';
import { compareSemanticVersions, parseIdentifiers, type SemanticVersion } from '../../semantic-version.ts';
import type { VersionScheme } from '../../version-scheme.ts';

/**
 * Versions as npm takes them from installed packages: node-semver's loose form (github.com/npm/node-semver), which is
 * semantic versioning with spaces, `v` or `=` in front, leading zeros, and a pre-release that may lack its dash.
 */
export const npm = {
  name: 'npm',
  parse: parseNpmVersion,
  compare: compareSemanticVersions,
  completeBound,
} as const satisfies VersionScheme<SemanticVersion>;

/** node-semver's own limits: characters of a version, and the largest major, minor or patch. */
const maxNpmVersionLength = 256;
const maxNumber = String(Number.MAX_SAFE_INTEGER);

function parseNpmVersion(text: string): SemanticVersion | undefined {
  if (text.length > maxNpmVersionLength) return undefined;
  const trimmed = text.trim().replace(/^[v=\s]+/, '');
  const plus = trimmed.indexOf('+');
  if (plus >= 0 && parseIdentifiers(trimmed.slice(plus + 1)) === undefined) return undefined;
  const version = plus < 0 ? trimmed : trimmed.slice(0, plus);
  const majorEnd = endOfDigits(version, 0);
  const minorEnd = endOfDigits(version, majorEnd + 1);
  const patchEnd = endOfDigits(version, minorEnd + 1);
  if (version.charAt(majorEnd) !== '.' || version.charAt(minorEnd) !== '.') return undefined;
  const major = version.slice(0, majorEnd);
  const minor = version.slice(majorEnd + 1, minorEnd);
  const tail = splitPatch(version.slice(minorEnd + 1, patchEnd), version.slice(patchEnd));
  if (tail === undefined || ![major, minor, tail.patch].every(isNumber)) return undefined;
  return { major, minor, ...tail };
}

/**
 * Divides what follows the second dot. Where the rest is no pre-release by itself, the last digit goes over to it: node-semver
 * reads `1.2.34.5` as patch 3 with pre-release `4.5`.
 */
function splitPatch(digits: string, rest: string): Pick<SemanticVersion, 'patch' | 'prerelease'> | undefined {
  if (rest === '') return { patch: digits, prerelease: [] };
  const prerelease = (rest.startsWith('-') ? parseIdentifiers(rest.slice(1)) : undefined) ?? parseIdentifiers(rest);
  if (prerelease !== undefined) return { patch: digits, prerelease };
  const moved = parseIdentifiers(digits.slice(-1) + rest);
  return moved === undefined ? undefined : { patch: digits.slice(0, -1), prerelease: moved };
}

function isNumber(digits: string): boolean {
  return digits !== '' && compareDigits(digits, maxNumber) <= 0;
}

/** npm's ranges leave out numbers that are zero, and so do advisories that are written from them: `>=13.0` begins with 13.0.0. */
function completeBound(text: string): string | undefined {
  const numbers = text.split('.', 3);
  const completed = [...numbers, '0', '0'].slice(0, 3).join('.');
  return numbers.length < 3 && numbers.every((one) => /^\d+$/.test(one)) ? completed : undefined;
}
