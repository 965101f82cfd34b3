import { type Digest, parseDigest } from '#core/digest.ts';
import type { ImageIdentity, Layer } from '#core/image.ts';
import { asRecords, asString, isRecord } from '#core/json.ts';
import type { Platform } from '#core/platform.ts';
import { parsePurl } from '#core/purl.ts';
import type { SbomDocument } from '../documents/sbom-document.ts';

/**
 * The image that a document describes. What it does not say is stood in for: digests by that of the document, the reference by `name`, the rest by
 * `unknown` and nothing; an inventory needs an identity, and that of the document is the honest one.
 */
export function imageOf(
  document: SbomDocument,
  { digest, name }: { readonly digest: Digest; readonly name: string },
): ImageIdentity {
  const own = isRecord(document.own?.image) ? document.own.image : {};
  const { root } = document;
  const id = parsedDigest(own.id) ?? parsedDigest(root?.properties['aquasecurity:trivy:ImageID']?.[0]) ?? digest;
  const platform = platformOf(own.platform, root?.purl);
  const layers = layersOf(document);
  return {
    id,
    reference:
      asString(own.reference) || referenceOf(root?.name, root?.properties['aquasecurity:trivy:RepoTag']?.[0]) || name,
    manifestDigest: parsedDigest(own.manifestDigest) ?? parsedDigest(root?.version) ?? digest,
    mediaType: asString(own.mediaType) ?? 'application/octet-stream',
    platform,
    size: typeof own.size === 'number' ? own.size : 0,
    config: {
      platform,
      diffIds: layers.map(({ diffId }) => diffId),
      history: [],
      labels: {},
      env: [],
      exposedPorts: [],
    },
  };
}

/** The layers, where Plimsoll wrote them; an order that is only guessed would say that the wrong layer brought a package. */
export function layersOf({ own }: SbomDocument): readonly Layer[] {
  return asRecords(own?.layers).flatMap((one, index) => parseLayer(one, index) ?? []);
}

function parseLayer(one: Readonly<Record<string, unknown>>, index: number): Layer | undefined {
  const digest = parsedDigest(one.digest);
  const diffId = parsedDigest(one.diffId);
  if (digest === undefined || diffId === undefined) return undefined;
  const createdBy = asString(one.createdBy);
  return {
    index,
    digest,
    diffId,
    size: typeof one.size === 'number' ? one.size : 0,
    mediaType: asString(one.mediaType) ?? '',
    ...(createdBy !== undefined && { createdBy }),
    ...(typeof one.fromBaseImage === 'boolean' && { fromBaseImage: one.fromBaseImage }),
  };
}

function platformOf(value: unknown, purl: string | undefined): Platform {
  if (isRecord(value) && typeof value.os === 'string' && typeof value.architecture === 'string') {
    const variant = asString(value.variant);
    return { os: value.os, architecture: value.architecture, ...(variant !== undefined && { variant }) };
  }
  const architecture = purl === undefined ? undefined : parsePurl(purl)?.qualifiers?.arch;
  return { os: 'unknown', architecture: architecture ?? 'unknown' };
}

function referenceOf(name: string | undefined, tag: string | undefined): string | undefined {
  return tag ?? name;
}

function parsedDigest(value: unknown): Digest | undefined {
  return typeof value === 'string' ? parseDigest(value) : undefined;
}
