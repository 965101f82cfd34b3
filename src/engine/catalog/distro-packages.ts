import type { Distro } from '#core/distro.ts';
import { findEcosystem } from '#engine/ecosystems/index.ts';

/** Ecosystem of system packages whose distro is not known, or is known to use another kind of package: no plug-in has it. */
export const unknownEcosystem = 'unknown';

/** What the distro of an image gives to its system packages. */
export interface DistroOfPackages {
  /** Name of the ecosystem plug-in, or {@link unknownEcosystem}. */
  readonly ecosystem: string;
  /** purl namespace; undefined where there is no distro. */
  readonly namespace: string | undefined;
  /** purl qualifier `distro`: `debian-12`, `alpine-3.9.4`; the codename stands in where there is no number. */
  readonly qualifier: string | undefined;
}

/** Tells under which ecosystem, namespace and `distro` qualifier packages of one purl type stand in an image of a distro. */
export function distroOfPackages(purlType: string, distro: Distro | undefined): DistroOfPackages {
  if (distro === undefined) return { ecosystem: unknownEcosystem, namespace: undefined, qualifier: undefined };
  const ecosystem = distro.ecosystem === undefined ? undefined : findEcosystem(distro.ecosystem);
  // Packages of a derivative are its own, also where they are looked up as those of the distro that it follows.
  const isOwn = ecosystem?.distro?.osReleaseIds.includes(distro.id) === true;
  const release = distro.versionId ?? distro.codename;
  return {
    ecosystem: ecosystem?.purlType === purlType ? ecosystem.name : unknownEcosystem,
    namespace: isOwn ? ecosystem.distro.purlNamespace : distro.id,
    qualifier: release === undefined ? distro.id : `${distro.id}-${release}`,
  };
}
