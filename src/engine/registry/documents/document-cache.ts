import type { Digest } from '#core/digest.ts';

/** Keeps manifests, indexes and configurations, so that each is asked for once whatever needs it. What is taken out is verified by its digest. */
export interface DocumentCache {
  get(digest: Digest): Promise<Uint8Array | undefined>;
  keep(digest: Digest, bytes: Uint8Array): Promise<void>;
}
