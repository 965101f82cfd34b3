import type { DistroRelease, Ecosystem, OsRelease } from '../ecosystem.ts';
import { leadingVersion } from '../releases.ts';

/** Releases (docs.bell-sw.com/alpaquita-linux). */
const releases = [{ id: 'stream' }, { id: '25' }, { id: '23' }] as const satisfies readonly DistroRelease[];

/** BellSoft Alpaquita Linux: advisories are kept by release, `Alpaquita:23`, and for the rolling `stream`. */
export const bellsoftAlpaquita = {
  name: 'bellsoft-alpaquita',
  displayName: 'Alpaquita Linux',
  purlType: 'apk',
  osvName: 'Alpaquita',
  versionScheme: 'apk',
  advisoriesName: 'source',
  distro: {
    osReleaseIds: ['alpaquita'],
    purlNamespace: 'alpaquita',
    releaseOf,
    releases,
  },
} as const satisfies Ecosystem;

function releaseOf(osRelease: OsRelease): string | undefined {
  return osRelease.versionId === 'stream' ? 'stream' : leadingVersion(osRelease, 1);
}
