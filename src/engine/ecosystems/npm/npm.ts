import type { Ecosystem } from '../ecosystem.ts';

/** npm: names are case-sensitive (`JSONStream` and `jsonstream` are two packages), versions are semantic versions, read loosely. */
export const npm = {
  name: 'npm',
  displayName: 'npm',
  purlType: 'npm',
  osvName: 'npm',
  versionScheme: 'npm',
  advisoriesName: 'package',
} as const satisfies Ecosystem;
