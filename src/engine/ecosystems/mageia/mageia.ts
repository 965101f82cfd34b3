import type { DistroRelease, Ecosystem } from '../ecosystem.ts';
import { leadingVersion } from '../releases.ts';

/** End of support (mageia.org/en/support). */
const releases = [
  { id: '9' },
  { id: '8', endOfLife: '2023-11-30' },
  { id: '7', endOfLife: '2021-06-30' },
  { id: '6', endOfLife: '2019-09-30' },
  { id: '5', endOfLife: '2017-12-31' },
] as const satisfies readonly DistroRelease[];

/** Mageia: advisories name source packages, by release. */
export const mageia = {
  name: 'mageia',
  displayName: 'Mageia',
  purlType: 'rpm',
  osvName: 'Mageia',
  versionScheme: 'rpm',
  advisoriesName: 'source',
  distro: {
    osReleaseIds: ['mageia'],
    purlNamespace: 'mageia',
    releaseOf: (osRelease) => leadingVersion(osRelease, 1),
    releases,
  },
} as const satisfies Ecosystem;
