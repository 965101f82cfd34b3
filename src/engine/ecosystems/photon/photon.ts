import type { DistroRelease, Ecosystem } from '../ecosystem.ts';
import { leadingVersion } from '../releases.ts';

/** End of support (blogs.vmware.com/vsphere, Photon OS end of support announcements). */
const releases = [
  { id: '5.0' },
  { id: '4.0' },
  { id: '3.0', endOfLife: '2024-03-31' },
  { id: '2.0', endOfLife: '2022-12-31' },
  { id: '1.0', endOfLife: '2022-02-28' },
] as const satisfies readonly DistroRelease[];

/** Photon OS: advisories are kept by release, `Photon OS:5.0`. */
export const photon = {
  name: 'photon',
  displayName: 'Photon OS',
  purlType: 'rpm',
  osvName: 'Photon OS',
  versionScheme: 'rpm',
  advisoriesName: 'source',
  distro: {
    osReleaseIds: ['photon'],
    purlNamespace: 'photon',
    releaseOf: (osRelease) => leadingVersion(osRelease, 2),
    releases,
  },
} as const satisfies Ecosystem;
