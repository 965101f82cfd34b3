/**
 * What was seen: software of a package manager that no cataloger reads; software that runs out of an archive; programs that nothing
 * names; archives, and packages that are not installed; sources that an application was built from.
 */
export type SightingKind = 'package-system' | 'bundle' | 'program' | 'archive' | 'sources';

/** Something in the finished image that is, or may hold, software and that no cataloger reads. */
export interface Sighting {
  readonly kind: SightingKind;
  /** For people: `Nix packages`. */
  readonly name: string;
  readonly count: number;
  /** Present where there are more than were counted. */
  readonly isAtLeast?: true;
  /** Some of them, the largest first. */
  readonly paths: readonly string[];
  /** Whether packages are missing from the report because of it. */
  readonly affectsCoverage: boolean;
}

/** How an image could be read, beside the problems met. */
export interface ImageReading {
  /** Layers that were read to their end. */
  readonly layersRead: number;
  readonly sightings: readonly Sighting[];
}

/** Whether the packages of an ecosystem could be looked up. */
export interface EcosystemCoverage {
  readonly ecosystem: string;
  /** Of the distro, where the ecosystem is one. */
  readonly release?: string;
  /** Packages that are looked up under it; those that a system package owns are not. */
  readonly packages: number;
  readonly covered: boolean;
  /** Why not. */
  readonly reason?: string;
}

/** What a report can and cannot say of an image. */
export interface Coverage {
  /** False where a package or a finding may be missing; the problems of the report say why. */
  readonly complete: boolean;
  readonly distro: {
    /** `none`: nothing in the image names one. */
    readonly state: 'recognised' | 'not-recognised' | 'none';
    readonly name?: string;
    readonly reason?: string;
  };
  readonly layers: { readonly read: number; readonly total: number };
  /** Absent where nothing was looked up. */
  readonly advisories?: {
    /** ISO time. */
    readonly builtAt: string;
    readonly ageDays: number;
    readonly ecosystems: readonly EcosystemCoverage[];
  };
  /** Files that could not be read, or not whole, some of them by name. */
  readonly unreadFiles: {
    readonly count: number;
    readonly files: readonly { readonly path: string; readonly code: string }[];
  };
  readonly sightings: readonly Sighting[];
}
