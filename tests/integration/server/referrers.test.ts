import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { mediaTypes } from '#core/descriptor.ts';
import type { Digest } from '#core/digest.ts';
import {
  type BuiltBlob,
  type BuiltImage,
  blobsOf,
  buildImage,
  buildIndex,
  descriptorOf,
  jsonBlob,
} from '#tests/support/image-builder.ts';
import { type FakeRegistry, startFakeRegistry } from '#tests/support/registry/fake-registry.ts';
import { answer } from '#tests/support/registry/misbehaviour.ts';
import { addRegistry } from '#tests/support/service/add-registry.ts';
import { npmLayer } from '#tests/support/service/npm-images.ts';
import { endAll, startTestService, type TestService } from '#tests/support/service/start-test-service.ts';

interface Attached {
  readonly kind: string;
  readonly foundBy: string;
  readonly digest: string;
  readonly artifactType?: string;
  readonly predicateTypes: readonly string[];
}

const emptyConfig = jsonBlob('application/vnd.oci.empty.v1+json', {});
const sbom = jsonBlob('application/spdx+json', { spdxVersion: 'SPDX-2.3' });
const signature = jsonBlob('application/vnd.dev.cosign.simplesigning.v1+json', { critical: {} });
const provenance = jsonBlob('application/vnd.in-toto+json', { predicateType: 'https://slsa.dev/provenance/v1' });
const image = buildImage({ layers: [npmLayer('a@1.0.0')] });

let service: TestService;
let registry: FakeRegistry;
let id: string;

beforeAll(async () => {
  registry = await startFakeRegistry();
  service = await startTestService();
  id = await addRegistry(service.api, registry);
});

afterAll(() => endAll(service, registry));

/** Puts a manifest that holds `layer` into a repository; returns it. */
function attach(repository: string, layer: BuiltBlob, { tag, subject }: { tag?: string; subject?: Digest }): BuiltBlob {
  for (const { bytes } of [emptyConfig, layer]) registry.store.putBlob(repository, bytes);
  const predicate = layer === provenance ? 'https://slsa.dev/provenance/v1' : undefined;
  const manifest = jsonBlob(mediaTypes.ociManifest, {
    schemaVersion: 2,
    mediaType: mediaTypes.ociManifest,
    artifactType: layer.mediaType,
    ...(subject !== undefined && { subject: { mediaType: mediaTypes.ociManifest, digest: subject, size: 1 } }),
    config: descriptorOf(emptyConfig),
    layers: [{ ...descriptorOf(layer), ...(predicate && { annotations: { 'in-toto.io/predicate-type': predicate } }) }],
  });
  registry.store.putManifest(repository, tag, manifest);
  return manifest;
}

/** An index of the image and its attestation, as BuildKit pushes it. */
function putWithAttestation(repository: string, tag: string): BuiltBlob {
  for (const { bytes } of blobsOf(image)) registry.store.putBlob(repository, bytes);
  registry.store.putManifest(repository, undefined, image.manifest);
  const attestation = attach(repository, provenance, {});
  const annotations = {
    'vnd.docker.reference.type': 'attestation-manifest',
    'vnd.docker.reference.digest': image.manifest.digest,
  };
  const platform = { os: 'unknown', architecture: 'unknown' };
  const { index } = buildIndex([image], { extra: [{ ...descriptorOf(attestation), platform, annotations }] });
  registry.store.putManifest(repository, tag, index);
  return index;
}

async function scan(reference: string): Promise<void> {
  const { id: scanId } = await service.api.send<{ id: string }>('POST', '/scans', { reference });
  await service.api.until<{ state: string }>(`/scans/${scanId}`, ({ state }) => state === 'done');
}

async function attachedTo({ config }: BuiltImage): Promise<readonly Attached[]> {
  return (await service.api.get<{ items: Attached[] }>(`/images/${config.digest}/referrers`)).items;
}

const tagOf = (digest: Digest) => digest.replace(':', '-');

describe('what is attached to an image', () => {
  it('is found when the image is scanned, wherever it is attached, and listed', async () => {
    const index = putWithAttestation('app', '1');
    const own = attach('app', sbom, { subject: image.manifest.digest });
    const tagged = attach('app', signature, { tag: `${tagOf(index.digest)}.sig` });
    await scan(`${registry.host}/app:1`);
    const found = await attachedTo(image);
    expect(found).toMatchObject([
      { kind: 'attestation', foundBy: 'index', predicateTypes: ['https://slsa.dev/provenance/v1'] },
      { kind: 'sbom', foundBy: 'referrers-api', digest: own.digest, artifactType: sbom.mediaType },
      { kind: 'signature', foundBy: 'cosign-tag', digest: tagged.digest },
    ]);
  });

  it('is what was there at the last scan that could tell', async () => {
    registry.store.repository('app').tags.delete('1');
    putWithAttestation('app', '2');
    registry.misbehave({ on: /\/referrers\//, times: 1, how: answer(403, {}, '{}') });
    registry.misbehave({ on: /\/v2\/app\/manifests\/sha256-/, times: 1, how: answer(401, {}, '{}') });
    await scan(`${registry.host}/app:2`);
    expect(await attachedTo(image)).toHaveLength(3);
    registry.store.repository('app').tags.clear();
    putWithAttestation('app', '3');
    await scan(`${registry.host}/app:3`);
    expect((await attachedTo(image)).map(({ kind }) => kind)).toEqual(['attestation', 'sbom']);
  });

  it('is asked for in a run by the tags that it has listed, and not again where nothing changed', async () => {
    const plain = buildImage({ layers: [npmLayer('b@1.0.0')] });
    for (const { bytes } of blobsOf(plain)) registry.store.putBlob('plain', bytes);
    registry.store.putManifest('plain', '1', plain.manifest);
    attach('plain', sbom, { tag: `${tagOf(plain.manifest.digest)}.sbom` });
    const run = async () => {
      const before = registry.requests.length;
      await service.api.send('POST', `/registries/${id}/scans`);
      await service.api.until<{ items: { state: string }[] }>(
        `/registries/${id}/runs`,
        (list) => list.items[0]?.state === 'done',
      );
      const asked = registry.requests.slice(before).map(({ path }) => path);
      return asked.filter((path) => path.includes('/plain/') && /\/referrers\/|\/manifests\/sha256-/.test(path));
    };
    expect(await run()).toEqual([
      `/v2/plain/referrers/${plain.manifest.digest}`,
      `/v2/plain/manifests/${tagOf(plain.manifest.digest)}.sbom`,
    ]);
    expect(await attachedTo(plain)).toMatchObject([{ kind: 'sbom', foundBy: 'cosign-tag' }]);
    expect(await run()).toEqual([]);
  });

  it('is not known of an image that is not', async () => {
    const found = await service.api.call('GET', `/images/sha256:${'0'.repeat(64)}/referrers`);
    expect(found.status).toBe(404);
  });
});
