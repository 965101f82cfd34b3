import type { DistroRelease, Ecosystem } from '../ecosystem.ts';
import { leadingVersion } from '../releases.ts';

/** End of updates (fedorapeople.org/groups/schedule). */
const releases = [
  { id: '44', endOfLife: '2027-06-02' },
  { id: '43', endOfLife: '2026-12-09' },
  { id: '42', endOfLife: '2026-05-27' },
  { id: '41', endOfLife: '2025-12-15' },
  { id: '40', endOfLife: '2025-05-13' },
  { id: '39', endOfLife: '2024-11-26' },
  { id: '38', endOfLife: '2024-05-21' },
  { id: '37', endOfLife: '2023-12-05' },
  { id: '36', endOfLife: '2023-05-16' },
  { id: '35', endOfLife: '2022-12-13' },
  { id: '34', endOfLife: '2022-06-07' },
  { id: '33', endOfLife: '2021-11-30' },
  { id: '32', endOfLife: '2021-05-25' },
  { id: '31', endOfLife: '2020-11-24' },
  { id: '30', endOfLife: '2020-05-26' },
  { id: '29', endOfLife: '2019-11-26' },
  { id: '28', endOfLife: '2019-05-28' },
  { id: '27', endOfLife: '2018-11-30' },
  { id: '26', endOfLife: '2018-05-29' },
  { id: '25', endOfLife: '2017-12-12' },
  { id: '24', endOfLife: '2017-08-08' },
  { id: '23', endOfLife: '2016-12-20' },
  { id: '22', endOfLife: '2016-07-19' },
  { id: '21', endOfLife: '2015-12-01' },
  { id: '20', endOfLife: '2015-06-23' },
] as const satisfies readonly DistroRelease[];

/** Fedora. Rawhide has the number of the release that it becomes. */
export const fedora = {
  name: 'fedora',
  displayName: 'Fedora',
  purlType: 'rpm',
  osvName: 'Fedora',
  advisoriesElsewhere: 'https://bodhi.fedoraproject.org',
  versionScheme: 'rpm',
  advisoriesName: 'source',
  distro: {
    osReleaseIds: ['fedora'],
    purlNamespace: 'fedora',
    releaseOf: (osRelease) => leadingVersion(osRelease, 1),
    releases,
  },
} as const satisfies Ecosystem;
