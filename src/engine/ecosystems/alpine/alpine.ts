import type { DistroRelease, Ecosystem, OsRelease } from '../ecosystem.ts';
import { leadingVersion } from '../releases.ts';
import { derivatives } from './derivatives.ts';

/** Branches and the end of their support (alpinelinux.org/releases). */
const releases = [
  { id: 'v3.24', endOfLife: '2028-06-01' },
  { id: 'v3.23', endOfLife: '2027-11-01' },
  { id: 'v3.22', endOfLife: '2027-05-01' },
  { id: 'v3.21', endOfLife: '2026-11-01' },
  { id: 'v3.20', endOfLife: '2026-04-01' },
  { id: 'v3.19', endOfLife: '2025-11-01' },
  { id: 'v3.18', endOfLife: '2025-05-09' },
  { id: 'v3.17', endOfLife: '2024-11-22' },
  { id: 'v3.16', endOfLife: '2024-05-23' },
  { id: 'v3.15', endOfLife: '2023-11-01' },
  { id: 'v3.14', endOfLife: '2023-05-01' },
  { id: 'v3.13', endOfLife: '2022-11-01' },
  { id: 'v3.12', endOfLife: '2022-05-01' },
  { id: 'v3.11', endOfLife: '2021-11-01' },
  { id: 'v3.10', endOfLife: '2021-05-01' },
  { id: 'v3.9', endOfLife: '2020-11-01' },
  { id: 'v3.8', endOfLife: '2020-05-01' },
  { id: 'v3.7', endOfLife: '2019-11-01' },
  { id: 'v3.6', endOfLife: '2019-05-01' },
  { id: 'v3.5', endOfLife: '2018-11-01' },
  { id: 'v3.4', endOfLife: '2018-05-01' },
  { id: 'v3.3', endOfLife: '2017-11-01' },
  { id: 'v3.2', endOfLife: '2017-05-01' },
] as const satisfies readonly DistroRelease[];

/** Alpine: advisories are kept by branch, `Alpine:v3.9`, and name the package that others are built from (origin). */
export const alpine = {
  name: 'alpine',
  displayName: 'Alpine Linux',
  purlType: 'apk',
  osvName: 'Alpine',
  versionScheme: 'apk',
  advisoriesName: 'source',
  distro: { osReleaseIds: ['alpine'], purlNamespace: 'alpine', releaseOf, releases, derivatives },
} as const satisfies Ecosystem;

/** Edge calls itself `3.22_alpha20250108` after the branch that it becomes: no branch that advisories are kept for. */
function releaseOf(osRelease: OsRelease): string | undefined {
  const branch = leadingVersion(osRelease, 2);
  return branch === undefined ? undefined : `v${branch}`;
}
