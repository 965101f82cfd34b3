import type { Ecosystem } from './ecosystem.ts';

/** How advisories are filed: each gives the form in which packages are looked up, from how an advisory writes it. */
export interface AdvisoryKeys {
  /** The package's name; `ecosystem` is the name that advisories give it. */
  normaliseName(ecosystem: string, name: string): string;
  /** The distro's release, empty where there is none. */
  normaliseRelease(ecosystem: string, release: string): string;
}

/** The keys that the rules of the ecosystems make; what no ecosystem speaks of stays as it is written. */
export function advisoryKeys(among: readonly Ecosystem[]): AdvisoryKeys {
  const byOsvName = new Map(among.map((ecosystem) => [ecosystem.osvName, ecosystem]));
  return {
    normaliseName: (ecosystem, name) => byOsvName.get(ecosystem)?.normaliseName?.(name) ?? name,
    normaliseRelease: (ecosystem, release) => byOsvName.get(ecosystem)?.distro?.normaliseRelease?.(release) ?? release,
  };
}
