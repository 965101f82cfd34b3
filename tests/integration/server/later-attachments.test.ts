import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { mediaTypes } from '#core/descriptor.ts';
import { type BuiltImage, descriptorOf, jsonBlob } from '#tests/support/image-builder.ts';
import { type FakeRegistry, startFakeRegistry } from '#tests/support/registry/fake-registry.ts';
import { answer } from '#tests/support/registry/misbehaviour.ts';
import { addRegistry } from '#tests/support/service/add-registry.ts';
import { npmImage, putImage } from '#tests/support/service/npm-images.ts';
import { endAll, startTestService, type TestService } from '#tests/support/service/start-test-service.ts';

interface RunAnswer {
  readonly id: string;
  readonly state: string;
  readonly waitingUntil?: string;
  readonly counts: Readonly<Record<string, number>>;
}

const image = npmImage(['a@1.0.0']);
const other = npmImage(['b@1.0.0']);
const signature = 'application/vnd.dev.cosign.simplesigning.v1+json';

let service: TestService;
let registry: FakeRegistry;
let id: string;

async function start(environment: Readonly<Record<string, string>>): Promise<void> {
  service = await startTestService({ environment });
  id = await addRegistry(service.api, registry);
}

beforeAll(async () => {
  registry = await startFakeRegistry();
  putImage(registry, 'app', '1', image);
  putImage(registry, 'other', '1', other);
  await start({});
});

afterAll(() => endAll(service, registry));

/** Attaches a document of that type by a tag of cosign, or by its subject. */
function attach(type: string, to: { readonly tag: string } | { readonly subject: string }): void {
  const config = jsonBlob('application/vnd.oci.empty.v1+json', {});
  const layer = jsonBlob(type, { type });
  for (const { bytes } of [config, layer]) registry.store.putBlob('app', bytes);
  const subject = 'subject' in to && { subject: { mediaType: mediaTypes.ociManifest, digest: to.subject, size: 1 } };
  const manifest = jsonBlob(mediaTypes.ociManifest, {
    schemaVersion: 2,
    mediaType: mediaTypes.ociManifest,
    artifactType: type,
    ...subject,
    config: descriptorOf(config),
    layers: [descriptorOf(layer)],
  });
  registry.store.putManifest('app', 'tag' in to ? to.tag : undefined, manifest);
}

const tagOf = (suffix: string) => `${image.manifest.digest.replace(':', '-')}${suffix}`;

/** Runs, and tells of which images it was asked what is attached to them. */
async function run(): Promise<{ readonly counts: RunAnswer['counts']; readonly lookedAt: readonly string[] }> {
  const before = registry.requests.length;
  const { id: runId } = await service.api.send<RunAnswer>('POST', `/registries/${id}/scans`);
  const { counts } = await service.api.until<RunAnswer>(`/runs/${runId}`, ({ state }) => state === 'done');
  const asked = registry.requests.slice(before).map(({ path }) => /^\/v2\/(\w+)\/referrers\//.exec(path)?.[1]);
  return { counts, lookedAt: asked.flatMap((name) => name ?? []).toSorted() };
}

async function kindsOf({ config }: BuiltImage): Promise<readonly string[]> {
  const { items } = await service.api.get<{ items: { kind: string }[] }>(`/images/${config.digest}/referrers`);
  return items.map(({ kind }) => kind);
}

describe('what is attached to an image that is known', () => {
  it('by a tag of cosign is found by the next run, once', async () => {
    expect((await run()).lookedAt).toEqual(['app', 'other']);
    attach(signature, { tag: tagOf('.sig') });
    const next = await run();
    expect(next).toMatchObject({ lookedAt: ['app'], counts: { unchanged: 2, scanned: 0, failed: 0 } });
    expect(await kindsOf(image)).toEqual(['signature']);
    expect((await run()).lookedAt).toEqual([]);
  });

  it('is looked for again by the next run where it could not be found out', async () => {
    attach('application/vnd.in-toto+json', { tag: tagOf('.att') });
    registry.misbehave({ on: /\/app\/referrers\//, times: 1, how: answer(401, {}, '{}') });
    await run();
    expect(await kindsOf(image)).toEqual(['signature']);
    await run();
    expect(await kindsOf(image)).toEqual(['attestation', 'signature']);
  });

  it('under two tags is looked for once by a run, and under a tag that comes later once more', async () => {
    putImage(registry, 'shared', '1', image);
    putImage(registry, 'shared', '2', image);
    expect((await run()).lookedAt).toEqual(['shared']);
    putImage(registry, 'shared', '3', image);
    expect((await run()).lookedAt).toEqual(['shared']);
    expect((await run()).lookedAt).toEqual([]);
  });

  it('and taken away is known no more', async () => {
    registry.store.repository('app').tags.delete(tagOf('.att'));
    await run();
    expect(await kindsOf(image)).toEqual(['signature']);
  });

  it('is found when the registry tells of its push', async () => {
    attach('application/spdx+json', { tag: tagOf('.sbom') });
    const { secret } = await service.api.send<{ secret: string }>('POST', `/registries/${id}/hook-secret`);
    const event = {
      action: 'push',
      target: {
        mediaType: mediaTypes.ociManifest,
        repository: 'app',
        tag: tagOf('.sbom'),
        digest: `sha256:${'9'.repeat(64)}`,
      },
      request: { host: registry.host },
    };
    const told = await fetch(`${service.url}/api/v1/hooks/${id}`, {
      method: 'POST',
      headers: {
        authorization: `Bearer ${secret}`,
        'content-type': 'application/vnd.docker.distribution.events.v1+json',
      },
      body: JSON.stringify({ events: [event] }),
    });
    expect(told.status).toBe(202);
    await service.api.until<{ items: { kind: string }[] }>(
      `/images/${image.config.digest}/referrers`,
      ({ items }) => items.length === 2,
    );
    expect(await kindsOf(image)).toEqual(['sbom', 'signature']);
  });
});

describe('a run whose registry wants to be left alone', () => {
  it('waits, and says until when', async () => {
    registry.misbehave({ on: /\/tags\/list/, times: 1, how: answer(429, { 'retry-after': '300' }, '{}') });
    const { id: runId } = await service.api.send<RunAnswer>('POST', `/registries/${id}/scans`);
    const waiting = await service.api.until<RunAnswer>(`/runs/${runId}`, ({ state }) => state === 'waiting');
    expect(Date.parse(waiting.waitingUntil ?? '')).toBeGreaterThan(Date.now());
    const cancelled = await service.api.send<RunAnswer>('POST', `/runs/${runId}/cancel`);
    expect(cancelled.state).toBe('cancelled');
    expect(cancelled).not.toHaveProperty('waitingUntil');
  });
});

describe('what is attached by the referrers API', () => {
  it('is found by every run, where the settings say so', async () => {
    await service.close();
    await start({ PLIMSOLL_REFERRERS_DAYS: '0' });
    await run();
    const before = await kindsOf(image);
    attach('application/vnd.openvex+json', { subject: image.manifest.digest });
    expect(await run()).toMatchObject({ lookedAt: ['app', 'other', 'shared'], counts: { unchanged: 5, scanned: 0 } });
    expect(await kindsOf(image)).toEqual([...before, 'vex'].toSorted());
  });
});
