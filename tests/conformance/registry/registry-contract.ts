import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { mediaTypes } from '#core/descriptor.ts';
import type { Digest } from '#core/digest.ts';
import type { ImageReference } from '#core/image-reference.ts';
import type { ImageRegistry } from '#engine/image/index.ts';
import {
  createRegistryClient,
  type RegistryClient,
  type RegistryConnection,
  type RegistryCredential,
} from '#engine/registry/index.ts';
import { all, names } from '#tests/support/registry/all.ts';
import {
  type PushedDescriptor,
  type PushTarget,
  pushBlob,
  pushImage,
  pushIndex,
} from '#tests/support/registry/push-image.ts';

/** A registry that is up, and how to get in. */
export interface RegistrySetup {
  readonly host: string;
  readonly connection: RegistryConnection;
  readonly credential?: RegistryCredential;
  /** One that it refuses; left out where it lets everybody in. */
  readonly wrongCredential?: RegistryCredential;
  readonly authentication: 'none' | 'basic' | 'bearer';
  readonly target: (repository: string) => Promise<PushTarget>;
  close(): Promise<void>;
}

const repositories = ['app/web', 'app/worker', 'base', 'team/sub/deep.name_x-y', 'z'];
const tags = ['1', '1.0', '1.0.1', 'edge', 'v2_final-RC'];
const config = { bytes: Buffer.from('{"architecture":"amd64","os":"linux"}'), mediaType: mediaTypes.ociConfig };
const layer = { bytes: Buffer.alloc(3 * 1024 * 1024, 'layer '), mediaType: mediaTypes.ociLayerGzip };
const signal = new AbortController().signal;

interface Content {
  readonly oci: PushedDescriptor;
  readonly docker: PushedDescriptor;
  readonly index: PushedDescriptor;
  readonly list: PushedDescriptor;
  readonly layer: PushedDescriptor;
}

/** What every registry must do for the client, and the client with every registry: the fake and the real one alike. */
export function describeRegistry(
  name: string,
  letsIn: 'everybody' | 'those with a credential',
  start: () => Promise<RegistrySetup>,
): void {
  describe(name, () => {
    let setup: RegistrySetup;
    let client: RegistryClient;
    let content: Content;

    beforeAll(async () => {
      setup = await start();
      content = await fill(setup);
      client = clientOf(setup, setup.credential);
      // What `image` asks of a registry, without either knowing the other.
      client satisfies ImageRegistry;
    });
    afterAll(async () => {
      await client?.close();
      await setup?.close();
    });

    const reference = (given: Partial<ImageReference>): ImageReference => ({
      registry: setup.host,
      repository: 'app/web',
      ...given,
    });

    it('is a registry that lets us in', async () => {
      expect(await client.ping({ signal })).toEqual({
        authentication: setup.authentication,
        anonymous: setup.credential === undefined,
      });
    });

    it('lists all repositories over several pages', async () => {
      expect((await names(client.listRepositories({ signal }))).sort()).toEqual(repositories);
    });

    it('lists all tags over several pages', async () => {
      expect((await names(client.listTags('app/web', { signal }))).sort()).toEqual(tags);
    });

    it.each([
      ['OCI manifest by tag', 'oci', () => ({ tag: '1.0' }), mediaTypes.ociManifest],
      ['Docker manifest by tag', 'docker', () => ({ repository: 'base', tag: 'docker' }), mediaTypes.dockerManifest],
      ['OCI index by tag', 'index', () => ({ repository: 'base', tag: 'index' }), mediaTypes.ociIndex],
      ['Docker list by tag', 'list', () => ({ repository: 'base', tag: 'list' }), mediaTypes.dockerManifestList],
      ['manifest by digest', 'oci', () => ({ digest: content.oci.digest as Digest }), mediaTypes.ociManifest],
      [
        'digest beside a tag that does not exist',
        'oci',
        () => ({ tag: 'gone', digest: content.oci.digest as Digest }),
        mediaTypes.ociManifest,
      ],
    ] as const)('%s: HEAD and GET agree with what was pushed', async (_, key, given, mediaType) => {
      const pushed = content[key];
      const expected = { digest: pushed.digest, mediaType, size: pushed.size };
      expect(await client.headManifest(reference(given()), { signal })).toEqual(expected);
      const manifest = await client.manifest(reference(given()), { signal });
      expect({ ...manifest, bytes: manifest.bytes.length }).toEqual({
        digest: pushed.digest,
        mediaType,
        bytes: pushed.size,
      });
    });

    it('streams a blob, byte for byte', async () => {
      const chunks = await all(client.blob(reference({}), content.layer as never, { signal }));
      expect(Buffer.concat(chunks).equals(layer.bytes)).toBe(true);
    });

    it.each([
      ['unknown repository', { repository: 'no/such', tag: '1' }, /manifest .*\/no\/such:1.*(UNKNOWN).*check the name/],
      ['unknown tag', { tag: 'gone' }, /app\/web:gone.*MANIFEST_UNKNOWN/],
      ['unknown digest', { digest: `sha256:${'0'.repeat(64)}` as Digest }, /MANIFEST_UNKNOWN/],
    ])('%s is not found, in the words of the registry', async (_, given, message) => {
      await expect(client.manifest(reference(given), { signal })).rejects.toMatchObject({
        name: 'RegistryError',
        code: 'registry/not-found',
        message: expect.stringMatching(message),
      });
      await expect(client.headManifest(reference(given), { signal })).rejects.toMatchObject({
        code: 'registry/not-found',
        message: expect.stringMatching(message),
      });
    });

    it('an unknown blob is not found', async () => {
      const descriptor = { mediaType: 'x', digest: `sha256:${'1'.repeat(64)}` as Digest, size: 5 };
      await expect(all(client.blob(reference({}), descriptor, { signal }))).rejects.toMatchObject({
        code: 'registry/not-found',
      });
    });

    it('tags of an unknown repository are not found', async () => {
      await expect(names(client.listTags('no/such', { signal }))).rejects.toMatchObject({ code: 'registry/not-found' });
    });

    if (letsIn === 'everybody') return;

    it('a wrong credential is refused, and not shown', async () => {
      await expectRefused(clientOf(setup, setup.wrongCredential), reference({ tag: '1' }), /check it/);
    });

    it('no credential is refused', async () => {
      await expectRefused(clientOf(setup, undefined), reference({ tag: '1' }), /give a user name and password/);
    });
  });
}

