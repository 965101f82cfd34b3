import type { DistroRelease, Ecosystem, OsRelease } from '../ecosystem.ts';
import { leadingVersion } from '../releases.ts';

/** End of support (en.opensuse.org/Lifetime). */
const releases = [
  { id: 'Tumbleweed' },
  { id: 'Leap 16.0', endOfLife: '2027-10-31' },
  { id: 'Leap 15.6', endOfLife: '2026-04-30' },
  { id: 'Leap 15.5', endOfLife: '2024-12-31' },
  { id: 'Leap 15.4', endOfLife: '2023-12-07' },
  { id: 'Leap 15.3', endOfLife: '2022-12-31' },
  { id: 'Leap 15.2', endOfLife: '2022-01-04' },
  { id: 'Leap 15.1', endOfLife: '2021-02-02' },
  { id: 'Leap 15.0', endOfLife: '2019-12-03' },
  { id: 'Leap 42.3', endOfLife: '2019-07-01' },
  { id: 'Leap 42.2', endOfLife: '2018-01-26' },
  { id: 'Leap 42.1', endOfLife: '2017-05-17' },
  { id: '13.2', endOfLife: '2017-01-17' },
  { id: '13.1', endOfLife: '2016-02-03' },
] as const satisfies readonly DistroRelease[];

/** openSUSE: releases are named with the product, `Leap 15.5` (OSV schema). */
export const opensuse = {
  name: 'opensuse',
  displayName: 'openSUSE',
  purlType: 'rpm',
  osvName: 'openSUSE',
  versionScheme: 'rpm',
  advisoriesName: 'source',
  distro: {
    osReleaseIds: ['opensuse-leap', 'opensuse-tumbleweed', 'opensuse-leap-micro', 'opensuse'],
    purlNamespace: 'opensuse',
    releaseOf,
    releases,
  },
} as const satisfies Ecosystem;

const products: Readonly<Record<string, string>> = { 'opensuse-leap': 'Leap ', 'opensuse-leap-micro': 'Leap Micro ' };

/** What was before Leap, `opensuse`, is known by its number alone. */
function releaseOf(osRelease: OsRelease): string | undefined {
  if (osRelease.id === 'opensuse-tumbleweed') return 'Tumbleweed';
  const version = leadingVersion(osRelease, 2);
  return version === undefined ? undefined : `${products[osRelease.id] ?? ''}${version}`;
}
