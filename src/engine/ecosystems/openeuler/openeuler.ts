import type { DistroRelease, Ecosystem, OsRelease } from '../ecosystem.ts';
import { leadingVersion } from '../releases.ts';

/** Releases (openeuler.org/en/other/lifecycle). */
const releases = [
  { id: '25.09' },
  { id: '25.03' },
  { id: '24.09' },
  { id: '24.03-LTS-SP3' },
  { id: '24.03-LTS-SP2' },
  { id: '24.03-LTS-SP1' },
  { id: '24.03-LTS' },
  { id: '22.03-LTS-SP4' },
  { id: '22.03-LTS-SP3' },
  { id: '22.03-LTS-SP2' },
  { id: '22.03-LTS-SP1' },
  { id: '22.03-LTS' },
  { id: '20.03-LTS-SP4' },
  { id: '20.03-LTS-SP3' },
  { id: '20.03-LTS-SP2' },
  { id: '20.03-LTS-SP1' },
  { id: '20.03-LTS' },
] as const satisfies readonly DistroRelease[];

/** openEuler: releases are named with their service pack, `24.03-LTS-SP1`. */
export const openeuler = {
  name: 'openeuler',
  displayName: 'openEuler',
  purlType: 'rpm',
  osvName: 'openEuler',
  versionScheme: 'rpm',
  advisoriesName: 'source',
  distro: {
    osReleaseIds: ['openeuler'],
    purlNamespace: 'openeuler',
    releaseOf,
    releases,
  },
} as const satisfies Ecosystem;

/** The service pack is in the name for people alone: `openEuler 24.03 (LTS-SP1)`. */
function releaseOf(osRelease: OsRelease): string | undefined {
  const version = leadingVersion(osRelease, 2);
  if (version === undefined) return undefined;
  const support = /\((LTS(?:-SP\d{1,2})?)\)/.exec(osRelease.prettyName)?.[1];
  return support === undefined ? version : `${version}-${support}`;
}
