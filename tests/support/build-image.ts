import { createHash } from 'node:crypto';
import { gzipSync, zstdCompressSync } from 'node:zlib';
import { type Descriptor, mediaTypes } from '#core/descriptor.ts';
import { type Digest, isDigest } from '#core/digest.ts';
import type { Platform } from '#core/platform.ts';
import { type TarEntry, writeTar } from './tar-writer.ts';

export type LayerCompression = 'gzip' | 'zstd' | 'none';

/** What a layer of a built image holds. */
export interface LayerPlan {
  readonly files?: readonly TarEntry[];
  /** Paths deleted from the layers below; written as `.wh.NAME`. */
  readonly whiteouts?: readonly string[];
  /** Directories marked opaque; the empty string is the root. */
  readonly opaque?: readonly string[];
  readonly compression?: LayerCompression;
  readonly createdBy?: string;
  /** A tar to use in place of one made from the fields above. */
  readonly tar?: Uint8Array;
  /** Bytes to store in place of the compressed tar; the diffId stays that of the tar. */
  readonly stored?: Uint8Array;
}

export interface ImagePlan {
  readonly layers: readonly LayerPlan[];
  readonly family?: 'oci' | 'docker';
  readonly platform?: Platform;
  /** Members of the configuration that replace the built ones. */
  readonly config?: Readonly<Record<string, unknown>>;
  /** Members of the manifest that replace the built ones. */
  readonly manifest?: Readonly<Record<string, unknown>>;
}

export interface BuiltBlob {
  readonly bytes: Uint8Array;
  readonly digest: Digest;
  readonly mediaType: string;
}

export interface BuiltLayer extends BuiltBlob {
  readonly diffId: Digest;
  /** The layer before compression. */
  readonly tar: Uint8Array;
}

/** An image in memory. The same plan gives the same bytes. */
export interface BuiltImage {
  readonly manifest: BuiltBlob;
  readonly config: BuiltBlob;
  readonly layers: readonly BuiltLayer[];
  readonly platform: Platform;
}

/** Images under one index, one for each platform. */
export interface BuiltIndex {
  readonly index: BuiltBlob;
  readonly images: readonly BuiltImage[];
}

/** The sha256 digest of bytes. */
export function sha256Of(bytes: Uint8Array | string): Digest {
  const digest = `sha256:${createHash('sha256').update(bytes).digest('hex')}`;
  if (!isDigest(digest)) throw new Error('not a digest');
  return digest;
}

/** Builds an image in memory: manifest, configuration and layers with their digests. */
export function buildImage(plan: ImagePlan): BuiltImage {
  const family = plan.family ?? 'oci';
  const platform = plan.platform ?? { os: 'linux', architecture: 'amd64' };
  const layers = plan.layers.map((layer) => buildLayer(layer, family));
  const config = jsonBlob(family === 'oci' ? mediaTypes.ociConfig : mediaTypes.dockerConfig, {
    created: '1970-01-01T00:00:00Z',
    ...platform,
    config: {},
    rootfs: { type: 'layers', diff_ids: layers.map((layer) => layer.diffId) },
    history: plan.layers.map((layer, index) => ({
      created: '1970-01-01T00:00:00Z',
      created_by: layer.createdBy ?? `layer ${index}`,
    })),
    ...plan.config,
  });
  const mediaType = family === 'oci' ? mediaTypes.ociManifest : mediaTypes.dockerManifest;
  const manifest = jsonBlob(mediaType, {
    schemaVersion: 2,
    mediaType,
    config: descriptorOf(config),
    layers: layers.map(descriptorOf),
    ...plan.manifest,
  });
  return { manifest, config, layers, platform };
}

/** Builds an index over images, with further descriptors (attestations, say) if wanted. */
export function buildIndex(
  images: readonly BuiltImage[],
  options: { readonly family?: 'oci' | 'docker'; readonly extra?: readonly Descriptor[] } = {},
): BuiltIndex {
  const mediaType = options.family === 'docker' ? mediaTypes.dockerManifestList : mediaTypes.ociIndex;
  const manifests = images.map((image) => ({ ...descriptorOf(image.manifest), platform: image.platform }));
  const index = jsonBlob(mediaType, {
    schemaVersion: 2,
    mediaType,
    manifests: [...manifests, ...(options.extra ?? [])],
  });
  return { index, images };
}

/** What a manifest says of a blob. */
export function descriptorOf(blob: BuiltBlob): Descriptor {
  return { mediaType: blob.mediaType, digest: blob.digest, size: blob.bytes.length };
}

/** A blob that holds JSON. */
export function jsonBlob(mediaType: string, value: unknown): BuiltBlob {
  const bytes = Buffer.from(JSON.stringify(value));
  return { bytes, digest: sha256Of(bytes), mediaType };
}

/** Every blob that an image or index needs, the manifests included. */
export function blobsOf(built: BuiltImage | BuiltIndex): readonly BuiltBlob[] {
  if ('index' in built) return [built.index, ...built.images.flatMap(blobsOf)];
  return [built.manifest, built.config, ...built.layers];
}

/** The blob that names an image or index. */
export function rootOf(built: BuiltImage | BuiltIndex): BuiltBlob {
  return 'index' in built ? built.index : built.manifest;
}

function buildLayer(plan: LayerPlan, family: 'oci' | 'docker'): BuiltLayer {
  const tar = plan.tar ?? writeTar([...(plan.files ?? []), ...whiteoutEntries(plan)]);
  const compression = plan.compression ?? 'gzip';
  const bytes = plan.stored ?? compress(tar, compression);
  return { tar, bytes, digest: sha256Of(bytes), diffId: sha256Of(tar), mediaType: layerMediaType(compression, family) };
}

function whiteoutEntries(plan: LayerPlan): readonly TarEntry[] {
  const whiteouts = (plan.whiteouts ?? []).map((path) => {
    const slash = path.lastIndexOf('/') + 1;
    return { path: `${path.slice(0, slash)}.wh.${path.slice(slash)}` };
  });
  const opaque = (plan.opaque ?? []).map((directory) => ({
    path: directory === '' ? '.wh..wh..opq' : `${directory}/.wh..wh..opq`,
  }));
  return [...whiteouts, ...opaque];
}

function compress(tar: Uint8Array, compression: LayerCompression): Uint8Array {
  switch (compression) {
    case 'gzip':
      return gzipSync(tar);
    case 'zstd':
      return zstdCompressSync(tar);
    case 'none':
      return tar;
  }
}

function layerMediaType(compression: LayerCompression, family: 'oci' | 'docker'): string {
  if (family === 'docker') {
    return compression === 'none' ? 'application/vnd.docker.image.rootfs.diff.tar' : mediaTypes.dockerLayerGzip;
  }
  const byCompression = {
    gzip: mediaTypes.ociLayerGzip,
    zstd: mediaTypes.ociLayerZstd,
    none: mediaTypes.ociLayer,
  } as const;
  return byCompression[compression];
}
