import type { Distro } from '#core/distro.ts';
import type { Derivative, Ecosystem, OsRelease } from './ecosystem.ts';
import { ecosystems } from './ecosystems.ts';

/** A distro with what its ecosystem knows of it. */
export interface DistroRecognition {
  readonly distro: Distro;
  /** Why its packages cannot be looked up, where that is so. */
  readonly doubt?: string;
  /** Why what is found for its packages may be wrong, where they are looked up as those of the distro that it follows. */
  readonly caveat?: string;
}

/**
 * Finds the ecosystem of a distro by its `ID`. `ID_LIKE` is never enough: a derivative rebuilds packages under versions of its
 * own, and looking them up among its parent's advisories would answer wrongly without a word. Derivatives of which it is known
 * what they follow are looked up as that, with a word.
 */
export function recogniseDistro(osRelease: OsRelease, among: readonly Ecosystem[] = ecosystems): DistroRecognition {
  const ecosystem = among.find((one) => one.distro?.osReleaseIds.includes(osRelease.id));
  if (ecosystem === undefined)
    return followParent(osRelease, among) ?? { distro: osRelease, doubt: doubtOf(osRelease, among) };
  const release = ecosystem.distro?.releaseOf(osRelease);
  const distro = withEcosystem(osRelease, ecosystem, release);
  if (release !== undefined || ecosystem.distro?.rolling === true) return { distro };
  return {
    distro,
    doubt: `${osRelease.prettyName} does not say which release of ${ecosystem.displayName} it is, so its packages cannot be looked up`,
  };
}

function withEcosystem(osRelease: OsRelease, ecosystem: Ecosystem, release: string | undefined): Distro {
  const known = ecosystem.distro?.releases.find((one) => one.id === release);
  return {
    ...osRelease,
    ecosystem: ecosystem.name,
    ...(release !== undefined && { release }),
    ...(known?.endOfLife !== undefined && { endOfLife: known.endOfLife }),
  };
}

function followParent(osRelease: OsRelease, among: readonly Ecosystem[]): DistroRecognition | undefined {
  for (const ecosystem of among) {
    for (const derivative of ecosystem.distro?.derivatives ?? []) {
      if (!derivative.osReleaseIds.includes(osRelease.id)) continue;
      const followed = derivative.follows(osRelease);
      if (followed !== undefined) return follow(osRelease, ecosystem, { ...followed, derivative });
    }
  }
  return undefined;
}

function follow(
  osRelease: OsRelease,
  ecosystem: Ecosystem,
  { release, endOfLife, derivative }: { release: string; endOfLife?: string; derivative: Derivative },
): DistroRecognition {
  const distro = { ...withEcosystem(osRelease, ecosystem, release), ...(endOfLife !== undefined && { endOfLife }) };
  return {
    distro,
    caveat: `${osRelease.prettyName} ${derivative.differs}: its packages are looked up as those of ${ecosystem.displayName} ${release}, which may be wrong for what it changed`,
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
