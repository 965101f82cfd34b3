import type { BaseImage } from './base-image.ts';
import type { Coverage, ImageReading } from './coverage.ts';
import type { Digest } from './digest.ts';
import type { Distro } from './distro.ts';
import type { Finding } from './finding.ts';
import type { ImageIdentity, Layer } from './image.ts';
import type { Lifecycle } from './lifecycle.ts';
import type { Package } from './package.ts';
import type { Verdict } from './policy.ts';
import type { ScanProblem } from './problem.ts';
import type { SecretFinding } from './secret-finding.ts';
import type { UpgradePlan } from './upgrade.ts';

/**
 * What one layer did to the packages of an image. Contributions of layers with the same chain of layers below are equal, so they
 * are stored once: the packages of an image are the sum of `added` less `removed`, which name packages that a lower layer added.
 */
export interface LayerContribution {
  /** diffId. */
  readonly layer: Digest;
  /** Packages first seen with this layer, with the locations that it brought; those whose owner changes with it, with all. */
  readonly added: readonly Package[];
  /** Packages seen below that are gone, or stand at other places only, with this layer; `paths` are those that went. */
  readonly removed: readonly { readonly packageId: string; readonly paths: readonly string[] }[];
}

/** A document that an inventory was read from in place of an image. */
export interface SbomSource {
  readonly path: string;
  /** Of its bytes. */
  readonly digest: Digest;
  /** `CycloneDX 1.6`. */
  readonly format: string;
  /** Names of the tools that made it. */
  readonly createdBy: readonly string[];
}

/** What the catalogers found in an image, layers put together. */
export interface Inventory {
  /** Where there is an `sbom`, what that says of the image; digests that it does not give are those of the document. */
  readonly image: ImageIdentity;
  readonly sbom?: SbomSource;
  readonly distro?: Distro;
  readonly layers: readonly Layer[];
  /** What is present in the finished image. */
  readonly packages: readonly Package[];
  /** One for each layer, lowest first. */
  readonly contributions: readonly LayerContribution[];
  /** In environment, labels and history always; in files where that was asked for. */
  readonly secrets: readonly SecretFinding[];
  readonly problems: readonly ScanProblem[];
  /** Absent where no image was read. */
  readonly reading?: ImageReading;
}

/** A layer with the instruction that made it. */
export interface LayerNote {
  /** diffId. */
  readonly layer: Digest;
  readonly createdBy?: string;
}

/** A package that a layer brought and a later one removed: its files are still in the image's layers, but not in its file system. */
export interface RemovedPackage {
  readonly packageId: string;
  readonly type: string;
  readonly name: string;
  readonly version: string;
  /** Whether the finished image has another version of it. */
  readonly reason: 'removed' | 'replaced';
  readonly broughtBy: LayerNote;
  readonly removedBy: LayerNote;
}

/** A source inside the advisory database, `fetchedAt` as ISO time. */
export interface AdvisorySourceStatus {
  readonly name: string;
  readonly fetchedAt: string;
  readonly records: number;
}

/** The result of a scan. `complete` is false where anything could not be read or looked up; `problems` says what. */
export interface ScanReport {
  readonly schemaVersion: 1;
  readonly tool: { readonly name: string; readonly version: string };
  readonly image: ImageIdentity;
  /** Present where a document was scanned in place of an image: see {@link Inventory}. */
  readonly sbom?: SbomSource;
  /** Where it is known; `fromBaseImage` of each layer then says which came from it. */
  readonly baseImage?: BaseImage;
  readonly distro?: Distro;
  readonly layers: readonly Layer[];
  readonly packages: readonly Package[];
  readonly removed: readonly RemovedPackage[];
  readonly findings: readonly Finding[];
  /** Absent where nothing was looked up. */
  readonly plan?: UpgradePlan;
  readonly verdicts: readonly Verdict[];
  /** How long distro and run-times are supported, where that is known. */
  readonly lifecycles: readonly Lifecycle[];
  readonly secrets: readonly SecretFinding[];
  readonly problems: readonly ScanProblem[];
  readonly complete: boolean;
  /** What `complete` is made of. */
  readonly coverage: Coverage;
  readonly advisoryDatabase?: {
    readonly builtAt: string;
    readonly revision: number;
    readonly sources: readonly AdvisorySourceStatus[];
  };
  readonly startedAt: string;
  readonly finishedAt: string;
}
