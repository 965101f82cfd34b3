import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { type Descriptor, mediaTypes } from '#core/descriptor.ts';
import {
  type BuiltImage,
  type BuiltIndex,
  buildImage,
  buildIndex,
  jsonBlob,
  sha256Of,
} from '#tests/support/build-image.ts';
import { imageContext, memoryRegistry, readLayerFiles, someDigest } from '#tests/support/image-context.ts';
import { missingShared, sharedDirectory } from '#tests/support/requirements.ts';
import { ImageError } from './image-error.ts';
import { openImage } from './open-image.ts';

const name = 'registry.example/app:1';
const layers = [{ files: [{ path: 'f', content: 'x' }] }];
const imageFor = (os: string, architecture: string, variant?: string) =>
  buildImage({ layers, platform: { os, architecture, ...(variant !== undefined && { variant }) } });

const open = async (
  image: BuiltImage | BuiltIndex,
  platform?: { os: string; architecture: string; variant?: string },
) =>
  await openImage(name, {
    context: imageContext({ registry: memoryRegistry({ [name]: image }) }),
    ...(platform !== undefined && { platform }),
  });

/** An image whose manifest and configuration are changed member by member. */
const withManifest = (manifest: Record<string, unknown>) => buildImage({ layers, manifest });

const attestation: Descriptor = {
  mediaType: mediaTypes.ociManifest,
  digest: someDigest('a'),
  size: 10,
  platform: { os: 'unknown', architecture: 'unknown' },
  annotations: { 'vnd.docker.reference.type': 'attestation-manifest' },
};

describe('platforms of an index', () => {
  const [amd64, arm64, armV6, armV7] = [
    imageFor('linux', 'amd64'),
    imageFor('linux', 'arm64', 'v8'),
    imageFor('linux', 'arm', 'v6'),
    imageFor('linux', 'arm', 'v7'),
  ];
  const all = buildIndex([arm64, amd64, armV6, armV7], { extra: [attestation] });
  test.each([
    ['none named: linux/amd64', all, undefined, amd64],
    ['none named: the only one', buildIndex([arm64], { extra: [attestation] }), undefined, arm64],
    ['named', all, { os: 'linux', architecture: 'arm64' }, arm64],
    ['named with its usual variant', all, { os: 'linux', architecture: 'arm64', variant: 'v8' }, arm64],
    ['named without a variant: the highest', all, { os: 'linux', architecture: 'arm' }, armV7],
    ['named with a variant', all, { os: 'linux', architecture: 'arm', variant: 'v6' }, armV6],
    ['a Docker manifest list', buildIndex([arm64, amd64], { family: 'docker' }), undefined, amd64],
  ])('%s', async (_name, index, platform, expected) => {
    const opened = await open(index, platform);
    expect(opened.identity).toMatchObject({
      id: expected.config.digest,
      manifestDigest: expected.manifest.digest,
      platform: expected.platform,
    });
  });

  test.each([
    [
      'named and absent',
      all,
      { os: 'windows', architecture: 'amd64' },
      'available are linux/arm64/v8, linux/amd64, linux/arm/v6, linux/arm/v7',
    ],
    [
      'none named and several without the default',
      buildIndex([arm64, armV7]),
      undefined,
      'name a platform; available are linux/arm64/v8, linux/arm/v7',
    ],
    [
      'only one, but another is named',
      buildIndex([arm64]),
      { os: 'linux', architecture: 'amd64' },
      'available are linux/arm64/v8',
    ],
    ['attestations cannot be named', all, { os: 'unknown', architecture: 'unknown' }, 'available are linux'],
    [
      'a single image for another',
      amd64,
      { os: 'linux', architecture: 'arm64' },
      'is for linux/amd64 only, not for linux/arm64',
    ],
  ])('%s', async (_name, image, platform, message) => {
    const opening = open(image, platform);
    await expect(opening).rejects.toMatchObject({
      code: 'image/platform-not-found',
      message: expect.stringContaining(message),
    });
  });

  test('an index in an index, and one that has no end', async () => {
    const inner = buildIndex([amd64]);
    const entry = { mediaType: mediaTypes.ociIndex, digest: inner.index.digest, size: inner.index.bytes.length };
    const outer = { index: jsonBlob(mediaTypes.ociIndex, { schemaVersion: 2, manifests: [entry] }), images: [amd64] };
    const registry = memoryRegistry({ [name]: outer, 'registry.example/inner:1': inner });
    expect((await openImage(name, { context: imageContext({ registry }) })).identity.id).toBe(amd64.config.digest);
    let nested = inner.index;
    const blobs = new Map([[nested.digest, nested]]);
    for (let depth = 0; depth < 6; depth += 1) {
      const manifests = [{ mediaType: mediaTypes.ociIndex, digest: nested.digest, size: nested.bytes.length }];
      nested = jsonBlob(mediaTypes.ociIndex, { schemaVersion: 2, manifests });
      blobs.set(nested.digest, nested);
    }
    const deep = {
      ...registry,
      manifest: async ({ digest }: { digest?: typeof nested.digest }) => (digest && blobs.get(digest)) ?? nested,
    };
    await expect(openImage(name, { context: imageContext({ registry: deep }) })).rejects.toMatchObject({
      code: 'image/manifest-invalid',
    });
  });
});

