import { isIndexMediaType, isManifestMediaType, mediaTypes } from './descriptor.ts';
import { asRecords, asString, isRecord } from './json.ts';

/** What a manifest in a registry stands for; `artifact` is anything else. */
export const artifactKinds = [
  'image',
  'index',
  'docker-schema-1',
  'attestation',
  'signature',
  'sbom',
  'vex',
  'helm-chart',
  'wasm',
  'model',
  'artifact',
] as const;
export type ArtifactKind = (typeof artifactKinds)[number];

/** The first pattern that fits a media type, in lower case, says what holds it. */
const kinds: readonly (readonly [RegExp, ArtifactKind])[] = [
  [/^application\/vnd\.docker\.distribution\.manifest\.v1\+(?:json|prettyjws)$/, 'docker-schema-1'],
  [
    /^application\/vnd\.dev\.cosign\.(?:simplesigning|artifact\.sig)\.|^application\/vnd\.cncf\.notary\.signature/,
    'signature',
  ],
  [/\bopenvex\b|\bcsaf\b|^application\/vex\+/, 'vex'],
  [/\bspdx\b|\bcyclonedx\b|\.syft\+json$|cosign\.artifact\.sbom\./, 'sbom'],
  [/\bin-toto\b|\bdsse\b/, 'attestation'],
  // A bundle holds a signature or an attestation; which, its predicate type says.
  [/^application\/vnd\.dev\.sigstore\.bundle/, 'signature'],
  [/^application\/vnd\.cncf\.helm\./, 'helm-chart'],
  [/\bwasm\b/, 'wasm'],
  // CNCF's ModelPack, KitOps, Docker's model runner and Ollama, whose configuration claims to be an image's.
  [/^application\/vnd\.(?:cncf\.model|kitops\.modelkit|docker\.ai|ollama\.image)\./, 'model'],
];

/** How predicate types of attestations begin, and what such an attestation is. */
const predicates: readonly (readonly [string, ArtifactKind])[] = [
  ['https://spdx.dev/', 'sbom'],
  ['https://cyclonedx.org/', 'sbom'],
  ['https://openvex.dev/', 'vex'],
];

/** Something in a registry that is no image: what it is, and the media type that says so. */
export interface Artifact {
  readonly kind: ArtifactKind;
  readonly mediaType: string;
}

const maxTypeLength = 255;

/** Annotations that carry the predicate type of an attestation: BuildKit's, cosign's, and that of sigstore's bundles. */
const predicateAnnotations = ['in-toto.io/predicate-type', 'predicateType', 'dev.sigstore.bundle.predicateType'];

/**
 * Says what a manifest is, by its artifact type, the media type of its configuration and those of its layers (OCI
 * image-spec, manifest.md, "Guidelines for Artifact Usage"). `body` is the parsed document, `mediaType` what its sender says.
 */
export function classifyManifest(body: unknown, mediaType: string): ArtifactKind {
  if (!isRecord(body)) return kindOfType(mediaType) ?? 'artifact';
  if (body.schemaVersion === 1 || kindOfType(mediaType) === 'docker-schema-1') return 'docker-schema-1';
  if (Array.isArray(body.manifests) || isIndexMediaType(mediaType)) return 'index';
  const config = isRecord(body.config) ? asString(body.config.mediaType) : undefined;
  const layers = [...asRecords(body.layers), ...asRecords(body.blobs)];
  const types = [asString(body.artifactType), config, ...layers.slice(0, 8).map((layer) => asString(layer.mediaType))];
  const predicate = [body, ...layers].map(predicateTypeOf).find((type) => type !== undefined);
  const kind = types.map((type) => kindOfType(type ?? '')).find((found) => found !== undefined);
  if (kind !== undefined) return refine(kind, predicate);
  const isImage = config === mediaTypes.ociConfig || config === mediaTypes.dockerConfig;
  return isImage || (config === undefined && isManifestMediaType(mediaType) && layers.length > 0)
    ? 'image'
    : 'artifact';
}

/** Says what an artifact is by its type alone; undefined where the type says nothing. */
export function kindOfArtifactType(artifactType: string, predicateType?: string): ArtifactKind | undefined {
  const kind = kindOfType(artifactType);
  return kind && refine(kind, predicateType);
}

/** What a manifest or index is that holds no image, by its artifact type or else the first media type that tells. */
export function artifactOf(body: unknown, mediaType: string): Artifact {
  if (!isRecord(body)) return { kind: kindOfType(mediaType) ?? 'artifact', mediaType: shortened(mediaType) };
  const own = asString(body.artifactType);
  const config = isRecord(body.config) ? asString(body.config.mediaType) : undefined;
  const entries = [...asRecords(body.layers), ...asRecords(body.blobs), ...asRecords(body.manifests)];
  const inside = entries.slice(0, 8).flatMap((one) => [asString(one.artifactType), asString(one.mediaType)]);
  const types = [own, config, ...inside].flatMap((type) => type || []);
  const known = types.find((type) => kindOfType(type) !== undefined);
  const predicate = [body, ...entries.slice(0, 8)].map(predicateTypeOf).find((type) => type !== undefined);
  const kind = known === undefined ? 'artifact' : (kindOfArtifactType(known, predicate) ?? 'artifact');
  const named = own || known || types.find((type) => !saysNothing.has(type)) || mediaType;
  return { kind, mediaType: shortened(named) };
}

/** Configurations that are there because a manifest must have one, and those of images. */
const saysNothing: ReadonlySet<string> = new Set([
  'application/vnd.oci.empty.v1+json',
  mediaTypes.ociConfig,
  mediaTypes.dockerConfig,
  mediaTypes.ociManifest,
]);

function shortened(mediaType: string): string {
  return mediaType.slice(0, maxTypeLength);
}

/** The predicate type in the annotations of a manifest or descriptor; undefined where there is none. */
export function predicateTypeOf({ annotations }: { readonly annotations?: unknown }): string | undefined {
  if (!isRecord(annotations)) return undefined;
  return predicateAnnotations.map((name) => asString(annotations[name])).find((type) => type !== undefined);
}

function refine(kind: ArtifactKind, predicateType: string | undefined): ArtifactKind {
  if (predicateType === undefined || (kind !== 'attestation' && kind !== 'signature')) return kind;
  return predicates.find(([start]) => predicateType.startsWith(start))?.[1] ?? 'attestation';
}

function kindOfType(mediaType: string): ArtifactKind | undefined {
  if (mediaType.length > maxTypeLength) return undefined;
  const type = mediaType.toLowerCase();
  return kinds.find(([pattern]) => pattern.test(type))?.[1];
}
