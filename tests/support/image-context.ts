import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll } from 'vitest';
import type { Descriptor } from '#core/descriptor.ts';
import type { Digest } from '#core/digest.ts';
import { formatImageReference, type ImageReference } from '#core/image-reference.ts';
import { defaultLimits, type Limits } from '#core/limits.ts';
import { silentLogger } from '#core/logger.ts';
import type { ImageRegistry, ImageSourceContext, LayerFile, OpenImage, RawManifest } from '#engine/image/index.ts';
import { type BuiltImage, type BuiltIndex, blobsOf, rootOf } from './build-image.ts';

/** A directory that lasts as long as the tests of a file. Read `path` inside tests only. */
export function useTemporaryDirectory(): { readonly path: string } {
  let path = '';
  beforeAll(() => {
    path = mkdtempSync(join(tmpdir(), 'plimsoll-test-'));
  });
  afterAll(() => rmSync(path, { recursive: true, force: true }));
  return {
    get path() {
      return path;
    },
  };
}

/** A context for opening images, without a registry unless one is given. */
export function imageContext(
  options: {
    readonly temporaryDirectory?: string;
    readonly limits?: Partial<Limits>;
    readonly registry?: ImageRegistry;
    readonly signal?: AbortSignal;
  } = {},
): ImageSourceContext {
  const { registry } = options;
  return {
    registryOf: () => {
      if (registry === undefined) throw new Error('this test has no registry');
      return registry;
    },
    temporaryDirectory: options.temporaryDirectory ?? tmpdir(),
    limits: { ...defaultLimits, ...options.limits },
    logger: silentLogger,
    signal: options.signal ?? new AbortController().signal,
  };
}

/** A registry in memory that holds images by full reference (`registry/repository:tag`), their manifests and blobs by digest. */
export function memoryRegistry(images: Readonly<Record<string, BuiltImage | BuiltIndex>>): ImageRegistry {
  const blobs = new Map(
    Object.values(images)
      .flatMap(blobsOf)
      .map((blob) => [blob.digest, blob]),
  );
  const manifestOf = (reference: ImageReference): RawManifest => {
    const { digest, ...named } = reference;
    const image = images[formatImageReference(named)];
    const blob = digest === undefined ? image && rootOf(image) : blobs.get(digest);
    if (blob === undefined) throw new Error(`no manifest ${formatImageReference(reference)}`);
    return blob;
  };
  return {
    manifest: async (reference) => manifestOf(reference),
    async *blob(_reference: ImageReference, descriptor: Descriptor) {
      const bytes = blobs.get(descriptor.digest)?.bytes;
      if (bytes === undefined) throw new Error(`no blob ${descriptor.digest}`);
      for (let start = 0; start < bytes.length; start += 1000) yield bytes.subarray(start, start + 1000);
    },
  };
}

/** What a visitor saw of a layer. */
export interface SeenLayer {
  readonly files: ReadonlyMap<string, string>;
  readonly asked: readonly (readonly [path: string, size: number])[];
  readonly reading: Awaited<ReturnType<OpenImage['readLayer']>>;
}

/** Reads a layer, keeping the text of the files that `wants` chooses (all unless given). */
export async function readLayerFiles(
  image: OpenImage,
  index: number,
  options: { readonly wants?: (path: string, size: number) => boolean; readonly signal?: AbortSignal } = {},
): Promise<SeenLayer> {
  const layer = image.layers[index];
  if (layer === undefined) throw new Error(`the image has no layer ${index}`);
  const files = new Map<string, string>();
  const asked: [string, number][] = [];
  const visitor = {
    wants(path: string, size: number) {
      asked.push([path, size]);
      return options.wants?.(path, size) ?? true;
    },
    async visit(file: LayerFile) {
      files.set(file.path, Buffer.from(await file.bytes()).toString());
    },
  };
  const reading = await image.readLayer(layer, visitor, { signal: options.signal ?? new AbortController().signal });
  return { files, asked, reading };
}

/** A digest that belongs to nothing. */
export function someDigest(digit: string): Digest {
  return `sha256:${digit.repeat(64)}` as Digest;
}
