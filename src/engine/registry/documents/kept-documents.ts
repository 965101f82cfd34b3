import { createHash } from 'node:crypto';
import { type Descriptor, mediaTypes } from '#core/descriptor.ts';
import type { Digest } from '#core/digest.ts';
import { errorMessage } from '#core/errors.ts';
import type { ImageReference } from '#core/image-reference.ts';
import type { Limits } from '#core/limits.ts';
import type { Logger } from '#core/logger.ts';
import { createTurns } from '#core/turns.ts';
import { type FetchedManifest, ownMediaType } from '../manifests.ts';
import type { DocumentCache } from './document-cache.ts';

/** Fetches the manifest that a reference names, see `fetchManifest`. */
export type FetchManifest = (reference: ImageReference, signal: AbortSignal) => Promise<FetchedManifest>;

/** The bytes of a blob, see `streamBlob`. */
export type FetchBlob = (
  reference: ImageReference,
  descriptor: Descriptor,
  signal: AbortSignal,
) => AsyncIterable<Uint8Array>;

export interface KeptDocumentsOptions {
  readonly documents: DocumentCache | undefined;
  readonly limits: Limits;
  readonly logger: Logger;
}

/** Asks a registry for manifests and configurations that are not kept yet, and keeps them; whoever wants one that is being asked for waits for it. */
export function keptDocuments(
  fetched: { readonly manifest: FetchManifest; readonly blob: FetchBlob },
  { documents, limits, logger }: KeptDocumentsOptions,
): { readonly manifest: FetchManifest; readonly blob: FetchBlob } {
  if (documents === undefined) return fetched;
  // A cache that fails costs a request, and no scan.
  const lookUp = (digest: Digest) =>
    documents.get(digest).then(
      (bytes) => (bytes !== undefined && digestOf(bytes) === digest ? bytes : undefined),
      (error: unknown) => {
        logger.warn({ digest, error: errorMessage(error) }, 'cannot look up a kept document');
        return undefined;
      },
    );
  const keep = (digest: Digest, bytes: Uint8Array) =>
    bytes.length > limits.maxKeptDocumentBytes
      ? undefined
      : documents
          .keep(digest, bytes)
          .catch((error: unknown) => logger.warn({ digest, error: errorMessage(error) }, 'cannot keep a document'));
  const turns = createTurns();
  const fetchManifest: FetchManifest = async (reference, signal) => {
    const manifest = await fetched.manifest(reference, signal);
    // Whatever a registry calls it: what others are given must not depend on which registry was asked first.
    if (ownMediaType(manifest.bytes) === manifest.mediaType) await keep(manifest.digest, manifest.bytes);
    return manifest;
  };
  return {
    manifest: async (reference, signal) => {
      const { digest } = reference;
      if (digest === undefined) return fetchManifest(reference, signal);
      const endTurn = await turns.take(digest, { signal, waits: true });
      try {
        const kept = await lookUp(digest);
        if (kept !== undefined) return { mediaType: ownMediaType(kept), digest, bytes: kept };
        return await fetchManifest(reference, signal);
      } finally {
        await endTurn?.();
      }
    },
    blob: async function* (reference, descriptor, signal) {
      const isKept = configTypes.has(descriptor.mediaType) && descriptor.size <= limits.maxKeptDocumentBytes;
      if (!isKept) return yield* fetched.blob(reference, descriptor, signal);
      const endTurn = await turns.take(descriptor.digest, { signal, waits: true });
      try {
        const kept = await lookUp(descriptor.digest);
        if (kept !== undefined && kept.length === descriptor.size) return yield kept;
        const chunks: Uint8Array[] = [];
        for await (const chunk of fetched.blob(reference, descriptor, signal)) {
          chunks.push(chunk);
          yield chunk;
        }
        const bytes = Buffer.concat(chunks);
        if (digestOf(bytes) === descriptor.digest) await keep(descriptor.digest, bytes);
      } finally {
        await endTurn?.();
      }
    },
  };
}

const configTypes: ReadonlySet<string> = new Set([mediaTypes.ociConfig, mediaTypes.dockerConfig]);

function digestOf(bytes: Uint8Array): string {
  return `sha256:${createHash('sha256').update(bytes).digest('hex')}`;
}
