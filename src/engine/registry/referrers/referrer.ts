import { type ArtifactKind, classifyManifest, kindOfArtifactType, predicateTypeOf } from '#core/artifact-kind.ts';
import type { Descriptor } from '#core/descriptor.ts';
import { parseDigest } from '#core/digest.ts';
import { asRecords, asString, isRecord } from '#core/json.ts';
import type { FetchedManifest } from '../manifests.ts';

/** Something that was attached to an image: an SBOM, a VEX document, an attestation, a signature. */
export interface Referrer {
  readonly kind: ArtifactKind;
  /** Of its manifest. */
  readonly descriptor: Descriptor;
  /** What attestations in it state: `https://slsa.dev/provenance/v1`. */
  readonly predicateTypes: readonly string[];
  readonly foundBy: 'referrers-api' | 'referrers-tag' | 'cosign-tag' | 'index';
}

const maxPredicateTypes = 20;

/** Makes a referrer of an entry of a list of referrers, which says what it is. */
export function toReferrer(descriptor: Descriptor, foundBy: Referrer['foundBy']): Referrer {
  const predicateType = predicateTypeOf(descriptor);
  const kind = kindOfArtifactType(descriptor.artifactType ?? '', predicateType) ?? 'artifact';
  return { kind, descriptor, predicateTypes: predicateType === undefined ? [] : [predicateType], foundBy };
}

/** Makes a referrer of its manifest; one that states several things is just an attestation. */
export function referrerOf(manifest: FetchedManifest, foundBy: Referrer['foundBy']): Referrer {
  const body = parseJson(manifest.bytes);
  const { mediaType, digest, bytes } = manifest;
  const holders = isRecord(body) ? [body, ...asRecords(body.layers)] : [];
  const predicateTypes = [...new Set(holders.flatMap((one) => predicateTypeOf(one) ?? []))].slice(0, maxPredicateTypes);
  return {
    kind: predicateTypes.length > 1 ? 'attestation' : classifyManifest(body, mediaType),
    descriptor: { mediaType, digest, size: bytes.length },
    predicateTypes,
    foundBy,
  };
}

/** The descriptors in a member of a document; members that are none are left out. */
export function descriptorsIn(body: unknown, member: 'manifests' | 'layers' | 'blobs'): readonly Descriptor[] {
  return isRecord(body) ? asRecords(body[member]).flatMap(toDescriptor) : [];
}

function toDescriptor(entry: Readonly<Record<string, unknown>>): readonly Descriptor[] {
  const { mediaType, size } = entry;
  const digest = parseDigest(asString(entry.digest) ?? '');
  if (digest === undefined || typeof mediaType !== 'string') return [];
  if (typeof size !== 'number' || !Number.isSafeInteger(size) || size < 0) return [];
  const artifactType = asString(entry.artifactType);
  const annotations = isRecord(entry.annotations) ? textsOf(entry.annotations) : undefined;
  return [
    {
      mediaType,
      digest,
      size,
      ...(artifactType !== undefined && { artifactType }),
      ...(annotations !== undefined && { annotations }),
    },
  ];
}

function textsOf(annotations: Readonly<Record<string, unknown>>): Readonly<Record<string, string>> {
  const texts = Object.entries(annotations).filter(([, value]) => typeof value === 'string');
  return Object.fromEntries(texts) as Readonly<Record<string, string>>;
}

/** A document as JSON; undefined where it is none. */
export function parseJson(bytes: Uint8Array): unknown {
  try {
    return JSON.parse(Buffer.from(bytes).toString('utf8'));
  } catch {
    return undefined;
  }
}
