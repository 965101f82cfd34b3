import { execFile } from 'node:child_process';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { mediaTypes } from '#core/descriptor.ts';
import type { Digest } from '#core/digest.ts';
import { type OpenImage, openImage } from '#engine/image/index.ts';
import { createRegistryClient, type RegistryClient } from '#engine/registry/index.ts';
import { buildImage, sha256Of } from '#tests/support/image-builder.ts';
import { imageContext, readLayerFiles } from '#tests/support/image-context.ts';
import { type DockerRegistry, startDockerRegistry } from '#tests/support/registry/docker-registry.ts';
import { type FakeRegistry, startFakeRegistry } from '#tests/support/registry/fake-registry.ts';
import { answer, withHeaders } from '#tests/support/registry/misbehaviour.ts';
import { missing } from '#tests/support/requirements.ts';
import { schema1Manifest, signManifest } from '#tests/support/schema-1.ts';
import { writeOciLayout } from '#tests/support/write-image.ts';

const signal = new AbortController().signal;
const built = buildImage({
  layers: [
    { files: [{ path: 'etc/os-release', content: 'ID=debian\n' }] },
    { files: [] },
    { files: [{ path: 'app/name', content: 'app\n' }] },
  ],
  config: { config: { User: 'app', Labels: { team: 'a' } } },
});
const [base, empty, app] = built.layers.map(({ digest }) => digest) as [Digest, Digest, Digest];
const lines = [
  { digest: base, command: 'ADD base' },
  { digest: empty, command: 'ENV A=b', throwaway: true },
  { digest: app, command: 'COPY app' },
];
const payload = schema1Manifest(lines, { config: { User: 'app', Labels: { team: 'a' } } });

/** What the layers of an image hold, lowest first, and whether each was read whole. */
async function contentsOf(image: OpenImage) {
  const contents: (readonly [string, string])[][] = [];
  for (const { index } of image.layers) {
    const { files, reading } = await readLayerFiles(image, index);
    expect(reading).toMatchObject({ usable: true, complete: true, problems: [] });
    contents.push([...files]);
  }
  return contents;
}

describe("an image of Docker's schema 1 in a registry", () => {
  let registry: FakeRegistry;
  let client: RegistryClient;
  const open = (tag: string) =>
    openImage(`${registry.host}/old:${tag}`, { context: imageContext({ registry: client }) });
  /** Puts a signed manifest; the registry knows it by the digest of what is signed, as distribution does. */
  const put = (tag: string, bytes: Uint8Array) => {
    registry.store.putManifest('old', tag, { bytes, mediaType: mediaTypes.dockerSchema1Signed });
    const headers = { 'docker-content-digest': sha256Of(payload) };
    registry.misbehave({ on: new RegExp(`/manifests/${tag}$`), how: withHeaders(headers) });
  };

  beforeAll(async () => {
    registry = await startFakeRegistry();
    for (const { bytes } of built.layers) registry.store.putBlob('old', bytes);
    client = createRegistryClient({ host: registry.host, connection: { plainHttp: true }, retry: { attempts: 1 } });
  });
  afterAll(async () => {
    await client.close();
    await registry.close();
  });

  it('is read, lowest layer first, without what was thrown away', async () => {
    put('signed', signManifest(payload));
    const image = await open('signed');
    expect(image.identity).toMatchObject({
      manifestDigest: sha256Of(payload),
      platform: { os: 'linux', architecture: 'amd64' },
      config: { user: 'app', labels: { team: 'a' } },
      size: (built.layers[0]?.bytes.length ?? 0) + (built.layers[2]?.bytes.length ?? 0),
    });
    expect(image.layers.map(({ digest, createdBy }) => [digest, createdBy])).toEqual([
      [base, 'ADD base'],
      [app, 'COPY app'],
    ]);
    expect(await contentsOf(image)).toEqual([[['etc/os-release', 'ID=debian\n']], [['app/name', 'app\n']]]);
  });

  it('is one image under several names', async () => {
    put('signed', signManifest(payload));
    const renamed = payload.replace('"tag": "1"', '"tag": "2"');
    registry.store.putManifest('old', 'renamed', { bytes: Buffer.from(renamed), mediaType: mediaTypes.dockerSchema1 });
    expect((await open('renamed')).identity.id).toBe((await open('signed')).identity.id);
  });

  it('is not believed where it was changed after it was signed', async () => {
    put('changed', Buffer.from(signManifest(payload).toString().replace('ADD base', 'ADD evil')));
    await expect(open('changed')).rejects.toMatchObject({
      code: 'registry/digest-mismatch',
      message: expect.stringContaining('signature') as string,
    });
  });

  it('is read where the registry knows no HEAD of blobs', async () => {
    put('headless', signManifest(payload));
    registry.misbehave({ on: /\/blobs\//, method: 'HEAD', how: answer(405) });
    expect(await contentsOf(await open('headless'))).toHaveLength(2);
  });

  it('fails where a layer is missing, and says which', async () => {
    const [lowest] = lines;
    if (lowest === undefined) throw new Error('no line');
    const gone = schema1Manifest([{ ...lowest, digest: sha256Of('gone') }]);
    registry.store.putManifest('old', 'gone', { bytes: Buffer.from(gone), mediaType: mediaTypes.dockerSchema1 });
    await expect(open('gone')).rejects.toMatchObject({
      code: 'registry/not-found',
      message: expect.stringContaining(sha256Of('gone')) as string,
    });
  });
});

describe.skipIf(missing(['docker-registry', 'skopeo']))(
  'an image that skopeo pushes in schema 1 [needs docker-registry, skopeo]',
  () => {
    let real: DockerRegistry;
    let directory: string;

    beforeAll(async () => {
      real = await startDockerRegistry({ schema1: true });
      directory = await mkdtemp(join(tmpdir(), 'plimsoll-schema-1-'));
    });
    afterAll(async () => {
      await real.close();
      await rm(directory, { recursive: true, force: true });
    });

    it('is read as Docker Distribution stores and signs it', async () => {
      const layout = await writeOciLayout(join(directory, 'layout'), [{ image: built, tag: '1' }]);
      const env = { HOME: directory, XDG_RUNTIME_DIR: directory, PATH: process.env.PATH };
      const to = `docker://${real.host}/old:1`;
      await promisify(execFile)(
        'skopeo',
        ['copy', '--format', 'v2s1', '--dest-tls-verify=false', `oci:${layout}:1`, to],
        {
          env,
        },
      );
      const client = createRegistryClient({ host: real.host, connection: { plainHttp: true } });
      try {
        const head = await client.headManifest({ registry: real.host, repository: 'old', tag: '1' }, { signal });
        expect(head.mediaType).toBe(mediaTypes.dockerSchema1Signed);
        // By tag, and by digest as scans do.
        for (const name of [`${real.host}/old:1`, `${real.host}/old@${head.digest}`]) {
          const image = await openImage(name, { context: imageContext({ registry: client }) });
          expect(image.identity.manifestDigest).toBe(head.digest);
          expect((await contentsOf(image)).flat()).toEqual([
            ['etc/os-release', 'ID=debian\n'],
            ['app/name', 'app\n'],
          ]);
        }
      } finally {
        await client.close();
      }
    });
  },
);
