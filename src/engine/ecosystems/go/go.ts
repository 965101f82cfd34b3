import type { Ecosystem } from '../ecosystem.ts';

/**
 * Go: names are module paths with their major version (`example.org/m/v2`), case-sensitive; the standard library and the
 * toolchain are the modules `stdlib` and `toolchain` (go.dev/doc/security/vuln/database).
 */
export const go = {
  name: 'go',
  displayName: 'Go',
  purlType: 'golang',
  osvName: 'Go',
  versionScheme: 'go',
  advisoriesName: 'package',
  upgradeCommand,
} as const satisfies Ecosystem;

/** The standard library comes with the toolchain, whose version the project itself says in go.mod. */
function upgradeCommand({ name, to }: { readonly name: string; readonly to: string }): string {
  return name === 'stdlib' || name === 'toolchain'
    ? `go get go@${to} toolchain@go${to}`
    : `go get ${name}@${versionOf(to)}`;
}

function versionOf(text: string): string {
  return text.startsWith('v') ? text : `v${text}`;
}
