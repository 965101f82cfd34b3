import type { Descriptor } from '#core/descriptor.ts';
import { mediaTypes } from '#core/descriptor.ts';
import type { Digest } from '#core/digest.ts';
import type { ImageReference } from '#core/image-reference.ts';
import { defaultLimits, type Limits } from '#core/limits.ts';
import { createRegistryClient, type RegistryClient, type RegistryClientOptions } from '#engine/registry/index.ts';
import { type FakeRegistry, type FakeRegistryOptions, startFakeRegistry } from './fake-registry.ts';

/** A fake registry with one image in it, a client for it, and what the client slept. */
export interface Bench {
  readonly registry: FakeRegistry;
  readonly client: RegistryClient;
  /** `app:1`. */
  readonly reference: ImageReference;
  readonly manifest: Uint8Array;
  readonly manifestDigest: Digest;
  readonly blob: Uint8Array;
  readonly descriptor: Descriptor;
  /** Delays before retries, milliseconds; nothing waits for them. */
  readonly slept: readonly number[];
  close(): Promise<void>;
}

export interface BenchOptions {
  readonly registry?: FakeRegistryOptions;
  readonly client?: Partial<RegistryClientOptions>;
  readonly limits?: Partial<Limits>;
}

/** Sets up a bench; the client speaks plain HTTP unless the options say otherwise. */
export async function setUpBench({
  registry: given = {},
  client: own = {},
  limits,
}: BenchOptions = {}): Promise<Bench> {
  const registry = await startFakeRegistry(given);
  const blob = Buffer.from(Array.from({ length: 300_000 }, (_, index) => (index * 31) % 251));
  const digest = registry.store.putBlob('app', blob) as Digest;
  const descriptor = { mediaType: mediaTypes.ociLayerGzip, digest, size: blob.length };
  const manifest = Buffer.from(JSON.stringify({ schemaVersion: 2, config: descriptor, layers: [descriptor] }));
  const stored = { bytes: manifest, mediaType: mediaTypes.ociManifest };
  const manifestDigest = registry.store.putManifest('app', '1', stored) as Digest;
  const slept: number[] = [];
  const client = createRegistryClient({
    host: registry.host,
    connection: { plainHttp: true },
    limits: { ...defaultLimits, ...limits },
    random: () => 1,
    sleep: async (ms) => void slept.push(ms),
    ...own,
  });
  const close = async () => {
    await client.close();
    await registry.close();
  };
  const reference = { registry: registry.host, repository: 'app', tag: '1' };
  return { registry, client, reference, manifest, manifestDigest, blob, descriptor, slept, close };
}
