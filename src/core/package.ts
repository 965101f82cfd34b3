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

/** Facts that only one kind of package has, told apart by `kind`. */
export type PackageDetails =
  | { readonly kind: 'deb'; readonly status?: string; readonly maintainer?: string; readonly section?: string }
  | { readonly kind: 'apk'; readonly maintainer?: string }
  | { readonly kind: 'rpm'; readonly epoch?: number; readonly modularityLabel?: string; readonly vendor?: string }
  | { readonly kind: 'npm'; readonly private?: boolean };

/** One installed piece of software. */
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
  /** Names of the catalogers that saw it. */
  readonly foundBy: readonly string[];
  /**
   * What the package is known from, where that is hearsay: `sbom` if nothing but an SBOM document in the image names it (the
   * document is its location). Absent where the package itself, or a database of its package manager, was read.
   */
  readonly origin?: 'sbom';
  readonly details?: PackageDetails;
}
