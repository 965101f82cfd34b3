import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { createRegistryClient, type RegistryClient } from '#engine/registry/index.ts';
import type { ManifestFacts } from '#server/store/index.ts';
import { buildImage } from '#tests/support/image-builder.ts';
import { type FakeRegistry, startFakeRegistry } from '#tests/support/registry/fake-registry.ts';
import { jobContextWith } from '#tests/support/service/job-context.ts';
import { putImage } from '#tests/support/service/npm-images.ts';
import { askForFacts, type FactsContext } from './tag-facts.ts';

let registry: FakeRegistry;
let client: RegistryClient;
const known = new Map<string, ManifestFacts>();
const asked: string[] = [];
const chart = {
  schemaVersion: 2,
  config: { mediaType: 'application/vnd.cncf.helm.config.v1+json', digest: `sha256:${'c'.repeat(64)}`, size: 2 },
};
const image = (created: string) =>
  buildImage({ layers: [{ files: [{ path: 'a', content: created }] }], config: { created } });

beforeAll(async () => {
  registry = await startFakeRegistry();
  for (const [tag, created] of [
    ['1', '2026-01-01T00:00:00Z'],
    ['2', '2026-02-02T00:00:00Z'],
    ['odd', 'yesterday'],
  ] as const)
    putImage(registry, 'app', tag, image(created));
  putImage(registry, 'app', 'latest', image('2026-02-02T00:00:00Z'));
  registry.store.putManifest('app', 'chart', {
    mediaType: 'application/vnd.oci.image.manifest.v1+json',
    bytes: Buffer.from(JSON.stringify(chart)),
  });
  registry.misbehave({
    on: /./,
    how: async (request, _response, serve) => {
      asked.push(`${request.method} ${request.url?.replace(/sha256:\w+/, 'DIGEST')}`);
      await serve();
    },
  });
  client = createRegistryClient({ host: registry.host, connection: { plainHttp: true } });
});

beforeEach(() => known.clear());

afterAll(async () => {
  await client.close();
  await registry.close();
});

function ask(...tags: readonly string[]) {
  const manifests = {
    facts: async (digests: readonly string[]) => new Map([...known].filter(([digest]) => digests.includes(digest))),
    keep: async (facts: readonly ManifestFacts[]) => {
      for (const one of facts) known.set(one.digest, one);
    },
  };
  const context = jobContextWith<FactsContext>({
    store: { manifests },
    client,
    repository: { registry: registry.host, repository: 'app' },
  });
  asked.length = 0;
  return askForFacts(
    tags.map((tag) => ({ tag })),
    context,
  );
}

describe('askForFacts', () => {
  it('tells date, size and digest of each tag, and reads what two tags name once', async () => {
    const facts = await ask('1', '2', 'latest');
    expect(facts.map(({ tag, createdAt }) => [tag, createdAt?.toISOString().slice(0, 10)])).toEqual([
      ['1', '2026-01-01'],
      ['2', '2026-02-02'],
      ['latest', '2026-02-02'],
    ]);
    expect(facts[1]).toEqual({ ...facts[2], tag: '2' });
    expect(facts[0]?.size).toBeGreaterThan(0);
    expect(asked.filter((one) => one.startsWith('HEAD'))).toHaveLength(3);
    expect(asked.filter((one) => one.includes('/blobs/'))).toHaveLength(2);
  });

  it('costs one HEAD for a digest that is known', async () => {
    await ask('1');
    await ask('1');
    expect(asked).toEqual(['HEAD /v2/app/manifests/1']);
  });

  it('costs one HEAD for what is known to be no image', async () => {
    await ask('chart');
    await ask('chart');
    expect(asked).toEqual(['HEAD /v2/app/manifests/chart']);
  });

  it('leaves a tag that is gone as it is, and the others go on', async () => {
    const [gone, there] = await ask('gone', '1');
    expect(gone).toEqual({ tag: 'gone' });
    expect(there).toHaveProperty('createdAt');
  });

  it('knows no date of what is no image, and of an image with none', async () => {
    const [helm, odd] = await ask('chart', 'odd');
    expect(helm).toMatchObject({ tag: 'chart', digest: expect.stringContaining('sha256:') as string });
    expect(helm?.createdAt).toBeUndefined();
    expect(helm?.artifact).toMatchObject({ kind: 'helm-chart' });
    expect(odd?.createdAt).toBeUndefined();
    expect(odd?.size).toBeGreaterThan(0);
  });
});
