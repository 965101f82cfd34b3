import type { DistroRelease, Ecosystem } from '../ecosystem.ts';
import { leadingVersion } from '../releases.ts';

/** End of security support (wiki.almalinux.org/release-notes). */
const releases = [
  { id: '10', endOfLife: '2035-05-31' },
  { id: '9', endOfLife: '2032-05-31' },
  { id: '8', endOfLife: '2029-05-31' },
] as const satisfies readonly DistroRelease[];

/** AlmaLinux: advisories list each binary package, by major release. */
export const almalinux = {
  name: 'almalinux',
  displayName: 'AlmaLinux',
  purlType: 'rpm',
  osvName: 'AlmaLinux',
  versionScheme: 'rpm',
  advisoriesName: 'package',
  distro: {
    osReleaseIds: ['almalinux'],
    purlNamespace: 'almalinux',
    releaseOf: (osRelease) => leadingVersion(osRelease, 1),
    releases,
  },
} as const satisfies Ecosystem;
