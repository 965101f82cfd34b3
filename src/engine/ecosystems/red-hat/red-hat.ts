import type { DistroRelease, Ecosystem } from '../ecosystem.ts';
import { leadingVersion } from '../releases.ts';
import { derivatives } from './derivatives.ts';
import { extendedReleaseOf, releasesOfBuild } from './extended-releases.ts';

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
 * Red Hat Enterprise Linux. OSV names what an advisory is for by CPE of a product and stream (`enterprise_linux:9::baseos`),
 * which few images name: all streams of a major release are looked up by its number, and extended ones where image or build says so.
 */
export const redHat = {
  name: 'red-hat',
  displayName: 'Red Hat Enterprise Linux',
  purlType: 'rpm',
  osvName: 'Red Hat',
  versionScheme: 'rpm',
  advisoriesName: 'package',
  advisoriesNameBoth: true,
  distro: {
    osReleaseIds: ['rhel'],
    purlNamespace: 'redhat',
    releaseOf: (osRelease) => leadingVersion(osRelease, 1),
    normaliseRelease,
    extendedReleaseOf,
    releasesOfBuild,
    releases,
    derivatives,
  },
} as const satisfies Ecosystem;

/** Extended streams (`rhel_eus:9.2`) and layered products (`openshift:4.12::el8`) keep their names: no plain image has their packages. */
function normaliseRelease(product: string): string {
  return /^enterprise_linux:(?<major>\d{1,3})(?:\.\d{1,3})?(?:::.*)?$/.exec(product)?.groups?.major ?? product;
}
