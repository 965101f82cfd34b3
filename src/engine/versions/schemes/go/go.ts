import { maxVersionLength } from '../../limits.ts';
import {
  compareSemanticVersions,
  parseSemanticParts,
  type SemanticVersion,
  semanticVersionOf,
} from '../../semantic-version.ts';
import type { VersionScheme } from '../../version-scheme.ts';
import { parseToolchainVersion } from './parse-toolchain-version.ts';

/**
 * Versions of Go modules, with or without `v`, valid and ordered as `golang.org/x/mod/semver`, and those of the Go toolchain
 * (`go1.21rc2`), ordered as `go/version` among the semantic versions that Go's advisories give for it. `(devel)` is no version.
 */
export const go = {
  name: 'go',
  parse: parseGoVersion,
  compare: compareSemanticVersions,
} as const satisfies VersionScheme<SemanticVersion>;

function parseGoVersion(text: string): SemanticVersion | undefined {
  if (text.length > maxVersionLength) return undefined;
  return parseModuleVersion(text) ?? parseToolchainVersion(text);
}

/** `v1` and `v1.2` are short for `v1.0.0` and `v1.2.0`, and then nothing may follow. */
function parseModuleVersion(text: string): SemanticVersion | undefined {
  const parts = parseSemanticParts(text.startsWith('v') ? text.slice(1) : text);
  if (parts === undefined || parts.numbers.length > 3) return undefined;
  const isShort = parts.numbers.length < 3;
  return isShort && /[-+]/.test(text) ? undefined : semanticVersionOf(parts);
}
