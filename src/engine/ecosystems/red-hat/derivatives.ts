import type { Derivative, OsRelease } from '../ecosystem.ts';
import { leadingVersion } from '../releases.ts';

const rebuilds =
  'rebuilds the packages of Red Hat Enterprise Linux under the same versions, some of them later or with a suffix';

/** Ends of CentOS Linux and, by the same numbers, of CentOS Stream (centos.org/cl-vs-cs). */
const centosEnds: Readonly<Record<string, string>> = {
  5: '2017-03-31',
  6: '2020-11-30',
  7: '2024-06-30',
  8: '2021-12-31',
};
const streamEnds: Readonly<Record<string, string>> = { 8: '2024-05-31', 9: '2027-05-31', 10: '2030-05-31' };

/** Distros that take their packages from Red Hat Enterprise Linux, and keep no advisories that could be had. */
export const derivatives: readonly Derivative[] = [
  { osReleaseIds: ['centos'], differs: rebuilds, follows: (osRelease) => centos(osRelease) },
  {
    osReleaseIds: ['scientific', 'eurolinux', 'miraclelinux', 'springdale'],
    differs: rebuilds,
    follows: (osRelease) => sameMajor(osRelease),
  },
];

/** CentOS Stream has the same `ID`; from 9 on there is no other. */
function centos(osRelease: OsRelease): ReturnType<Derivative['follows']> {
  const release = leadingVersion(osRelease, 1);
  if (release === undefined) return undefined;
  const isStream = Number(release) >= 9 || /\bStream\b/i.test(osRelease.prettyName);
  const endOfLife = (isStream ? streamEnds : centosEnds)[release];
  return { release, ...(endOfLife !== undefined && { endOfLife }) };
}

function sameMajor(osRelease: OsRelease): ReturnType<Derivative['follows']> {
  const release = leadingVersion(osRelease, 1);
  return release === undefined ? undefined : { release };
}
