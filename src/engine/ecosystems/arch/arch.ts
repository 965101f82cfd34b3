import type { Ecosystem } from '../ecosystem.ts';

/** Arch Linux rolls. Its advisories are on its own tracker, by installed package. */
export const arch = {
  name: 'arch',
  displayName: 'Arch Linux',
  purlType: 'alpm',
  osvName: 'Arch Linux',
  advisoriesElsewhere: 'https://security.archlinux.org',
  versionScheme: 'pacman',
  advisoriesName: 'package',
  distro: {
    osReleaseIds: ['arch'],
    purlNamespace: 'arch',
    releaseOf: () => undefined,
    rolling: true,
    releases: [],
  },
} as const satisfies Ecosystem;
