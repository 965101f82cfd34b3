import type { DistroRelease, Ecosystem } from '../ecosystem.ts';
import { leadingVersion } from '../releases.ts';

/** End of premier support (oracle.com/us/support/library/elsp-lifetime-069338.pdf). */
const releases = [
  { id: '10' },
  { id: '9', endOfLife: '2032-06-30' },
  { id: '8', endOfLife: '2029-07-31' },
  { id: '7', endOfLife: '2024-12-31' },
  { id: '6', endOfLife: '2021-03-31' },
] as const satisfies readonly DistroRelease[];

/** Oracle Linux rebuilds Red Hat Enterprise Linux, with versions and advisories (ELSA) of its own. */
export const oracleLinux = {
  name: 'oracle-linux',
  displayName: 'Oracle Linux',
  purlType: 'rpm',
  osvName: 'Oracle Linux',
  advisoriesElsewhere: 'https://linux.oracle.com/security',
  versionScheme: 'rpm',
  advisoriesName: 'package',
  distro: {
    osReleaseIds: ['ol'],
    purlNamespace: 'oracle',
    releaseOf: (osRelease) => leadingVersion(osRelease, 1),
    releases,
  },
} as const satisfies Ecosystem;
