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
  | { readonly kind: 'npm'; readonly private?: boolean }
  | {
      readonly kind: 'maven';
      /** What says which artifact it is, the best first. */
      readonly identifiedBy: 'pom' | 'manifest' | 'file-name';
      /** True where no file says the group id. */
      readonly groupIdGuessed?: boolean;
      /** Of the archive whose own artifact this is, hexadecimal. */
      readonly sha1?: string;
    };

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
  readonly details?: PackageDetails;
}
