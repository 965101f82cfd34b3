import type { Digest } from './digest.ts';

/** Where a package was seen: a path inside the image (no leading slash) and the diffId of the layer that introduced it. */
export interface Location {
  readonly path: string;
  readonly layer: Digest;
  readonly line?: number;
}

/** What advisories are written against where that is not the package itself: deb source, apk origin, source rpm. */
export interface SourcePackage {
  readonly name: string;
  readonly version: string;
}

/** Facts of a module that a Go program was built of. */
export interface GoDetails {
  readonly kind: 'go';
  /** The module, `path@version`, that was asked for where this one's code was taken. */
  readonly replaces?: string;
  /** A directory whose code was taken in place of the module's: what is known of the module need not hold. */
  readonly replacedBy?: string;
  /** Of the program's own module: who says its version. Linker flags are what its makers chose. */
  readonly mainVersionFrom?: 'build-info' | 'linker-flags' | 'version-control';
  /** Of the standard library: the toolchain's name where it is not just the version. */
  readonly toolchain?: string;
}

/** Facts that only one kind of package has, told apart by `kind`. */
export type PackageDetails =
  | GoDetails
  /** `cpes` are names in the form 2.3 (csrc.nist.gov/projects/security-content-automation-protocol), the version included. */
  | { readonly kind: 'binary'; readonly cpes: readonly string[] }
  | { readonly kind: 'cargo'; readonly source: string; readonly root?: true }
  | { readonly kind: 'deb'; readonly status?: string; readonly maintainer?: string; readonly section?: string }
  | { readonly kind: 'apk'; readonly maintainer?: string }
  | { readonly kind: 'rpm'; readonly epoch?: number; readonly modularityLabel?: string; readonly vendor?: string }
  | { readonly kind: 'alpm'; readonly packager?: string }
  | { readonly kind: 'opkg'; readonly maintainer?: string }
  | { readonly kind: 'ebuild'; readonly slot?: string; readonly repository?: string }
  | NpmDetails
  /** A program says in a note that it is part of this package; no database has it. */
  | { readonly kind: 'elf-note' }
  | MavenDetails
  | { readonly kind: 'rubygems'; readonly platform?: string; readonly default?: boolean }
  | { readonly kind: 'packagist'; readonly development?: boolean; readonly commit?: string }
  | { readonly kind: 'pear'; readonly channel: string }
  | { readonly kind: 'nuget'; readonly runtimePack?: boolean }
  | PythonDetails
  | { readonly kind: 'conda'; readonly build?: string; readonly channel?: string; readonly subdir?: string }
  | { readonly kind: 'erlang'; readonly description?: string }
  | { readonly kind: 'julia'; readonly uuid: string; readonly standardLibrary?: boolean }
  | { readonly kind: 'cpan'; readonly module?: string; readonly author?: string }
  | { readonly kind: 'r'; readonly priority?: string; readonly repository?: string; readonly commit?: string };

/** What the manifest of an npm package says besides, and where it is. */
export interface NpmDetails {
  readonly kind: 'npm';
  /** Never to be published: npm's registry has none of that name from the same hands. */
  readonly private?: boolean;
  /** npm has not installed it where it is: unpacked by hand, carried by another package, or an application itself. */
  readonly standsAlone?: boolean;
}

/** What says which artifact a Java archive is. */
export interface MavenDetails {
  readonly kind: 'maven';
  /** The best first. */
  readonly identifiedBy: 'pom' | 'manifest' | 'file-name';
  /** True where no file says the group id. */
  readonly groupIdGuessed?: boolean;
  /** Of the archive whose own artifact this is, hexadecimal. */
  readonly sha1?: string;
}

/** How a Python package came to be installed. `directUrl` is given where it was not taken from an index. */
export interface PythonDetails {
  readonly kind: 'python';
  readonly installer?: string;
  readonly directUrl?: string;
  readonly commit?: string;
  readonly editable?: boolean;
}

/**
 * What says that a package is there, where nobody installed it as far as the image shows: a lock file, which lists what an
 * application was built from, or an SBOM found in the image.
 */
export type PackageOrigin = 'lock-file' | 'sbom';

/** One piece of software: installed, unless `origin` says otherwise. */
export interface Package {
  /** Stable within a report: the purl. */
  readonly id: string;
  readonly purl: string;
  /** purl type: `deb`, `apk`, `rpm`, `npm`. */
  readonly type: string;
  /** Name of the ecosystem plug-in whose rules apply: `debian`, `alpine`, `npm`. */
  readonly ecosystem: string;
  readonly name: string;
  /** As the package manager shows it, epoch included. */
  readonly version: string;
  readonly source?: SourcePackage;
  readonly architecture?: string;
  /** SPDX expressions where the package manager gives one, else its own words. */
  readonly licenses: readonly string[];
  readonly locations: readonly Location[];
  /**
   * `id` of the system package whose list of files holds all places of this one, and whose distro's advisories therefore answer
   * for it: it is not looked up by itself. Absent where none does.
   */
  readonly owner?: string;
  /** Names of the catalogers that saw it. */
  readonly foundBy: readonly string[];
  /** Absent for what is installed. */
  readonly origin?: PackageOrigin;
  readonly details?: PackageDetails;
}

/** Tells whether what was found says by itself which package it is, and no package manager has put it there: see {@link NpmDetails}. */
export function standsAlone({ details }: Pick<Package, 'details'>): boolean {
  return details?.kind === 'elf-note' || (details?.kind === 'npm' && details.standsAlone === true);
}
