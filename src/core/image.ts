import type { Descriptor } from './descriptor.ts';
import type { Digest } from './digest.ts';
import type { Platform } from './platform.ts';

/** One line of an image's history; `emptyLayer` lines changed no file and have no layer of their own. */
export interface HistoryEntry {
  readonly created?: string;
  readonly createdBy?: string;
  readonly comment?: string;
  readonly emptyLayer: boolean;
}

/** The parts of an image configuration that Plimsoll uses (OCI image-spec, config.md). */
export interface ImageConfig {
  readonly platform: Platform;
  readonly created?: string;
  readonly author?: string;
  /** Digests of the uncompressed layers, lowest first. */
  readonly diffIds: readonly Digest[];
  readonly history: readonly HistoryEntry[];
  readonly labels: Readonly<Record<string, string>>;
  readonly user?: string;
  readonly env: readonly string[];
  readonly exposedPorts: readonly string[];
}

/** A layer of an image. `digest` and `size` (bytes) are those of the blob as stored, compressed or not. */
export interface Layer {
  readonly index: number;
  readonly digest: Digest;
  readonly diffId: Digest;
  /** Nothing says what it unpacks to (Docker schema 1): `diffId` is the digest of what is stored. */
  readonly isDiffIdUnknown?: boolean;
  readonly size: number;
  readonly mediaType: string;
  /** The instruction that made it, from the image's history. */
  readonly createdBy?: string;
  readonly fromBaseImage?: boolean;
}

/** An image manifest, of either family, as far as it is used. `layers` are lowest first. */
export interface ImageManifest {
  readonly mediaType: string;
  readonly digest: Digest;
  readonly config: Descriptor;
  readonly layers: readonly Descriptor[];
  readonly annotations?: Readonly<Record<string, string>>;
}

/** Which image a report speaks of. `id` is the digest of its configuration: tags and manifests are names for it. */
export interface ImageIdentity {
  readonly id: Digest;
  readonly reference: string;
  readonly manifestDigest: Digest;
  readonly mediaType: string;
  readonly platform: Platform;
  readonly config: ImageConfig;
  /** Sum of the stored layer sizes, bytes. */
  readonly size: number;
}
