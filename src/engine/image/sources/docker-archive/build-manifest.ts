import { createHash } from 'node:crypto';
import { type Descriptor, mediaTypes } from '#core/descriptor.ts';
import { type Digest, parseDigest } from '#core/digest.ts';
import type { ImageFiles } from '../../files/image-files.ts';
import { readSmallFile } from '../../files/read-small-file.ts';
import { ImageError } from '../../image-error.ts';
import type { ImageSourceContext, RawManifest } from '../../image-source.ts';
import { detectCompression, magicBytes } from '../../layer/detect-compression.ts';
import { parseConfig } from '../../manifest/parse-config.ts';
import type { SavedImage } from './saved-images.ts';

/** A manifest made for a saved image, and where its blobs are. */
export interface BuiltManifest {
  readonly manifest: RawManifest;
  readonly paths: ReadonlyMap<Digest, string>;
}

const layerMediaType = 'application/vnd.docker.image.rootfs.diff.tar';

/** Makes the manifest that the saved image would have if its layers were pushed as they are stored. */
export async function buildManifest(
  files: ImageFiles,
  saved: SavedImage,
  context: ImageSourceContext,
): Promise<BuiltManifest> {
  const { limits, signal } = context;
  const bytes = await readSmallFile(files, saved.configPath, { signal, maxBytes: limits.maxConfigBytes });
  if (bytes === undefined)
    throw new ImageError('image/blob-missing', `${files.name} does not hold ${saved.configPath}`);
  const { diffIds } = parseConfig(bytes, `${saved.configPath} of ${files.name}`, undefined);
  if (diffIds.length !== saved.layerPaths.length) {
    const message = `${files.name} has ${saved.layerPaths.length} layers where ${saved.configPath} lists ${diffIds.length}`;
    throw new ImageError('image/config-invalid', message);
  }
  const config = {
    mediaType: mediaTypes.dockerConfig,
    digest: digestOf(createHash('sha256').update(bytes)),
    size: bytes.length,
  };
  const paths = new Map([[config.digest, saved.configPath]]);
  const layers: Descriptor[] = [];
  for (const [index, diffId] of diffIds.entries()) {
    const path = saved.layerPaths[index] ?? '';
    const descriptor = await describeLayer(files, { path, diffId }, context);
    paths.set(descriptor.digest, path);
    layers.push(descriptor);
  }
  const document = Buffer.from(
    JSON.stringify({ schemaVersion: 2, mediaType: mediaTypes.dockerManifest, config, layers }),
  );
  const digest = digestOf(createHash('sha256').update(document));
  return { manifest: { mediaType: mediaTypes.dockerManifest, digest, bytes: document }, paths };
}

/** A plain layer's digest is its diffId; that of a compressed one is written nowhere, so it is computed. */
async function describeLayer(
  files: ImageFiles,
  layer: { readonly path: string; readonly diffId: Digest },
  context: ImageSourceContext,
): Promise<Descriptor> {
  const size = await files.sizeOf(layer.path);
  if (size === undefined) return { mediaType: layerMediaType, digest: layer.diffId, size: 0 };
  if (!(await isCompressed(files, layer.path, context)))
    return { mediaType: layerMediaType, digest: layer.diffId, size };
  const hash = createHash('sha256');
  for await (const chunk of files.stream(layer.path, context)) hash.update(chunk);
  return { mediaType: mediaTypes.dockerLayerGzip, digest: digestOf(hash), size };
}

async function isCompressed(files: ImageFiles, path: string, context: ImageSourceContext): Promise<boolean> {
  for await (const chunk of files.stream(path, context))
    return detectCompression(chunk.subarray(0, magicBytes)) !== 'none';
  return false;
}

function digestOf(hash: ReturnType<typeof createHash>): Digest {
  const digest = parseDigest(`sha256:${hash.digest('hex')}`);
  if (digest === undefined) throw new Error('sha256 gave no digest');
  return digest;
}
