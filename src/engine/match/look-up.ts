import type { Ecosystem } from '#engine/ecosystems/index.ts';
import type { MatchSubject } from './package-match.ts';

/** How a package is looked up: all that its matches depend on, so equal look-ups have equal matches. */
export interface LookUp {
  /** OSV's name. */
  readonly ecosystem: string;
  readonly release?: string;
  readonly name: string;
  readonly version: string;
  /** True for packages of an rpm module stream. */
  readonly modular: boolean;
}

/** An ecosystem whose packages can be looked up. */
export type LookedUpEcosystem = Ecosystem & { readonly osvName: string };

/** Tells whether anything can be looked up for an ecosystem; of some no advisories exist, which is for coverage to say. */
export function isLookedUp(ecosystem: Ecosystem): ecosystem is LookedUpEcosystem {
  return ecosystem.osvName !== undefined;
}

/**
 * The name and version by which the ecosystem's advisories know a package. Where they speak of source packages, the source's
 * version counts: a binary rebuilt without a change of source (Debian's +b1) has the flaws of its source.
 */
export function lookUpOf(subject: MatchSubject, ecosystem: LookedUpEcosystem): LookUp {
  const known = (ecosystem.advisoriesName === 'source' && subject.source) || subject;
  return {
    ecosystem: ecosystem.osvName,
    ...(ecosystem.distro !== undefined && subject.release !== undefined && { release: subject.release }),
    name: ecosystem.normaliseName?.(known.name) ?? known.name,
    version: known.version,
    modular: isModular(subject),
  };
}

/** Tells whether a version is of a build for a module stream, which its release says: `1.module_el8.5.0+119+9a9ec082`. */
export function isModularBuild(version: string): boolean {
  return version.includes('.module_') || version.includes('.module+');
}

function isModular({ details, version }: MatchSubject): boolean {
  if (details?.kind !== 'rpm') return false;
  return (details.modularityLabel ?? '') !== '' || isModularBuild(version);
}
