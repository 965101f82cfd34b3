import type { Ecosystem } from '../ecosystem.ts';

/** Gentoo rolls. Its advisories (GLSA) name packages as `category/name`. */
export const gentoo = {
  name: 'gentoo',
  displayName: 'Gentoo',
  purlType: 'ebuild',
  osvName: 'Gentoo',
  advisoriesElsewhere: 'https://security.gentoo.org/glsa',
  versionScheme: 'portage',
  advisoriesName: 'package',
  distro: {
    osReleaseIds: ['gentoo'],
    purlNamespace: 'gentoo',
    releaseOf: () => undefined,
    rolling: true,
    releases: [],
  },
} as const satisfies Ecosystem;
