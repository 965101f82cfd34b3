import type { Ecosystem } from '../ecosystem.ts';

/** Wolfi rolls: its advisories carry no release, and name the package that others are built from (origin). */
export const wolfi = {
  name: 'wolfi',
  displayName: 'Wolfi',
  purlType: 'apk',
  osvName: 'Wolfi',
  versionScheme: 'apk',
  advisoriesName: 'source',
  distro: {
    osReleaseIds: ['wolfi'],
    purlNamespace: 'wolfi',
    releaseOf: () => undefined,
    rolling: true,
    releases: [],
  },
} as const satisfies Ecosystem;
