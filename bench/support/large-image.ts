import { createHash } from 'node:crypto';
import { createWriteStream } from 'node:fs';
import { mkdir, rename, symlink, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { pipeline } from 'node:stream/promises';
import { gzipSync } from 'node:zlib';
import { mediaTypes } from '#core/descriptor.ts';
import { jsonBlob } from '#tests/support/build-image.ts';
import { type TarEntry, writeTar } from '#tests/support/tar-writer.ts';

const mebibyte = 1024 * 1024;
const words = Array.from({ length: 3000 }, (_, index) => (index * 2654435761).toString(36).slice(0, 3 + (index % 7)));

/**
 * Writes an OCI layout with one layer: gzip members on end, each a stretch of a file tree, until there are enough bytes. Eight
 * different stretches are made and used in turn, since compressing hundreds of mebibytes takes longer than reading them. The
 * layout is `work/image`, its layer's blob also `work/layer`; sizes in bytes.
 */
export async function writeLargeImage(
  work: string,
  bytes: number,
): Promise<{ readonly size: number; readonly unpacked: number; readonly entries: number }> {
  const blobs = join(work, 'image/blobs/sha256');
  await mkdir(blobs, { recursive: true });
  const stretches = Array.from({ length: 8 }, (_, seed) => makeStretch(seed + 1));
  const end = Buffer.alloc(1024);
  const stored = createHash('sha256');
  const diff = createHash('sha256');
  let size = 0;
  let unpacked = 0;
  let entries = 0;
  function* members(): Generator<Uint8Array> {
    for (let index = 0; size < bytes; index += 1) {
      const stretch = stretches[index % stretches.length];
      if (stretch === undefined) return;
      entries += stretch.entries;
      yield count(stretch.gzip, stretch.tar);
    }
    yield count(gzipSync(end), end);
  }
  const count = (gzip: Uint8Array, tar: Uint8Array) => {
    stored.update(gzip);
    diff.update(tar);
    size += gzip.length;
    unpacked += tar.length;
    return gzip;
  };
  const layerFile = join(work, 'layer');
  await pipeline(members, createWriteStream(layerFile));
  const digest = stored.digest('hex');
  await writeMetadata(join(work, 'image'), { digest, size, diffId: diff.digest('hex') });
  await rename(layerFile, join(blobs, digest));
  await symlink(join(blobs, digest), layerFile);
  return { size, unpacked, entries };
}

/** Writes manifest, configuration and index of a layout whose one layer's blob is there; digests are hexadecimal. */
export async function writeMetadata(
  image: string,
  layer: { readonly digest: string; readonly size: number; readonly diffId: string },
  mediaType: string = mediaTypes.ociLayerGzip,
): Promise<void> {
  const config = jsonBlob(mediaTypes.ociConfig, {
    os: 'linux',
    architecture: 'amd64',
    rootfs: { type: 'layers', diff_ids: [`sha256:${layer.diffId}`] },
  });
  const manifest = jsonBlob(mediaTypes.ociManifest, {
    schemaVersion: 2,
    mediaType: mediaTypes.ociManifest,
    config: { mediaType: config.mediaType, digest: config.digest, size: config.bytes.length },
    layers: [{ mediaType, digest: `sha256:${layer.digest}`, size: layer.size }],
  });
  for (const blob of [config, manifest]) await writeFile(join(image, 'blobs/sha256', blob.digest.slice(7)), blob.bytes);
  const root = { mediaType: manifest.mediaType, digest: manifest.digest, size: manifest.bytes.length };
  await writeFile(join(image, 'index.json'), JSON.stringify({ schemaVersion: 2, manifests: [root] }));
}

/** About 12 MiB of files: many small, some large; text that shrinks well, machine code that does less, media that does not. */
function makeStretch(seed: number): { readonly tar: Uint8Array; readonly gzip: Uint8Array; readonly entries: number } {
  const random = randomNumbers(seed);
  const files: TarEntry[] = [];
  for (let length = 0; length < 12 * mebibyte; ) {
    const size = Math.floor(random() ** 4 * 400_000) + 200;
    const name = files.length % 40 === 0 ? 'package.json' : `file-${files.length}.js`;
    const content = contentOf(size, random);
    files.push({ path: `opt/app-${seed}/node_modules/module-${files.length}/lib/${name}`, content });
    length += size;
  }
  const tar = writeTar(files).subarray(0, -1024);
  return { tar, gzip: gzipSync(tar), entries: files.length };
}

function contentOf(size: number, random: () => number): Uint8Array {
  const kind = random();
  const bytes = Buffer.alloc(size);
  if (kind < 0.6) {
    let text = '';
    while (text.length < size) text += `${words[Math.floor(random() * words.length)]}${random() < 0.2 ? '\n' : ' '}`;
    bytes.write(text);
    return bytes;
  }
  const mask = kind < 0.9 ? 0x3f : 0xff;
  for (let index = 0; index < size; index += 1)
    bytes[index] = Math.floor(random() * 256) & (index % 3 === 0 ? 0x0f : mask);
  return bytes;
}

/** The same numbers for the same seed (mulberry32). */
function randomNumbers(seed: number): () => number {
  let state = seed * 0x9e3779b9;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4294967296;
  };
}
