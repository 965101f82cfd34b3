import type { Derivative, OsRelease } from '../ecosystem.ts';
import { leadingVersion } from '../releases.ts';

const differs = 'takes the packages of Ubuntu as they are, and adds and replaces some';

/** Releases of each by their first number, and the long-term release of Ubuntu that they are made from. */
const followedBy: Readonly<Record<string, Readonly<Record<string, string>>>> = {
  linuxmint: { 17: '14.04', 18: '16.04', 19: '18.04', 20: '20.04', 21: '22.04', 22: '24.04' },
  elementary: { 5: '18.04', 6: '20.04', 7: '22.04', 8: '24.04' },
  zorin: { 15: '18.04', 16: '20.04', 17: '22.04', 18: '24.04' },
};

/** Distros that take most of their packages from a release of Ubuntu. */
export const derivatives: readonly Derivative[] = [
  {
    osReleaseIds: ['linuxmint', 'elementary', 'zorin'],
    differs,
    follows: (osRelease) => longTerm(followedBy[osRelease.id]?.[leadingVersion(osRelease, 1) ?? '']),
  },
  { osReleaseIds: ['pop', 'neon'], differs, follows: (osRelease) => longTerm(evenApril(osRelease)) },
];

/** These have the number of the release that they are made from. */
function evenApril(osRelease: OsRelease): string | undefined {
  const version = leadingVersion(osRelease, 2);
  return version !== undefined && /[02468]\.04$/.test(version) ? version : undefined;
}

function longTerm(version: string | undefined): ReturnType<Derivative['follows']> {
  return version === undefined ? undefined : { release: `${version}:LTS` };
}
