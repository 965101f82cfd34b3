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
} as const satisfies Ecosystem;
