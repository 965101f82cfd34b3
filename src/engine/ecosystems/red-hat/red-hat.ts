import type { DistroRelease, Ecosystem } from '../ecosystem.ts';
import { leadingVersion } from '../releases.ts';

/** End of maintenance support (access.redhat.com/support/policy/updates/errata). */
const releases = [
  { id: '10', endOfLife: '2035-05-31' },
  { id: '9', endOfLife: '2032-05-31' },
  { id: '8', endOfLife: '2029-05-31' },
  { id: '7', endOfLife: '2024-06-30' },
  { id: '6', endOfLife: '2020-11-30' },
  { id: '5', endOfLife: '2017-03-31' },
] as const satisfies readonly DistroRelease[];

/**
 * Red Hat Enterprise Linux. OSV scopes its advisories by CPE of a product stream (`Red Hat:enterprise_linux:9::baseos`), which
 * an image does not name: under the plain release given here nothing is found, and coverage says so.
 */
export const redHat = {
  name: 'red-hat',
  displayName: 'Red Hat Enterprise Linux',
  purlType: 'rpm',
  osvName: 'Red Hat',
  versionScheme: 'rpm',
  advisoriesName: 'package',
  distro: {
    osReleaseIds: ['rhel'],
    purlNamespace: 'redhat',
    releaseOf: (osRelease) => leadingVersion(osRelease, 1),
    releases,
  },
} as const satisfies Ecosystem;
