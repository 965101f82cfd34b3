import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { mediaTypes } from '#core/descriptor.ts';
import type { Digest } from '#core/digest.ts';
import { affectedBefore, writeMirror } from '#tests/support/feeds/mirror.ts';
import { type BuiltImage, descriptorOf, jsonBlob } from '#tests/support/image-builder.ts';
import { type FakeRegistry, startFakeRegistry } from '#tests/support/registry/fake-registry.ts';
import { npmImage, putImage } from '#tests/support/service/npm-images.ts';
import {
  endAll,
  makeTemporaryDirectory,
  startTestService,
  type TestService,
} from '#tests/support/service/start-test-service.ts';
import { openVexDocument } from '#tests/support/service/vex-documents.ts';

const emptyConfig = jsonBlob('application/vnd.oci.empty.v1+json', {});
/** Both hold the package that the document says is not affected. */
const [stated, other] = [npmImage(['left@1.0.0'], ['stated@1.0.0']), npmImage(['left@1.0.0'], ['other@1.0.0'])];
const document = openVexDocument({ vulnerability: 'CVE-2026-0001', product: 'pkg:npm/left@1.0.0' });

let service: TestService;
let registry: FakeRegistry;
let id: string;

beforeAll(async () => {
  const mirror = join(await makeTemporaryDirectory(), 'mirror');
  const record = { id: 'GHSA-left', aliases: ['CVE-2026-0001'], affected: [affectedBefore('npm', 'left', '9.0.0')] };
  await writeMirror(mirror, { osv: { npm: [record] } });
  registry = await startFakeRegistry();
  putImage(registry, 'stated', '1', stated);
  putImage(registry, 'other', '1', other);
  service = await startTestService({ advisoriesFrom: mirror });
  id = (await service.api.send<{ id: string }>('POST', '/registries', settings(false))).id;
  await service.api.send('POST', '/advisories/update');
  await service.api.until<{ advisories: { state: string } }>(
    '/status',
    ({ advisories }) => advisories.state === 'ready',
  );
});

afterAll(() => endAll(service, registry));

function settings(trustsVex: boolean) {
  return { name: 'R', path: registry.host, type: 'docker-v2', plainHttp: true, trustsVex };
}

/** Attaches a document to an image, as an envelope that states it of some image. */
function attach(to: BuiltImage, about: Digest): Digest {
  const statement = {
    _type: 'https://in-toto.io/Statement/v1',
    predicateType: 'https://openvex.dev/ns/v0.2.0',
    subject: [{ name: 'stated', digest: { sha256: about.slice('sha256:'.length) } }],
    predicate: document,
  };
  const payload = Buffer.from(JSON.stringify(statement)).toString('base64');
  const envelope = jsonBlob('application/vnd.dsse.envelope.v1+json', {
    payloadType: 'application/vnd.in-toto+json',
    payload,
    signatures: [],
  });
  for (const { bytes } of [emptyConfig, envelope]) registry.store.putBlob('stated', bytes);
  const annotations = { predicateType: 'https://openvex.dev/ns/v0.2.0' };
  const manifest = jsonBlob(mediaTypes.ociManifest, {
    schemaVersion: 2,
    mediaType: mediaTypes.ociManifest,
    config: descriptorOf(emptyConfig),
    layers: [{ ...descriptorOf(envelope), annotations }],
  });
  registry.store.putManifest('stated', `${to.manifest.digest.replace(':', '-')}.att`, manifest);
  return manifest.digest;
}

async function scan(repository: string): Promise<void> {
  const reference = `${registry.host}/${repository}:1`;
  const { id: scanId } = await service.api.send<{ id: string }>('POST', '/scans', { reference });
  await service.api.until<{ state: string }>(`/scans/${scanId}`, ({ state }) => state === 'done');
}

/** Findings as each image counts them, `stated 1+0` for one that counts and none that is suppressed. */
async function counts(): Promise<string> {
  const of = async ({ config }: BuiltImage) => {
    const { findings, suppressed } = await service.api.get<{ findings: number; suppressed: number }>(
      `/images/${config.digest}`,
    );
    return `${findings}+${suppressed}`;
  };
  return `stated ${await of(stated)}, other ${await of(other)}`;
}

const documents = async () =>
  (await service.api.get<{ items: { name: string; uploadedBy: string }[] }>('/vex-documents')).items;

describe('a VEX document that is attached to an image', () => {
  it('changes nothing where its registry is not trusted', async () => {
    attach(stated, stated.manifest.digest);
    for (const name of ['stated', 'other']) await scan(name);
    expect(await counts()).toBe('stated 1+0, other 1+0');
    expect(await documents()).toEqual([]);
  });

  it('is applied to that image alone where its registry is trusted', async () => {
    expect(await service.api.send('PUT', `/registries/${id}`, settings(true))).toMatchObject({ trustsVex: true });
    for (const name of ['stated', 'other', 'stated']) await scan(name);
    expect(await counts()).toBe('stated 0+1, other 1+0');
    expect(await documents()).toMatchObject([{ uploadedBy: 'attached to its image' }]);
  });

  it('is taken away with its attachment, and not believed where it states something of another image', async () => {
    attach(stated, other.manifest.digest);
    await scan('stated');
    expect(await counts()).toBe('stated 1+0, other 1+0');
    expect(await documents()).toEqual([]);
  });

  it('counts no more once its registry is not trusted any more', async () => {
    attach(stated, stated.manifest.digest);
    await scan('stated');
    expect(await counts()).toBe('stated 0+1, other 1+0');
    await service.api.send('PUT', `/registries/${id}`, settings(false));
    expect(await counts()).toBe('stated 1+0, other 1+0');
    expect(await documents()).toEqual([]);
  });
});
