import type { Descriptor } from '#core/descriptor.ts';
import type { Digest } from '#core/digest.ts';
import type { ImageReference } from '#core/image-reference.ts';
import type { Limits } from '#core/limits.ts';
import type { Logger } from '#core/logger.ts';

/** A manifest or index as stored: its bytes are what `digest` is the digest of. */
export interface RawManifest {
  readonly mediaType: string;
  readonly digest: Digest;
  readonly bytes: Uint8Array;
}

export interface ReadOptions {
  readonly signal: AbortSignal;
}

/** An image reference that has been opened: its manifests and blobs can be read. */
export interface OpenImageSource {
  /** The reference in full, for people. */
  readonly reference: string;
  /** What an archive or a layout calls the image: whole names, or bare tags. */
  readonly names?: readonly string[];
  /** The manifest or index that the reference names, or, with `digest`, one that an index names. */
  manifest(digest: Digest | undefined, options: ReadOptions): Promise<RawManifest>;
  /** A blob's bytes as stored, in chunks that are valid until the next; not yet verified: `image` checks size and digest. */
  blob(descriptor: Descriptor, options: ReadOptions): AsyncIterable<Uint8Array>;
  /** Size of a blob, where the source can tell it without its descriptor, which manifests of schema 1 lack. */
  blobSize?(digest: Digest, options: ReadOptions): Promise<number>;
  close(): Promise<void>;
}

/** What `image` needs of a registry; `registry` supplies it, so that neither knows the other. */
export interface ImageRegistry {
  manifest(reference: ImageReference, options: ReadOptions): Promise<RawManifest>;
  blob(reference: ImageReference, descriptor: Descriptor, options: ReadOptions): AsyncIterable<Uint8Array>;
  blobSize?(reference: ImageReference, digest: Digest, options: ReadOptions): Promise<number>;
}

export interface ImageSourceContext {
  /** Gives access to the registry of a reference, signed in as configured. */
  readonly registryOf: (reference: ImageReference) => ImageRegistry;
  readonly temporaryDirectory: string;
  readonly limits: Limits;
  readonly logger: Logger;
  readonly signal: AbortSignal;
}

/** A place that images are read from. `scheme` is what stands before the colon: `oci`, `oci-archive`; none for registries. */
export interface ImageSource {
  readonly name: string;
  readonly scheme?: string;
  /** Opens `location`, the reference without its scheme. */
  open(location: string, context: ImageSourceContext): Promise<OpenImageSource>;
}
