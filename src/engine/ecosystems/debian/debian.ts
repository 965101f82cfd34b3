import type { DistroRelease, Ecosystem, OsRelease } from '../ecosystem.ts';
import { leadingVersion } from '../releases.ts';
import { derivatives } from './derivatives.ts';

/**
 * Releases by number and codename. `endOfLife` is the end of LTS, with which Debian's own advisories for a release end
 * (wiki.debian.org/LTS; before squeeze, the end of security support).
 */
const releases = [
  { id: '14', codename: 'forky' },
  { id: '13', codename: 'trixie', endOfLife: '2030-06-30' },
  { id: '12', codename: 'bookworm', endOfLife: '2028-06-30' },
  { id: '11', codename: 'bullseye', endOfLife: '2026-08-31' },
  { id: '10', codename: 'buster', endOfLife: '2024-06-30' },
  { id: '9', codename: 'stretch', endOfLife: '2022-06-30' },
  { id: '8', codename: 'jessie', endOfLife: '2020-06-30' },
  { id: '7', codename: 'wheezy', endOfLife: '2018-05-31' },
  { id: '6.0', codename: 'squeeze', endOfLife: '2016-02-29' },
  { id: '5.0', codename: 'lenny', endOfLife: '2012-02-06' },
  { id: '4.0', codename: 'etch', endOfLife: '2010-02-15' },
  { id: '3.1', codename: 'sarge', endOfLife: '2008-03-31' },
  { id: '3.0', codename: 'woody', endOfLife: '2006-06-30' },
  { id: 'sid', codename: 'sid' },
] as const satisfies readonly DistroRelease[];

/** Debian: releases are numbers, and `sid` where there is none (OSV schema). */
export const debian = {
  name: 'debian',
  displayName: 'Debian',
  purlType: 'deb',
  osvName: 'Debian',
  versionScheme: 'deb',
  advisoriesName: 'source',
  distro: { osReleaseIds: ['debian'], purlNamespace: 'debian', releaseOf, releases, derivatives },
} as const satisfies Ecosystem;

/** Testing and unstable have no `VERSION_ID`: their codename decides. Up to squeeze the release has two numbers. */
function releaseOf(osRelease: OsRelease): string | undefined {
  const major = leadingVersion(osRelease, 1);
  if (major === undefined) return releases.find(({ codename }) => codename === osRelease.codename)?.id;
  if (Number(major) >= 7) return major;
  return leadingVersion(osRelease, 2) ?? releases.find(({ id }) => id === `${major}.0`)?.id;
}
