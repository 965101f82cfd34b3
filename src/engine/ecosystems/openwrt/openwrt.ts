import type { DistroRelease, Ecosystem } from '../ecosystem.ts';
import { leadingVersion } from '../releases.ts';

/** End of support (openwrt.org/docs/guide-developer/security). */
const releases = [
  { id: '24.10' },
  { id: '23.05' },
  { id: '22.03', endOfLife: '2024-04-30' },
  { id: '21.02', endOfLife: '2023-05-31' },
  { id: '19.07', endOfLife: '2022-04-30' },
] as const satisfies readonly DistroRelease[];

/** OpenWrt, whose packages opkg installs. Its advisories are web pages, so that nothing can be looked up. */
export const openwrt = {
  name: 'openwrt',
  displayName: 'OpenWrt',
  purlType: 'opkg',
  advisoriesElsewhere: 'https://openwrt.org/advisory/start',
  advisoriesName: 'package',
  distro: {
    osReleaseIds: ['openwrt'],
    purlNamespace: 'openwrt',
    releaseOf: (osRelease) => leadingVersion(osRelease, 2),
    releases,
  },
} as const satisfies Ecosystem;
