import type { Distro } from '#core/distro.ts';
import type { Ecosystem, OsRelease } from './ecosystem.ts';
import { ecosystems } from './ecosystems.ts';

/** A distro with what its ecosystem knows of it; `doubt` says why its packages cannot be looked up, where that is so. */
export interface DistroRecognition {
  readonly distro: Distro;
  readonly doubt?: string;
}

/**
 * Finds the ecosystem of a distro by its `ID`. `ID_LIKE` is never enough: a derivative rebuilds packages under versions of its
 * own, and looking them up among its parent's advisories would answer wrongly without a word.
 */
export function recogniseDistro(osRelease: OsRelease, among: readonly Ecosystem[] = ecosystems): DistroRecognition {
  const ecosystem = among.find((one) => one.distro?.osReleaseIds.includes(osRelease.id));
  if (ecosystem?.distro === undefined) return { distro: osRelease, doubt: doubtOf(osRelease, among) };
  const release = ecosystem.distro.releaseOf(osRelease);
  const known = ecosystem.distro.releases.find((one) => one.id === release);
  const distro: Distro = {
    ...osRelease,
    ecosystem: ecosystem.name,
    ...(release !== undefined && { release }),
    ...(known?.endOfLife !== undefined && { endOfLife: known.endOfLife }),
  };
  if (release !== undefined || ecosystem.distro.rolling === true) return { distro };
  return {
    distro,
    doubt: `${osRelease.prettyName} does not say which release of ${ecosystem.displayName} it is, so its packages cannot be looked up`,
  };
}

function doubtOf(osRelease: OsRelease, among: readonly Ecosystem[]): string {
  // `ID_LIKE` names the closest first.
  const parents = osRelease.idLike.map((id) => among.find((one) => one.distro?.osReleaseIds.includes(id)));
  const parent = parents.find((one) => one !== undefined);
  const like =
    parent === undefined
      ? ''
      : ` (it is like ${parent.displayName}, whose advisories do not speak of packages that others build)`;
  return `no advisories are known for the distro ${osRelease.prettyName}${like}: its system packages cannot be looked up`;
}
