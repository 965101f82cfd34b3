import { compareDigits } from '../../characters.ts';
import type { SemanticVersion } from '../../semantic-version.ts';

const pattern =
  /^(?<major>0|[1-9][0-9]*)(?:\.(?<minor>0|[1-9][0-9]*)(?:\.(?<patch>0|[1-9][0-9]*)|(?<kind>[a-z]+)(?<number>0|[1-9][0-9]*)?)?)?$/;

/**
 * Reads a version of the Go toolchain (go.dev/doc/toolchain#version) as the semantic version that advisories use for it:
 * `go1.21rc2` is `1.21.0-rc.2`. A vendor's suffix (`go1.21.1-acme`) and what a build says after a space (`X:boringcrypto`) do
 * not order.
 */
export function parseToolchainVersion(text: string): SemanticVersion | undefined {
  if (!text.startsWith('go')) return undefined;
  const found = pattern.exec(text.slice(2).replace(/[- ].*$/s, ''))?.groups;
  if (found?.major === undefined) return undefined;
  const { major, minor = '0', patch = '0', kind, number } = found;
  if (kind !== undefined) return { major, minor, patch, prerelease: number === undefined ? [kind] : [kind, number] };
  // Since 1.21 a version without patch names the language, which is before every pre-release: `1.21.0-0` for advisories.
  const isLanguage = found.minor !== undefined && found.patch === undefined && compareDigits(minor, '21') >= 0;
  return { major, minor, patch, prerelease: isLanguage ? ['0'] : [] };
}
