import { standsAlone } from '#core/package.ts';
import type { Ecosystem } from '#engine/ecosystems/index.ts';
import type { MatchSubject } from './package-match.ts';

/** How a package is looked up: all that its matches depend on, so equal look-ups have equal matches. */
export interface LookUp {
  /** OSV's name. */
  readonly ecosystem: string;
  readonly release?: string;
  readonly name: string;
  readonly version: string;
  /** Which of the two `name` and `version` are: advisories that name the other are not for this look-up. */
  readonly names: 'source' | 'package';
  /** Which of the two advisories name that do not say so. */
  readonly usually: 'source' | 'package';
  /** True for packages of an rpm module stream. */
  readonly modular: boolean;
  /** `nodejs:18`, where the package says its module stream. */
  readonly module?: string;
  readonly architecture?: string;
  /** It has its name from whoever wrote it, and perhaps from nobody else: see `NpmDetails.standsAlone`. */
  readonly standsAlone?: true;
}

/**
 * The names and versions by which advisories know a package, the usual ones first; none where no advisories exist, which is for
 * coverage to say. Where they speak of source packages, the source's version counts: a binary rebuilt without a change of source
 * (Debian's +b1) has the flaws of its source.
 */
export function lookUpsOf(subject: MatchSubject, ecosystem: Ecosystem): readonly LookUp[] {
  if (isNeverPublished(subject) || isOfAnotherDistro(subject, ecosystem)) return [];
  const { osvName, advisoriesName: usually, advisoriesNameBoth } = ecosystem;
  const elsewhere = ecosystem.knownElsewhereAs?.(subject.name) ?? [];
  if (osvName === undefined) {
    const known = { version: subject.version, names: usually, usually, modular: false };
    return elsewhere.map((other) => ({ ecosystem: other.osvName, name: other.name, ...known }));
  }
  const other = usually === 'source' ? 'package' : 'source';
  // A package that names no source package is its own.
  const kinds: readonly LookUp['names'][] = advisoriesNameBoth === true ? [usually, other] : [usually];
  const module = moduleOf(subject);
  const releases = releasesOf(subject, ecosystem);
  return kinds.flatMap((names) => {
    const known = (names === 'source' && subject.source) || subject;
    const lookUp: LookUp = {
      ecosystem: osvName,
      name: ecosystem.normaliseName?.(known.name) ?? known.name,
      version: known.version,
      names,
      usually,
      modular: module !== undefined || isModularBuild(subject.version),
      ...(module !== undefined && module !== '' && { module }),
      ...(subject.architecture !== undefined && { architecture: subject.architecture }),
      ...(standsAlone(subject) && { standsAlone: true }),
    };
    return releases.length === 0 ? [lookUp] : releases.map((release) => ({ ...lookUp, release }));
  });
}

/** An application that calls itself private is nobody's package: what is published under its name is something else. */
function isNeverPublished(subject: MatchSubject): boolean {
  return standsAlone(subject) && subject.details?.kind === 'npm' && subject.details.private === true;
}

/** What a distro builds it mends without a new version: what others publish about the program does not hold. */
function isOfAnotherDistro({ details }: MatchSubject, { distro }: Ecosystem): boolean {
  return details?.kind === 'elf-note' && distro === undefined;
}

function releasesOf({ release, version }: MatchSubject, { distro }: Ecosystem): readonly string[] {
  if (distro === undefined || release === undefined) return [];
  return distro.releasesOfBuild?.(release, version) ?? [release];
}

/** Tells whether a version is of a build for a module stream, which its release says: `1.module_el8.5.0+119+9a9ec082`. */
export function isModularBuild(version: string): boolean {
  return version.includes('.module_') || version.includes('.module+');
}

/** Name and stream of a label (`nodejs:18:8060020220523:ad008a3a`), empty where it has none; undefined outside modules. */
function moduleOf({ details }: MatchSubject): string | undefined {
  if (details?.kind !== 'rpm' || (details.modularityLabel ?? '') === '') return undefined;
  return /^[^:]+:[^:]+/.exec(details.modularityLabel ?? '')?.[0] ?? '';
}
