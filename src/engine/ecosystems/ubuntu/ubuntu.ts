import type { DistroRelease, Ecosystem, OsRelease } from '../ecosystem.ts';
import { leadingVersion } from '../releases.ts';
import { derivatives } from './derivatives.ts';

/** Releases as OSV names them, long-term ones with `:LTS`. `endOfLife` is that of standard support (ubuntu.com/about/release-cycle). */
const releases = [
  { id: '26.04:LTS', codename: 'resolute', endOfLife: '2031-05-29' },
  { id: '25.10', codename: 'questing', endOfLife: '2026-07-09' },
  { id: '25.04', codename: 'plucky', endOfLife: '2026-01-15' },
  { id: '24.10', codename: 'oracular', endOfLife: '2025-07-10' },
  { id: '24.04:LTS', codename: 'noble', endOfLife: '2029-05-31' },
  { id: '23.10', codename: 'mantic', endOfLife: '2024-07-11' },
  { id: '23.04', codename: 'lunar', endOfLife: '2024-01-25' },
  { id: '22.10', codename: 'kinetic', endOfLife: '2023-07-20' },
  { id: '22.04:LTS', codename: 'jammy', endOfLife: '2027-06-01' },
  { id: '21.10', codename: 'impish', endOfLife: '2022-07-14' },
  { id: '21.04', codename: 'hirsute', endOfLife: '2022-01-20' },
  { id: '20.10', codename: 'groovy', endOfLife: '2021-07-22' },
  { id: '20.04:LTS', codename: 'focal', endOfLife: '2025-05-29' },
  { id: '19.10', codename: 'eoan', endOfLife: '2020-07-17' },
  { id: '19.04', codename: 'disco', endOfLife: '2020-01-23' },
  { id: '18.10', codename: 'cosmic', endOfLife: '2019-07-18' },
  { id: '18.04:LTS', codename: 'bionic', endOfLife: '2023-05-31' },
  { id: '17.10', codename: 'artful', endOfLife: '2018-07-19' },
  { id: '17.04', codename: 'zesty', endOfLife: '2018-01-13' },
  { id: '16.10', codename: 'yakkety', endOfLife: '2017-07-20' },
  { id: '16.04:LTS', codename: 'xenial', endOfLife: '2021-04-30' },
  { id: '14.04:LTS', codename: 'trusty', endOfLife: '2019-04-25' },
  { id: '12.04:LTS', codename: 'precise', endOfLife: '2017-04-28' },
] as const satisfies readonly DistroRelease[];

/** Ubuntu without Pro: `Ubuntu:24.04:LTS`, `Ubuntu:25.10` (OSV schema). */
export const ubuntu = {
  name: 'ubuntu',
  displayName: 'Ubuntu',
  purlType: 'deb',
  osvName: 'Ubuntu',
  versionScheme: 'deb',
  advisoriesName: 'source',
  advisoriesNameBoth: true,
  distro: { osReleaseIds: ['ubuntu'], purlNamespace: 'ubuntu', releaseOf, releases, derivatives },
} as const satisfies Ecosystem;

/** Every second April is long-term: true of all since 8.04, and so of releases not yet in the table. */
function releaseOf(osRelease: OsRelease): string | undefined {
  const version = leadingVersion(osRelease, 2);
  if (version === undefined) return releases.find(({ codename }) => codename === osRelease.codename)?.id;
  const [year, month] = version.split('.');
  return month === '04' && Number(year) % 2 === 0 ? `${version}:LTS` : version;
}
