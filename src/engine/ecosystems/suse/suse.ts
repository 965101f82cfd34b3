import type { DistroRelease, Ecosystem, OsRelease } from '../ecosystem.ts';
import { leadingVersion } from '../releases.ts';

/** End of general support (suse.com/lifecycle). */
const releases = [
  { id: '16.0', endOfLife: '2027-11-30' },
  { id: '15.7', endOfLife: '2031-07-31' },
  { id: '15.6', endOfLife: '2025-12-31' },
  { id: '15.5', endOfLife: '2024-12-31' },
  { id: '15.4', endOfLife: '2023-12-31' },
  { id: '15.3', endOfLife: '2022-12-31' },
  { id: '15.2', endOfLife: '2021-12-31' },
  { id: '12.5', endOfLife: '2024-10-31' },
  { id: '15.1', endOfLife: '2021-01-31' },
  { id: '12.4', endOfLife: '2020-06-30' },
  { id: '15.0', endOfLife: '2019-12-31' },
  { id: '12.3', endOfLife: '2019-06-30' },
  { id: '12.2', endOfLife: '2018-03-31' },
  { id: '12.1', endOfLife: '2017-05-31' },
  { id: '11.4', endOfLife: '2019-03-31' },
  { id: '12.0', endOfLife: '2016-06-30' },
  { id: '11.3', endOfLife: '2016-01-31' },
  { id: '11.2', endOfLife: '2014-01-31' },
  { id: '11.1', endOfLife: '2012-08-31' },
  { id: '11.0', endOfLife: '2010-12-31' },
] as const satisfies readonly DistroRelease[];

/**
 * SUSE Linux Enterprise Server and Desktop. OSV names what an update is for by product and module (`Linux Enterprise Module for
 * Basesystem 15 SP5`), which an image does not name: all that belong to a service pack are looked up by its number, `15.5`.
 */
export const suse = {
  name: 'suse',
  displayName: 'SUSE Linux Enterprise',
  purlType: 'rpm',
  osvName: 'SUSE',
  versionScheme: 'rpm',
  advisoriesName: 'source',
  distro: {
    osReleaseIds: ['sles', 'sled', 'sles_sap'],
    purlNamespace: 'suse',
    releaseOf,
    normaliseRelease,
    releases,
  },
} as const satisfies Ecosystem;

/** The first release of a major version has no second number: 15 is 15.0. */
function releaseOf(osRelease: OsRelease): string | undefined {
  return leadingVersion(osRelease, 2) ?? withServicePack(leadingVersion(osRelease, 1), undefined);
}

const products =
  /^Linux Enterprise (?:Server|Desktop|Module for [A-Za-z0-9 .&-]{1,60}?|Software Development Kit|Workstation Extension) (?<major>\d\d)(?:\.(?<minor>\d)| SP(?<servicePack>\d))?(?:-LTSS)?$/;

function normaliseRelease(product: string): string {
  const found = products.exec(product)?.groups;
  return withServicePack(found?.major, found?.minor ?? found?.servicePack) ?? product;
}

function withServicePack(major: string | undefined, servicePack: string | undefined): string | undefined {
  return major === undefined ? undefined : `${major}.${servicePack ?? '0'}`;
}
