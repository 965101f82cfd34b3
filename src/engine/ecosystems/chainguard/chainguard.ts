import type { Ecosystem } from '../ecosystem.ts';

/** Chainguard OS rolls, as Wolfi does, under advisories of its own. */
export const chainguard = {
  name: 'chainguard',
  displayName: 'Chainguard OS',
  purlType: 'apk',
  osvName: 'Chainguard',
  versionScheme: 'apk',
  advisoriesName: 'source',
  distro: {
    osReleaseIds: ['chainguard'],
    purlNamespace: 'chainguard',
    releaseOf: () => undefined,
    rolling: true,
    releases: [],
  },
} as const satisfies Ecosystem;
