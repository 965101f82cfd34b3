import { createHash } from 'node:crypto';

export interface StoredManifest {
  readonly mediaType: string;
  readonly bytes: Uint8Array;
}

export interface StoredRepository {
  readonly blobs: Map<string, Uint8Array>;
  /** By digest. */
  readonly manifests: Map<string, StoredManifest>;
  /** Digest by tag. */
  readonly tags: Map<string, string>;
}

/** Repositories in memory, by name. */
export class RegistryStore {
  readonly repositories = new Map<string, StoredRepository>();
  /** Whether it answers the referrers API of OCI 1.1. */
  hasReferrersApi = true;

  /** The repository of that name, made where there is none. */
  repository(name: string): StoredRepository {
    const found = this.repositories.get(name) ?? { blobs: new Map(), manifests: new Map(), tags: new Map() };
    this.repositories.set(name, found);
    return found;
  }

  putBlob(repository: string, bytes: Uint8Array): string {
    const digest = digestOf(bytes);
    this.repository(repository).blobs.set(digest, bytes);
    return digest;
  }

  /** Keeps a manifest, under a tag too where `name` is one. */
  putManifest(repository: string, name: string | undefined, manifest: StoredManifest): string {
    const digest = digestOf(manifest.bytes);
    this.repository(repository).manifests.set(digest, manifest);
    if (name !== undefined && !name.startsWith('sha256:')) this.repository(repository).tags.set(name, digest);
    return digest;
  }
}

/** The sha256 digest of bytes, as OCI writes it. */
export function digestOf(bytes: Uint8Array): string {
  return `sha256:${createHash('sha256').update(bytes).digest('hex')}`;
}
