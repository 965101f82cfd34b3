import type { Derivative, OsRelease } from '../ecosystem.ts';
import { leadingVersion } from '../releases.ts';

/** Devuan's releases, and those of Debian that they are made from (devuan.org/os/releases). */
const devuan: Readonly<Record<string, string>> = {
  jessie: '8',
  ascii: '9',
  beowulf: '10',
  chimaera: '11',
  daedalus: '12',
  excalibur: '13',
};
/** Linux Mint Debian Edition's (linuxmint.com/download_lmde.php). */
const mint: Readonly<Record<string, string>> = { 3: '9', 4: '10', 5: '11', 6: '12', 7: '13' };

/** Distros that take most of their packages from a release of Debian. What follows testing, as Kali does, follows no release. */
export const derivatives: readonly Derivative[] = [
  {
    osReleaseIds: ['raspbian'],
    differs: 'rebuilds the packages of Debian for older processors, some of them with changes and a suffix (+rpi1)',
    follows: (osRelease) => followed(leadingVersion(osRelease, 1)),
  },
  {
    osReleaseIds: ['devuan'],
    differs: 'takes the packages of Debian as they are, but for those that it changes (+devuan1)',
    follows: ({ codename }) => followed(codename === undefined ? undefined : devuan[codename]),
  },
  {
    osReleaseIds: ['linuxmint'],
    differs: 'takes the packages of Debian as they are, and adds and replaces some',
    follows: (osRelease) => followed(mint[majorOf(osRelease)]),
  },
];

function majorOf(osRelease: OsRelease): string {
  return leadingVersion(osRelease, 1) ?? '';
}

function followed(release: string | undefined): ReturnType<Derivative['follows']> {
  return release === undefined ? undefined : { release };
}
