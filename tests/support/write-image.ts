import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { gzipSync, zstdCompressSync } from 'node:zlib';
import { digestHex } from '#core/digest.ts';
import {
  type BuiltBlob,
  type BuiltImage,
  type BuiltIndex,
  blobsOf,
  descriptorOf,
  type LayerCompression,
  rootOf,
} from './build-image.ts';
import { type TarEntry, writeTar } from './tar-writer.ts';

/** An image or index with the name under which it is stored. */
export interface NamedImage {
  readonly image: BuiltImage | BuiltIndex;
  /** Tag (`org.opencontainers.image.ref.name`). */
  readonly tag?: string;
  /** Further annotations of its entry in `index.json`. */
  readonly annotations?: Readonly<Record<string, string>>;
}

/** Writes an OCI image layout into `directory` and returns it. */
export async function writeOciLayout(directory: string, images: readonly NamedImage[]): Promise<string> {
  await mkdir(join(directory, 'blobs/sha256'), { recursive: true });
  for (const entry of layoutEntries(images)) await writeFile(join(directory, entry.path), entry.content ?? '');
  return directory;
}

/** Writes an OCI image layout as one tar and returns its path. */
export async function writeOciArchive(
  file: string,
  images: readonly NamedImage[],
  options: { readonly compression?: LayerCompression } = {},
): Promise<string> {
  await writeFile(file, packArchive(layoutEntries(images), options.compression ?? 'none'));
  return file;
}

/** An image with the names that `docker save` would give it. */
export interface TaggedImage {
  readonly image: BuiltImage;
  readonly repoTags: readonly string[];
}

/**
 * Writes what `docker save` writes. `layout` is `legacy` (a directory with `layer.tar` for each layer), `linked` (the same,
 * where a layer that came before is a symbolic link to it) or `blobs` (files under `blobs/sha256`, as since Docker 25).
 */
export async function writeDockerArchive(
  file: string,
  images: readonly TaggedImage[],
  options: { readonly compression?: LayerCompression; readonly layout?: 'legacy' | 'linked' | 'blobs' } = {},
): Promise<string> {
  const entries = dockerEntries(images, options.layout ?? 'legacy');
  await writeFile(file, packArchive(entries, options.compression ?? 'none'));
  return file;
}

function layoutEntries(images: readonly NamedImage[]): readonly TarEntry[] {
  const manifests = images.map(({ image, tag, annotations }) => ({
    ...descriptorOf(rootOf(image)),
    ...((tag !== undefined || annotations !== undefined) && {
      annotations: { ...(tag !== undefined && { 'org.opencontainers.image.ref.name': tag }), ...annotations },
    }),
  }));
  const blobs = new Map(images.flatMap(({ image }) => blobsOf(image)).map((blob) => [blob.digest, blob]));
  return [
    { path: 'oci-layout', content: '{"imageLayoutVersion":"1.0.0"}' },
    { path: 'index.json', content: JSON.stringify({ schemaVersion: 2, manifests }) },
    ...[...blobs.values()].map((blob) => ({ path: blobPath(blob), content: blob.bytes })),
  ];
}

function dockerEntries(images: readonly TaggedImage[], layout: 'legacy' | 'linked' | 'blobs'): readonly TarEntry[] {
  const entries = new Map<string, TarEntry>();
  const stored = new Map<string, string>();
  const manifest = images.map(({ image, repoTags }, imageIndex) => {
    const config = layout === 'blobs' ? blobPath(image.config) : `${digestHex(image.config.digest)}.json`;
    entries.set(config, { path: config, content: image.config.bytes });
    const layers = image.layers.map((layer, index) => {
      const path =
        layout === 'blobs' ? `blobs/sha256/${digestHex(layer.diffId)}` : `layer-${imageIndex}-${index}/layer.tar`;
      const earlier = stored.get(layer.diffId);
      const isLink = layout === 'linked' && earlier !== undefined;
      entries.set(path, isLink ? { path, type: 'symlink', linkTarget: `../${earlier}` } : { path, content: layer.tar });
      if (!isLink) stored.set(layer.diffId, path);
      return path;
    });
    return { Config: config, RepoTags: repoTags, Layers: layers };
  });
  return [...entries.values(), { path: 'manifest.json', content: JSON.stringify(manifest) }];
}

function packArchive(entries: readonly TarEntry[], compression: LayerCompression): Uint8Array {
  const tar = writeTar(entries);
  return compression === 'gzip' ? gzipSync(tar) : compression === 'zstd' ? zstdCompressSync(tar) : tar;
}

function blobPath(blob: BuiltBlob): string {
  return `blobs/sha256/${digestHex(blob.digest)}`;
}