async function expectRefused(stranger: RegistryClient, reference: ImageReference, message: RegExp): Promise<void> {
  const expected = { code: 'registry/unauthorized', message: expect.stringMatching(message) };
  try {
    await expect(stranger.ping({ signal })).rejects.toMatchObject(expected);
    await expect(stranger.manifest(reference, { signal })).rejects.toMatchObject(expected);
    await expect(names(stranger.listRepositories({ signal }))).rejects.toMatchObject(expected);
    const error: unknown = await stranger.ping({ signal }).catch((reason: unknown) => reason);
    expect(String((error as Error).stack)).not.toContain('wrong-secret');
  } finally {
    await stranger.close();
  }
}

function clientOf({ host, connection }: RegistrySetup, credential: RegistryCredential | undefined): RegistryClient {
  return createRegistryClient({ host, connection, credential, namesPerPage: 2 });
}

async function fill(setup: RegistrySetup): Promise<Content> {
  const web = await setup.target('app/web');
  const pushed: PushedDescriptor[] = [];
  for (const tag of tags) pushed.push(await pushImage(web, tag, { config, layers: [layer] }));
  for (const repository of repositories.slice(1)) {
    await pushImage(await setup.target(repository), 'latest', { config, layers: [] });
  }
  const base = await setup.target('base');
  const docker = await pushImage(base, 'docker', {
    mediaType: mediaTypes.dockerManifest,
    config: { ...config, mediaType: mediaTypes.dockerConfig },
    layers: [{ ...layer, mediaType: mediaTypes.dockerLayerGzip }],
  });
  const platform = { os: 'linux', architecture: 'amd64' };
  const ociInBase = await pushImage(base, undefined, { config, layers: [layer] });
  return {
    oci: pushed[1] ?? ociInBase,
    docker,
    index: await pushIndex(base, 'index', [{ ...ociInBase, platform } as PushedDescriptor]),
    list: await pushIndex(base, 'list', [{ ...docker, platform } as PushedDescriptor], mediaTypes.dockerManifestList),
    layer: await pushBlob(web, layer),
  };
}
