import { execFileSync } from 'node:child_process';
import { mkdirSync, renameSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { digestHex } from '#core/digest.ts';
import { buildImage, buildIndex } from '#tests/support/build-image.ts';
import { imageContext, readLayerFiles, useTemporaryDirectory } from '#tests/support/image-context.ts';
import { missing } from '#tests/support/requirements.ts';
import { writeDockerArchive, writeOciLayout } from '#tests/support/write-image.ts';
import { openImage } from '../../open-image.ts';

const directory = useTemporaryDirectory();
const context = imageContext();
const imageOf = (content: string, architecture = 'amd64') =>
  buildImage({ platform: { os: 'linux', architecture }, layers: [{ files: [{ path: 'name', content }] }] });
const [one, two] = [imageOf('one'), imageOf('two')];
const idOf = async (reference: string) => (await openImage(reference, { context })).identity.id;

describe('tags', () => {
  test('by ref.name, by containerd name, by the tag of a full name, by digest', async () => {
    const place = await writeOciLayout(join(directory.path, 'tags'), [
      { image: one, tag: '1.0' },
      { image: two, tag: 'registry.example:5000/app:2.0' },
      { image: imageOf('three'), annotations: { 'io.containerd.image.name': 'docker.io/library/three:latest' } },
    ]);
    expect(await idOf(`oci:${place}:1.0`)).toBe(one.config.digest);
    expect(await idOf(`oci:${place}:2.0`)).toBe(two.config.digest);
    expect(await idOf(`oci:${place}:registry.example:5000/app:2.0`)).toBe(two.config.digest);
    expect(await idOf(`oci:${place}:three`)).toBe(imageOf('three').config.digest);
    expect(await idOf(`oci:${place}:${one.manifest.digest}`)).toBe(one.config.digest);
    await expect(idOf(`oci:${place}:3.0`)).rejects.toThrow('there are 1.0, registry.example:5000/app:2.0');
    await expect(idOf(`oci:${place}`)).rejects.toMatchObject({
      code: 'image/reference-invalid',
      message: expect.stringContaining(':TAG'),
    });
  });

  test('none needed where there is one image, even under two tags', async () => {
    const place = await writeOciLayout(join(directory.path, 'sole'), [
      { image: one, tag: 'a' },
      { image: one, tag: 'b' },
    ]);
    expect(await idOf(`oci:${place}`)).toBe(one.config.digest);
  });

  test('a colon in the path', async () => {
    const place = await writeOciLayout(join(directory.path, 'with:colon'), [{ image: one, tag: 'a' }]);
    expect(await idOf(`oci:${place}`)).toBe(one.config.digest);
    expect(await idOf(`oci:${place}:a`)).toBe(one.config.digest);
  });
});

test('an index in the layout, and index.json used as one', async () => {
  const images = [imageOf('x', 'arm64'), imageOf('y', 'amd64')];
  const nested = await writeOciLayout(join(directory.path, 'nested'), [{ image: buildIndex(images), tag: 'v' }]);
  expect((await openImage(`oci:${nested}`, { context })).identity.platform.architecture).toBe('amd64');
  const platform = { os: 'linux', architecture: 'arm64' };
  expect((await openImage(`oci:${nested}:v`, { context, platform })).identity.id).toBe(images[0]?.config.digest);
  const flat = await writeOciLayout(join(directory.path, 'flat'), [{ image: buildIndex(images) }]);
  const manifests = images.map(({ manifest, platform: of }) => ({
    mediaType: manifest.mediaType,
    digest: manifest.digest,
    size: manifest.bytes.length,
    platform: of,
  }));
  writeFileSync(join(flat, 'index.json'), JSON.stringify({ schemaVersion: 2, manifests }));
  expect((await openImage(`oci:${flat}`, { context, platform })).identity.id).toBe(images[0]?.config.digest);
});

describe('what is no good layout', () => {
  test.each<[string, (place: string) => void, string]>([
    ['no index.json', (place) => rmSync(join(place, 'index.json')), 'image/not-an-image'],
    ['index.json is no JSON', (place) => writeFileSync(join(place, 'index.json'), '{'), 'image/manifest-invalid'],
    [
      'index.json is empty',
      (place) => writeFileSync(join(place, 'index.json'), '{"schemaVersion":2,"manifests":[]}'),
      'image/not-found',
    ],
    [
      'a digest that climbs',
      (place) =>
        writeFileSync(
          join(place, 'index.json'),
          JSON.stringify({ manifests: [{ mediaType: 'x', size: 1, digest: 'sha256:../../../etc/passwd' }] }),
        ),
      'image/manifest-invalid',
    ],
    ['a missing manifest', (place) => rmSync(blobOf(place, one.manifest.digest)), 'image/blob-missing'],
    [
      'a manifest of other bytes',
      (place) => writeFileSync(blobOf(place, one.manifest.digest), two.manifest.bytes),
      'image/blob-mismatch',
    ],
    ['a missing configuration', (place) => rmSync(blobOf(place, one.config.digest)), 'image/blob-missing'],
    [
      'a configuration of other bytes',
      (place) => writeFileSync(blobOf(place, one.config.digest), '{}'),
      'image/blob-mismatch',
    ],
  ])('%s', async (name, damage, code) => {
    const place = await writeOciLayout(join(directory.path, `bad ${name}`), [{ image: one, tag: 'v' }]);
    damage(place);
    await expect(openImage(`oci:${place}`, { context })).rejects.toMatchObject({ code });
  });

  test('nothing there, and a file', async () => {
    await expect(openImage(`oci:${directory.path}/absent:1`, { context })).rejects.toMatchObject({
      code: 'image/not-found',
    });
    const file = await writeDockerArchive(join(directory.path, 'file.tar'), []);
    await expect(openImage(`oci:${file}`, { context })).rejects.toMatchObject({ code: 'image/not-an-image' });
  });
});

describe('blobs', () => {
  const withLayer = async (name: string, change: (blob: string, place: string) => void) => {
    const place = await writeOciLayout(join(directory.path, name), [{ image: one }]);
    const digest = one.layers[0]?.digest ?? one.config.digest;
    change(blobOf(place, digest), place);
    return await readLayerFiles(await openImage(`oci:${place}`, { context }), 0);
  };

  test('a missing layer is a problem', async () => {
    const { reading } = await withLayer('layer-missing', (blob) => rmSync(blob));
    expect(reading).toMatchObject({
      complete: false,
      usable: false,
      problems: [{ code: 'image/blob-missing', affectsCoverage: true }],
    });
  });

  test('a link inside the layout is followed', async () => {
    const { files } = await withLayer('link-inside', (blob, place) => {
      mkdirSync(join(place, 'kept'));
      renameSync(blob, join(place, 'kept/layer'));
      symlinkSync('../../kept/layer', blob);
    });
    expect(files.get('name')).toBe('one');
  });

  test.each([
    ['a link out of the layout', (blob: string) => symlinkSync('/etc/hostname', blob)],
    ['a directory', (blob: string) => mkdirSync(blob)],
    ['a link to itself', (blob: string) => symlinkSync(blob, blob)],
  ])('%s counts as missing', async (name, put) => {
    const { reading } = await withLayer(name, (blob) => {
      rmSync(blob);
      put(blob);
    });
    expect(reading.problems.map((problem) => problem.code)).toEqual(['image/blob-missing']);
  });

  test.skipIf(missing('mkfifo'))('a pipe counts as missing and does not hang [needs mkfifo]', async () => {
    const { reading } = await withLayer('pipe', (blob) => {
      rmSync(blob);
      execFileSync('mkfifo', [blob]);
    });
    expect(reading.usable).toBe(false);
  });
});

test.skipIf(missing('skopeo'))('what skopeo writes, with zstd layers [needs skopeo]', async () => {
  const from = await writeOciLayout(join(directory.path, 'skopeo-from'), [{ image: one, tag: 'v' }]);
  const to = join(directory.path, 'skopeo-to');
  const options = [
    '--insecure-policy',
    'copy',
    '--dest-compress-format',
    'zstd',
    '--dest-compress',
    `oci:${from}:v`,
    `oci:${to}:w`,
  ];
  execFileSync('skopeo', options, { stdio: 'pipe' });
  const image = await openImage(`oci:${to}:w`, { context });
  expect(image.layers[0]?.diffId).toBe(one.layers[0]?.diffId);
  expect((await readLayerFiles(image, 0)).files.get('name')).toBe('one');
});

function blobOf(place: string, digest: typeof one.config.digest): string {
  return join(place, 'blobs/sha256', digestHex(digest));
}
