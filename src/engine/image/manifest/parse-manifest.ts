import { type Artifact, type ArtifactKind, artifactOf } from '#core/artifact-kind.ts';
import {
  type Descriptor,
  isIndexMediaType,
  isManifestMediaType,
  isSchema1MediaType,
  mediaTypes,
} from '#core/descriptor.ts';
import type { ImageManifest } from '#core/image.ts';
import { asRecords, asString } from '#core/json.ts';
import type { Limits } from '#core/limits.ts';
import { ImageError } from '../image-error.ts';
import type { RawManifest } from '../image-source.ts';
import { parseDescriptor, parseStrings } from './parse-descriptor.ts';
import { parseJsonObject } from './parse-json.ts';
import { parseSchema1, type Schema1Image } from './parse-schema-1.ts';
import { isImage } from './select-platform.ts';

/** A manifest of one image, of the present or Docker's first schema, or an index over several. */
export type ParsedManifest =
  | { readonly kind: 'image'; readonly manifest: ImageManifest }
  | { readonly kind: 'index'; readonly entries: readonly Descriptor[] }
  | { readonly kind: 'schema-1'; readonly image: Schema1Image };

type Body = Readonly<Record<string, unknown>>;

/**
 * Reads an OCI or Docker v2 manifest or index (OCI image-spec, manifest.md and image-index.md). Throws an {@link ImageError}
 * for what is neither: a damaged document, or an artifact that is no image.
 */
export function parseManifest(raw: RawManifest, limits: Limits): ParsedManifest {
  const what = `manifest ${raw.digest}`;
  if (raw.bytes.length > limits.maxManifestBytes) {
    throw new ImageError(
      'image/limit-exceeded',
      `${what} of ${raw.bytes.length} bytes is larger than limits.maxManifestBytes (${limits.maxManifestBytes})`,
    );
  }
  const body = parseJsonObject(raw.bytes, what);
  if (isSchema1(body, raw)) return { kind: 'schema-1', image: parseSchema1(body, what, limits) };
  if (body.schemaVersion !== 2) throw new ImageError('image/manifest-invalid', `${what} is not of schema version 2`);
  const isIndex = Array.isArray(body.manifests);
  if (isIndex && (body.layers !== undefined || body.config !== undefined)) {
    throw new ImageError('image/manifest-invalid', `${what} is ambiguous: it has both manifests and layers`);
  }
  const mediaType = effectiveMediaType(body, raw);
  if (isIndex && isIndexMediaType(mediaType)) return parseIndex(body, what);
  if (!isIndex && isManifestMediaType(mediaType))
    return { kind: 'image', manifest: parseImage(body, raw, { what, limits, mediaType }) };
  if (isIndexMediaType(mediaType) || isManifestMediaType(mediaType)) {
    throw new ImageError('image/manifest-invalid', `${what} does not have the members of its media type, ${mediaType}`);
  }
  const message = `${what} has the media type ${mediaType.slice(0, 200)}, which is no image`;
  throw new ImageError('image/unsupported-media-type', message, { artifact: artifactOf(body, mediaType) });
}

/** Tells whether a media type names a layer of files: any tar, of either family, packed in any way. */
export function isLayerMediaType(mediaType: string): boolean {
  return /(?:^|[.+])tar(?:$|[.+])/.test(mediaType);
}

function isSchema1(body: Body, raw: RawManifest): boolean {
  return body.schemaVersion === 1 || isSchema1MediaType(raw.mediaType);
}

/** The document's own word, else that of whoever sent it; senders that know no better say JSON. */
function effectiveMediaType(body: Body, raw: RawManifest): string {
  const own = asString(body.mediaType);
  if (own !== undefined && own !== '') return own;
  const given = raw.mediaType.split(';')[0]?.trim() ?? '';
  if (isIndexMediaType(given) || isManifestMediaType(given)) return given;
  if (Array.isArray(body.manifests)) return mediaTypes.ociIndex;
  return Array.isArray(body.layers) ? mediaTypes.ociManifest : given;
}

function parseIndex(body: Body, what: string): ParsedManifest {
  const members = Array.isArray(body.manifests) ? body.manifests : [];
  const entries = members.map((member, index) => parseDescriptor(member, `entry ${index} of ${what}`));
  const isArtifact = asString(body.artifactType) !== undefined && body.artifactType !== '';
  if (isArtifact || !entries.some(isImage)) throw notAnImage(artifactOf(body, mediaTypes.ociIndex));
  return { kind: 'index', entries };
}

function parseImage(
  body: Body,
  raw: RawManifest,
  context: { readonly what: string; readonly limits: Limits; readonly mediaType: string },
): ImageManifest {
  const { what, limits, mediaType } = context;
  const config = parseDescriptor(body.config, `the config of ${what}`);
  checkIsImage(body, mediaType, config);
  const members: unknown = body.layers;
  if (!Array.isArray(members)) throw new ImageError('image/manifest-invalid', `${what} has no layers`);
  if (members.length > limits.maxLayers) {
    throw new ImageError(
      'image/limit-exceeded',
      `${what} has ${members.length} layers: more than limits.maxLayers (${limits.maxLayers})`,
    );
  }
  const layers = members.map((member, index) => parseDescriptor(member, `layer ${index} of ${what}`));
  const annotations = parseStrings(body.annotations);
  return { mediaType, digest: raw.digest, config, layers, ...(annotations !== undefined && { annotations }) };
}

/** Signatures, charts and attestations are stored as manifests too: their config or their layers tell them apart. */
function checkIsImage(body: Body, mediaType: string, config: Descriptor): void {
  if (config.mediaType !== mediaTypes.ociConfig && config.mediaType !== mediaTypes.dockerConfig)
    throw notAnImage(artifactOf(body, mediaType));
  const layers = asRecords(body.layers).map((layer) => asString(layer.mediaType) ?? '');
  if (layers.length === 0 || layers.some(isLayerMediaType)) return;
  throw notAnImage(artifactOf(body, mediaType));
}

function notAnImage(artifact: Artifact): ImageError {
  const message = `it is no container image but ${names[artifact.kind] ?? 'an artifact'} of type ${artifact.mediaType.slice(0, 200)}`;
  return new ImageError('image/not-an-image', message, { artifact });
}

const names: Readonly<Partial<Record<ArtifactKind, string>>> = {
  attestation: 'an attestation',
  signature: 'a signature',
  sbom: 'an SBOM',
  vex: 'a VEX document',
  'helm-chart': 'a Helm chart',
  wasm: 'a WASM module',
  model: 'an AI model',
};