describe('what is no image', () => {
  const layerEntry: Descriptor = { mediaType: mediaTypes.ociLayerGzip, digest: someDigest('a'), size: 10 };
  test.each<[string, Descriptor[], string]>([
    ['nothing', [], mediaTypes.ociIndex],
    ['attestations', [attestation], mediaTypes.ociIndex],
    ['layers', [layerEntry], mediaTypes.ociLayerGzip],
  ])('an index of %s', async (_name, extra, mediaType) => {
    await expect(open(buildIndex([], { extra }))).rejects.toMatchObject({
      code: 'image/not-an-image',
      artifact: { kind: 'artifact', mediaType },
    });
  });

  const descriptor = { mediaType: mediaTypes.ociConfig, digest: someDigest('b'), size: 5 };
  const layer = { mediaType: mediaTypes.ociLayerGzip, digest: someDigest('c'), size: 5 };
  test.each<[string, Record<string, unknown>, string, string]>([
    [
      'a chart',
      { config: { ...descriptor, mediaType: 'application/vnd.cncf.helm.config.v1+json' } },
      'image/not-an-image',
      'helm',
    ],
    [
      'an artifact',
      {
        artifactType: 'application/spdx+json',
        config: { ...descriptor, mediaType: 'application/vnd.oci.empty.v1+json' },
      },
      'image/not-an-image',
      'application/spdx+json',
    ],
    [
      'a signature',
      { layers: [{ ...layer, mediaType: 'application/vnd.dev.cosign.simplesigning.v1+json' }] },
      'image/not-an-image',
      'simplesigning',
    ],
    [
      'an attestation',
      { layers: [{ ...layer, mediaType: 'application/vnd.in-toto+json' }] },
      'image/not-an-image',
      'in-toto',
    ],
    [
      'a chart without layers',
      { config: { ...descriptor, mediaType: 'application/vnd.cncf.helm.config.v1+json' }, layers: undefined },
      'image/not-an-image',
      'a Helm chart',
    ],
    ['schema 1 without layers', { schemaVersion: 1, mediaType: undefined }, 'image/manifest-invalid', '0 layers'],
    ['schema 3', { schemaVersion: 3 }, 'image/manifest-invalid', 'schema version 2'],
    [
      'another media type',
      { mediaType: 'application/vnd.example+json' },
      'image/unsupported-media-type',
      'vnd.example',
    ],
    ['manifests and layers at once', { manifests: [] }, 'image/manifest-invalid', 'ambiguous'],
    [
      'an index that says it is an image',
      { manifests: [], layers: undefined, config: undefined },
      'image/manifest-invalid',
      'media type',
    ],
    ['no layers', { layers: undefined }, 'image/manifest-invalid', 'no layers'],
    ['no configuration', { config: undefined }, 'image/manifest-invalid', 'config'],
    [
      'a digest of another kind',
      { layers: [{ ...layer, digest: `sha512:${'a'.repeat(128)}` }] },
      'image/manifest-invalid',
      'sha512',
    ],
    [
      'a digest that is a path',
      { layers: [{ ...layer, digest: 'sha256:../../x' }] },
      'image/manifest-invalid',
      'sha256',
    ],
    ['a negative size', { layers: [{ ...layer, size: -1 }] }, 'image/manifest-invalid', 'size'],
    ['a size that is no integer', { layers: [{ ...layer, size: 1.5 }] }, 'image/manifest-invalid', 'size'],
    ['a layer that is no object', { layers: ['x'] }, 'image/manifest-invalid', 'descriptor'],
    [
      'another number of layers than the configuration has',
      { layers: [layer, layer] },
      'image/config-invalid',
      'lists 1',
    ],
  ])('%s', async (_name, manifest, code, message) => {
    const opening = open(withManifest(manifest));
    await expect(opening).rejects.toMatchObject({ code, message: expect.stringContaining(message) });
  });

  test.each<[string, Record<string, unknown>]>([
    ['no rootfs', { rootfs: undefined }],
    ['diff_ids that are no digests', { rootfs: { diff_ids: ['x'] } }],
  ])('a configuration with %s', async (_name, config) => {
    await expect(open(buildImage({ layers, config }))).rejects.toMatchObject({ code: 'image/config-invalid' });
  });

  test('a manifest that is no JSON, or no text', async () => {
    for (const bytes of [Buffer.from('{'), Buffer.from('[]'), Buffer.from([0x7b, 0xff, 0x7d])]) {
      const manifest = { bytes, digest: sha256Of(bytes), mediaType: mediaTypes.ociManifest };
      await expect(open({ ...buildImage({ layers }), manifest })).rejects.toMatchObject({
        code: 'image/manifest-invalid',
      });
    }
  });

  test('a manifest whose digest is another', async () => {
    const image = buildImage({ layers });
    const manifest = { ...image.manifest, digest: someDigest('d') };
    await expect(open({ ...image, manifest })).rejects.toMatchObject({ code: 'image/blob-mismatch' });
  });
});

