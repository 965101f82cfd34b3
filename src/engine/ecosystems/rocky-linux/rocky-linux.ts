import type { DistroRelease, Ecosystem } from '../ecosystem.ts';
import { leadingVersion } from '../releases.ts';

/** End of security support (wiki.rockylinux.org/rocky/version). */
const releases = [
  { id: '10', endOfLife: '2035-05-31' },
  { id: '9', endOfLife: '2032-05-31' },
  { id: '8', endOfLife: '2029-05-31' },
] as const satisfies readonly DistroRelease[];

/** Rocky Linux: advisories name the source package, by major release (OSV schema). */
export const rockyLinux = {
  name: 'rocky-linux',
  displayName: 'Rocky Linux',
  purlType: 'rpm',
  osvName: 'Rocky Linux',
  versionScheme: 'rpm',
  advisoriesName: 'source',
  distro: {
    osReleaseIds: ['rocky'],
    purlNamespace: 'rocky-linux',
    releaseOf: (osRelease) => leadingVersion(osRelease, 1),
    releases,
  },
} as const satisfies Ecosystem;
