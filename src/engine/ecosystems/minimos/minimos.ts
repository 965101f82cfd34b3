import type { Ecosystem } from '../ecosystem.ts';

/** MinimOS rolls, as Wolfi does, under advisories of its own. */
export const minimos = {
  name: 'minimos',
  displayName: 'MinimOS',
  purlType: 'apk',
  osvName: 'MinimOS',
  versionScheme: 'apk',
  advisoriesName: 'source',
  distro: {
    osReleaseIds: ['minimos'],
    purlNamespace: 'minimos',
    releaseOf: () => undefined,
    rolling: true,
    releases: [],
  },
} as const satisfies Ecosystem;
