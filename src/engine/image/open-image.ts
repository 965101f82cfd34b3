import type { Descriptor } from '#core/descriptor.ts';
import { PlimsollError } from '#core/errors.ts';
import type { ImageConfig, ImageIdentity, ImageManifest, Layer } from '#core/image.ts';
import { formatPlatform, type Platform } from '#core/platform.ts';
import { ImageError } from './image-error.ts';
import type { ImageSource, ImageSourceContext, OpenImageSource } from './image-source.ts';
import { readLayer } from './layer/read-layer.ts';
import { readVerified } from './layer/stored-bytes.ts';
import { unreadableLayer } from './layer/unreadable-layer.ts';
import type { LayerVisitor } from './layer-file.ts';
import type { LayerReading, ReadLayerOptions } from './layer-reading.ts';
import { describeSchema1 } from './manifest/describe-schema-1.ts';
import { imageLayers } from './manifest/image-layers.ts';
import { parseConfig } from './manifest/parse-config.ts';
import { readManifest } from './manifest/read-manifest.ts';
import { isSamePlatform, maxIndexDepth, selectPlatform } from './manifest/select-platform.ts';
import { chooseSource } from './sources/choose-source.ts';
import { imageSources } from './sources/index.ts';

/** An image of one platform whose layers can be read. */
export interface OpenImage {
  readonly identity: ImageIdentity;
  /** What an archive or a layout calls it; none of an image in a registry. */
  readonly names: readonly string[];
  /** Lowest first. */
  readonly layers: readonly Layer[];
  /**
   * Shows the files of a layer to `visitor`, in the order in which they are stored; a path may come twice, and the later
   * one holds. Bad bytes are problems of the reading; only a failing source, an abort and the visitor's own errors throw.
   */
  readLayer(layer: Layer, visitor: LayerVisitor, options: ReadLayerOptions): Promise<LayerReading>;
  close(): Promise<void>;
}

export interface OpenImageOptions {
  /** Chooses from an index; without it linux/amd64, or the only platform there is. */
  readonly platform?: Platform;
  /** What the index says that names the reference, for a configuration that does not say what it is for. */
  readonly listedAs?: Platform;
  readonly sources?: readonly ImageSource[];
  readonly context: ImageSourceContext;
}

/**
 * Opens what `reference` names: a registry reference, `oci:DIR[:TAG]`, `oci-archive:FILE[:TAG]` or
 * `docker-archive:FILE[:TAG]`. Throws an {@link ImageError} where that is no image, or none for the platform.
 */
export async function openImage(reference: string, options: OpenImageOptions): Promise<OpenImage> {
  const { context } = options;
  context.signal.throwIfAborted();
  const { source, location } = chooseSource(reference, options.sources ?? imageSources);
  const opened = await source.open(location, context);
  try {
    const found = await findManifest(opened, options);
    const { manifest } = found;
    const config = await readConfig(opened, found, options);
    const layers = imageLayers(manifest, config);
    return {
      identity: identityOf(opened.reference, manifest, config),
      names: opened.names ?? [],
      layers,
      readLayer: (layer, visitor, readOptions) => readImageLayer(opened, { layer, visitor, readOptions }, context),
      close: () => opened.close(),
    };
  } catch (error) {
    await opened.close();
    throw error;
  }
}

interface FoundManifest {
  readonly manifest: ImageManifest;
  /** The entry of the index that named it, where there was one. */
  readonly entry: Descriptor | undefined;
  /** The configuration, where the manifest itself holds what makes it. */
  readonly config?: Uint8Array;
}

async function findManifest(opened: OpenImageSource, options: OpenImageOptions): Promise<FoundManifest> {
  const { context, platform } = options;
  let entry: Descriptor | undefined;
  for (let depth = 0; depth <= maxIndexDepth; depth += 1) {
    const { raw, parsed } = await readManifest(opened, entry?.digest, context);
    if (parsed.kind === 'image') return { manifest: parsed.manifest, entry };
    if (parsed.kind === 'schema-1') {
      const manifest = await describeSchema1(parsed.image, { opened, digest: raw.digest, signal: context.signal });
      return { manifest, entry, config: parsed.image.config };
    }
    entry = selectPlatform(parsed.entries, platform, opened.reference);
  }
  throw new ImageError(
    'image/manifest-invalid',
    `${opened.reference} is an index of indexes, more than ${maxIndexDepth} deep`,
  );
}

async function readConfig(
  opened: OpenImageSource,
  found: FoundManifest,
  options: OpenImageOptions,
): Promise<ImageConfig> {
  const { context, platform, listedAs } = options;
  const descriptor = found.manifest.config;
  const maxBytes = context.limits.maxConfigBytes;
  const bytes =
    found.config ??
    (await readVerified(opened.blob(descriptor, context), descriptor, { signal: context.signal, maxBytes }));
  const config = parseConfig(bytes, `configuration ${descriptor.digest}`, found.entry?.platform ?? listedAs);
  // What an index says an image is for is what pulling goes by.
  if (platform !== undefined && found.entry?.platform === undefined && !isSamePlatform(config.platform, platform)) {
    throw new ImageError(
      'image/platform-not-found',
      `${opened.reference} is for ${formatPlatform(config.platform)} only, not for ${formatPlatform(platform)}`,
    );
  }
  return config;
}

function identityOf(reference: string, manifest: ImageManifest, config: ImageConfig): ImageIdentity {
  return {
    id: manifest.config.digest,
    reference,
    manifestDigest: manifest.digest,
    mediaType: manifest.mediaType,
    platform: config.platform,
    config,
    size: manifest.layers.reduce((total, layer) => total + layer.size, 0),
  };
}

async function readImageLayer(
  opened: OpenImageSource,
  request: { readonly layer: Layer; readonly visitor: LayerVisitor; readonly readOptions: ReadLayerOptions },
  context: ImageSourceContext,
): Promise<LayerReading> {
  const { layer, visitor, readOptions } = request;
  if (layer.size > context.limits.maxLayerBytes) {
    const { maxLayerBytes } = context.limits;
    return unreadableLayer(layer, {
      code: 'image/limit-exceeded',
      message: `it has ${layer.size} bytes, more than limits.maxLayerBytes (${maxLayerBytes})`,
    });
  }
  const { mediaType, digest, size } = layer;
  const open = () => opened.blob({ mediaType, digest, size }, readOptions);
  try {
    return await readLayer({ layer, open }, visitor, { ...readOptions, limits: context.limits });
  } catch (error) {
    if (isForeign(mediaType) && error instanceof PlimsollError && !error.retriable) {
      const message = `it is not stored with the image, as its media type allows, and cannot be had: ${error.message}`;
      return unreadableLayer(layer, { code: 'image/foreign-layer-absent', message });
    }
    throw error;
  }
}

/** Layers that their licence forbids to hand on: registries need not hold them (OCI image-spec, layer.md#non-distributable-layers). */
function isForeign(mediaType: string): boolean {
  return mediaType.includes('.nondistributable.') || mediaType.includes('.foreign.');
}
