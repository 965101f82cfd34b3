import type { Ecosystem } from '../ecosystem.ts';

/** Maven: names are `group:artifact`, as OSV writes them. */
export const maven = {
  name: 'maven',
  displayName: 'Maven',
  purlType: 'maven',
  osvName: 'Maven',
  versionScheme: 'maven',
  advisoriesName: 'package',
} as const satisfies Ecosystem;
