import { createHash } from 'node:crypto';
import { predicateTypeOf } from '#core/artifact-kind.ts';
import type { Descriptor } from '#core/descriptor.ts';
import type { ImageReference } from '#core/image-reference.ts';
import type { Limits } from '#core/limits.ts';
import { type BlobSettings, streamBlob } from '../blobs.ts';
import type { FetchManifest } from '../documents/kept-documents.ts';
import { RegistryError } from '../registry-error.ts';
import { descriptorsIn, parseJson, type Referrer } from './referrer.ts';

/** One document that a referrer holds: its bytes have the digest of its descriptor. */
export interface ReferrerDocument {
  readonly mediaType: string;
  readonly predicateType?: string;
  readonly bytes: Uint8Array;
}

/**
 * The documents of a referrer, one after the other. One that is larger than `limits.maxEmbeddedSbomBytes` fails with
 * `registry/too-large` before it is fetched, one with other bytes than its digest says with `registry/digest-mismatch`.
 */
export async function* readReferrer(
  { registry, repository }: Pick<ImageReference, 'registry' | 'repository'>,
  referrer: Referrer,
  settings: BlobSettings & { readonly manifest: FetchManifest; readonly signal: AbortSignal },
): AsyncGenerator<ReferrerDocument> {
  const reference = { registry, repository, digest: referrer.descriptor.digest };
  const manifest = await settings.manifest(reference, settings.signal);
  const body = parseJson(manifest.bytes);
  const layers = [...descriptorsIn(body, 'layers'), ...descriptorsIn(body, 'blobs')];
  for (const layer of layers.slice(0, settings.limits.maxLayers)) {
    const predicateType = predicateTypeOf(layer);
    const bytes = await readBlob(reference, layer, settings);
    yield { mediaType: layer.mediaType, ...(predicateType !== undefined && { predicateType }), bytes };
  }
}

async function readBlob(
  reference: ImageReference,
  descriptor: Descriptor,
  settings: BlobSettings & { readonly signal: AbortSignal },
): Promise<Uint8Array> {
  const what = `blob ${descriptor.digest} of ${reference.registry}/${reference.repository}`;
  const limit: keyof Limits = 'maxEmbeddedSbomBytes';
  if (descriptor.size > settings.limits[limit]) {
    const message = `${what} has ${descriptor.size} bytes: more than ${settings.limits[limit]} (limits.${limit})`;
    throw new RegistryError('registry/too-large', message);
  }
  const chunks: Uint8Array[] = [];
  const hash = createHash('sha256');
  for await (const chunk of streamBlob(settings, reference, descriptor, settings.signal)) {
    chunks.push(chunk);
    hash.update(chunk);
  }
  const found = `sha256:${hash.digest('hex')}`;
  if (found === descriptor.digest) return Buffer.concat(chunks);
  throw new RegistryError('registry/digest-mismatch', `${what}: the registry sent bytes with the digest ${found}`);
}
