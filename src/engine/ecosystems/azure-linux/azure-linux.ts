import type { DistroRelease, Ecosystem } from '../ecosystem.ts';
import { leadingVersion } from '../releases.ts';

/** End of support (github.com/microsoft/azurelinux, support lifecycle). */
const releases = [
  { id: '3' },
  { id: '2', endOfLife: '2025-07-31' },
  { id: '1', endOfLife: '2023-07-31' },
] as const satisfies readonly DistroRelease[];

/** Azure Linux, which was CBL-Mariner up to 2.0: advisories name source packages, by major release. */
export const azureLinux = {
  name: 'azure-linux',
  displayName: 'Azure Linux',
  purlType: 'rpm',
  osvName: 'Azure Linux',
  versionScheme: 'rpm',
  advisoriesName: 'source',
  distro: {
    osReleaseIds: ['azurelinux', 'mariner'],
    purlNamespace: 'azurelinux',
    releaseOf: (osRelease) => leadingVersion(osRelease, 1),
    releases,
  },
} as const satisfies Ecosystem;
