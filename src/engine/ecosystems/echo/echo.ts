import type { Ecosystem } from '../ecosystem.ts';

/** Echo rebuilds Debian without known vulnerabilities, under advisories of its own that carry no release. */
export const echo = {
  name: 'echo',
  displayName: 'Echo',
  purlType: 'deb',
  osvName: 'Echo',
  versionScheme: 'deb',
  advisoriesName: 'source',
  distro: {
    osReleaseIds: ['echo'],
    purlNamespace: 'echo',
    releaseOf: () => undefined,
    rolling: true,
    releases: [],
  },
} as const satisfies Ecosystem;
