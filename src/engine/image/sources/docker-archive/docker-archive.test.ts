import { execFileSync } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { describe, expect, test } from 'vitest';
import { buildImage, sha256Of } from '#tests/support/build-image.ts';
import { imageContext, readLayerFiles, useTemporaryDirectory } from '#tests/support/image-context.ts';
import { missing } from '#tests/support/requirements.ts';
import { type TarEntry, writeTar } from '#tests/support/tar-writer.ts';
import { writeDockerArchive, writeOciLayout } from '#tests/support/write-image.ts';
import { openImage } from '../../open-image.ts';

const directory = useTemporaryDirectory();
const context = imageContext();
const empty = { files: [] };
const image = buildImage({
  family: 'docker',
  layers: [{ files: [{ path: 'a', content: 'A' }] }, empty, { files: [{ path: 'b', content: 'B' }] }, empty],
});
const other = buildImage({ family: 'docker', layers: [{ files: [{ path: 'other', content: 'O' }] }] });

describe.each(['legacy', 'linked', 'blobs'] as const)('layout %s', (layout) => {
  test.each(['none', 'gzip', 'zstd'] as const)('packed with %s', async (compression) => {
    const file = join(directory.path, `${layout}-${compression}.tar`);
    await writeDockerArchive(file, [{ image, repoTags: ['app:1'] }], { layout, compression });
    const opened = await openImage(`docker-archive:${file}`, {
      context: imageContext({ temporaryDirectory: directory.path }),
    });
    expect(opened.identity.id).toBe(image.config.digest);
    expect(opened.layers.map((layer) => layer.digest)).toEqual(image.layers.map((layer) => layer.diffId));
    for (const index of [0, 1, 2, 3])
      expect((await readLayerFiles(opened, index)).reading).toMatchObject({ complete: true, problems: [] });
    expect((await readLayerFiles(opened, 2)).files.get('b')).toBe('B');
    await opened.close();
  });
});

describe('names', () => {
  test('whole, shortened, tag only; and which there are', async () => {
    const file = await writeDockerArchive(join(directory.path, 'names.tar'), [
      { image, repoTags: ['registry.example:5000/team/app:1', 'app:latest'] },
      { image: other, repoTags: ['other:2'] },
    ]);
    const idOf = async (name: string) => {
      const opened = await openImage(`docker-archive:${file}${name}`, { context });
      await opened.close();
      return opened.identity.id;
    };
    for (const name of ['registry.example:5000/team/app:1', 'app', 'app:latest', 'docker.io/library/app:latest', '1']) {
      expect(await idOf(`:${name}`)).toBe(image.config.digest);
    }
    expect(await idOf(':2')).toBe(other.config.digest);
    await expect(idOf(':3')).rejects.toThrow('there are registry.example:5000/team/app:1, app:latest, other:2');
    await expect(idOf('')).rejects.toMatchObject({ code: 'image/reference-invalid' });
  });
});

const config = { path: 'c.json', content: image.config.bytes };
const tarOf = (manifest: unknown, ...entries: TarEntry[]) =>
  writeTar([...entries, { path: 'manifest.json', content: JSON.stringify(manifest) }]);
const layersOf = (paths: readonly string[]) => [{ Config: 'c.json', RepoTags: null, Layers: paths }];

test.each<[string, Uint8Array, string]>([
  ['no manifest.json', writeTar([{ path: 'repositories', content: '{}' }]), 'image/not-an-image'],
  ['no list', tarOf({}), 'image/manifest-invalid'],
  ['an image without layers', tarOf([{ Config: 'c.json' }]), 'image/manifest-invalid'],
  ['no image', tarOf([]), 'image/not-found'],
  ['no configuration', tarOf(layersOf([])), 'image/blob-missing'],
  ['fewer layers than the configuration', tarOf(layersOf(['x']), config), 'image/config-invalid'],
  [
    'a configuration that links in a circle',
    tarOf(layersOf([]), { path: 'c.json', type: 'symlink', linkTarget: 'c.json' }),
    'image/blob-missing',
  ],
])('%s', async (name, tar, code) => {
  const file = join(directory.path, `${name}.tar`);
  writeFileSync(file, tar);
  await expect(openImage(`docker-archive:${file}`, { context })).rejects.toMatchObject({ code });
});

test('a layer that is missing or links out of the archive is a problem', async () => {
  const file = join(directory.path, 'links.tar');
  const out: TarEntry = { path: 'l/layer.tar', type: 'symlink', linkTarget: '../../../etc/passwd' };
  writeFileSync(file, tarOf(layersOf(['l/layer.tar', 'absent', 'l/layer.tar', 'absent']), config, out));
  const opened = await openImage(`docker-archive:${file}`, { context });
  for (const index of [0, 1])
    expect((await readLayerFiles(opened, index)).reading).toMatchObject({
      usable: false,
      problems: [{ code: 'image/blob-missing' }],
    });
  await opened.close();
});

test('a layer stored compressed has the digest of what is stored; another layer in its place is found out', async () => {
  const [first] = image.layers;
  const gzip = gzipSync(first?.tar ?? '');
  const file = join(directory.path, 'compressed.tar');
  const wrong = other.layers[0]?.tar ?? '';
  const paths = ['good', 'bad', 'good', 'bad'];
  writeFileSync(file, tarOf(layersOf(paths), config, { path: 'good', content: gzip }, { path: 'bad', content: wrong }));
  const opened = await openImage(`docker-archive:${file}`, { context });
  expect(opened.layers[0]?.digest).toBe(sha256Of(gzip));
  expect((await readLayerFiles(opened, 0)).reading).toMatchObject({ complete: true });
  expect((await readLayerFiles(opened, 1)).reading).toMatchObject({
    usable: false,
    problems: [{ code: 'image/blob-mismatch' }],
  });
  await opened.close();
});

test.skipIf(missing('skopeo'))('what skopeo writes [needs skopeo]', async () => {
  const asOci = buildImage({ layers: image.layers.map(({ tar }) => ({ tar })) });
  const layout = await writeOciLayout(join(directory.path, 'from'), [{ image: asOci, tag: 'v' }]);
  const file = join(directory.path, 'skopeo.tar');
  execFileSync('skopeo', ['--insecure-policy', 'copy', `oci:${layout}:v`, `docker-archive:${file}:example.com/app:1`], {
    stdio: 'pipe',
  });
  const opened = await openImage(`docker-archive:${file}:example.com/app:1`, { context });
  expect(opened.layers.map((layer) => layer.diffId)).toEqual(image.layers.map((layer) => layer.diffId));
  expect((await readLayerFiles(opened, 0)).files.get('a')).toBe('A');
  await opened.close();
});