describe('limits', () => {
  const image = buildImage({ layers: [...layers, ...layers] });
  const registry = memoryRegistry({ [name]: image });
  test.each([
    [{ maxManifestBytes: 100 }, 'limits.maxManifestBytes'],
    [{ maxConfigBytes: 100 }, 'larger than allowed (100)'],
    [{ maxLayers: 1 }, 'limits.maxLayers'],
  ])('%j', async (limits, message) => {
    const opening = openImage(name, { context: imageContext({ registry, limits }) });
    await expect(opening).rejects.toMatchObject({
      code: 'image/limit-exceeded',
      message: expect.stringContaining(message),
    });
  });

  test('maxLayerBytes: the layer is a problem and is not fetched', async () => {
    const opened = await openImage(name, { context: imageContext({ registry, limits: { maxLayerBytes: 10 } }) });
    const { reading } = await readLayerFiles(opened, 0);
    expect(reading).toMatchObject({ usable: false, complete: false, problems: [{ code: 'image/limit-exceeded' }] });
  });
});

describe('layers and configuration', () => {
  test('instructions go to the layers that they made', async () => {
    const history = [
      { created_by: 'ADD base' },
      { created_by: 'ENV A=b', empty_layer: true },
      { created_by: 'RUN build' },
      { created_by: 'CMD', empty_layer: true },
    ];
    const opened = await open(buildImage({ layers: [...layers, ...layers], config: { history } }));
    expect(opened.layers.map((layer) => [layer.index, layer.createdBy])).toEqual([
      [0, 'ADD base'],
      [1, 'RUN build'],
    ]);
  });

  test('a history that does not fit the layers is not trusted', async () => {
    for (const history of [[{ created_by: 'one' }], undefined, 'none', [{ created_by: 5 }, {}]]) {
      const opened = await open(buildImage({ layers: [...layers, ...layers], config: { history } }));
      expect(opened.layers.map((layer) => layer.createdBy)).toEqual([undefined, undefined]);
    }
  });

  test('the used members of a configuration', async () => {
    const settings = { User: 'app', Env: ['A=b', 5], Labels: { key: 'value', bad: 1 }, ExposedPorts: { '80/tcp': {} } };
    const { identity } = await open(
      buildImage({ layers, config: { config: settings, author: 'me', created: '2024-01-02T03:04:05Z' } }),
    );
    expect(identity.config).toMatchObject({
      user: 'app',
      env: ['A=b'],
      labels: { key: 'value' },
      exposedPorts: ['80/tcp'],
      author: 'me',
      created: '2024-01-02T03:04:05Z',
    });
    expect(identity.size).toBe(buildImage({ layers }).layers[0]?.bytes.length);
  });

  test('an image without layers', async () => expect((await open(buildImage({ layers: [] }))).layers).toEqual([]));

  test('manifest of another media type name but with right members', async () => {
    const image = buildImage({ layers, manifest: { mediaType: undefined } });
    const manifest = { ...image.manifest, mediaType: 'application/octet-stream' };
    expect((await open({ ...image, manifest })).identity.mediaType).toBe(mediaTypes.ociManifest);
  });

  test('a layer that may not be handed on and is absent is a problem', async () => {
    const image = buildImage({ layers });
    const [layer] = image.layers;
    const foreign = {
      mediaType: 'application/vnd.docker.image.rootfs.foreign.diff.tar.gzip',
      digest: layer?.digest,
      size: layer?.bytes.length,
    };
    const { manifest } = withManifest({ layers: [foreign] });
    const registry = memoryRegistry({ [name]: { ...image, manifest, layers: [] } });
    const opened = await openImage(name, {
      context: imageContext({ registry: { ...registry, blob: absentLayer(registry) } }),
    });
    const { reading } = await readLayerFiles(opened, 0);
    expect(reading).toMatchObject({
      usable: false,
      problems: [{ code: 'image/foreign-layer-absent', affectsCoverage: true }],
    });
  });
});

