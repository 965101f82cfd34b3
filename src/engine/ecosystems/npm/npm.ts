import type { Ecosystem } from '../ecosystem.ts';

/** npm: names are case-sensitive (`JSONStream` and `jsonstream` are two packages), versions are semantic versions. */
export const npm = {
  name: 'npm',
  displayName: 'npm',
  purlType: 'npm',
  osvName: 'npm',
  versionScheme: 'semver',
  advisoriesName: 'package',
} as const satisfies Ecosystem;