/** A registry error that says trying again is useless. */
function absentLayer(registry: ReturnType<typeof memoryRegistry>): typeof registry.blob {
  return (reference, descriptor, options) => {
    if (descriptor.mediaType.includes('foreign'))
      throw new ImageError('image/not-found', 'the registry has no such blob');
    return registry.blob(reference, descriptor, options);
  };
}

test('an abort before opening', async () => {
  const context = imageContext({ signal: AbortSignal.abort(new Error('stopped')) });
  await expect(openImage(name, { context })).rejects.toThrow('stopped');
});

test('a reference that no source takes', async () => {
  await expect(openImage(name, { context: imageContext(), sources: [] })).rejects.toMatchObject({
    code: 'image/reference-invalid',
  });
});

describe.skipIf(missingShared('images'))('real images [needs ../shared/images]', () => {
  const folder = join(sharedDirectory, 'images');
  const files = missingShared('images') ? [] : readdirSync(folder).filter((file) => file.includes('.tar'));
  test.each(files)('%s', async (file) => {
    const scheme = file.includes('docker-archive') ? 'docker-archive' : 'oci-archive';
    const opened = await openImage(`${scheme}:${join(folder, file)}`, { context: imageContext() });
    expect(opened.layers.length).toBeGreaterThan(0);
    for (const { index } of opened.layers) {
      const { files: seen, reading } = await readLayerFiles(opened, index);
      expect(reading).toMatchObject({ complete: true, usable: true, problems: [] });
      expect(seen.size).toBeGreaterThan(0);
    }
    await opened.close();
  });
});
