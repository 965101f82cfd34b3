import { execFileSync } from 'node:child_process';
import { readdirSync, readFileSync, truncateSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { describe, expect, test } from 'vitest';
import { buildImage } from '#tests/support/build-image.ts';
import { imageContext, readLayerFiles, useTemporaryDirectory } from '#tests/support/image-context.ts';
import { missing } from '#tests/support/requirements.ts';
import { writeOciArchive, writeOciLayout } from '#tests/support/write-image.ts';
import { openImage } from '../../open-image.ts';

const directory = useTemporaryDirectory();
const image = buildImage({
  layers: [{ files: [{ path: 'a', content: 'A' }] }, { files: [{ path: 'b', content: 'B' }], compression: 'zstd' }],
});

test.each(['none', 'gzip', 'zstd'] as const)(
  'an archive packed with %s, and nothing left of it afterwards',
  async (compression) => {
    const file = await writeOciArchive(join(directory.path, `${compression}.tar`), [{ image, tag: 'v' }], {
      compression,
    });
    const before = readdirSync(directory.path);
    const opened = await openImage(`oci-archive:${file}:v`, {
      context: imageContext({ temporaryDirectory: directory.path }),
    });
    expect(opened.identity.id).toBe(image.config.digest);
    expect((await readLayerFiles(opened, 0)).files.get('a')).toBe('A');
    const [second, again] = await Promise.all([readLayerFiles(opened, 1), readLayerFiles(opened, 0)]);
    expect([second.files.get('b'), again.files.get('a')]).toEqual(['B', 'A']);
    await opened.close();
    expect(readdirSync(directory.path)).toEqual(before);
  },
);

describe('what is no good archive', () => {
  test.each([
    ['text', Buffer.from('this is no tar'.repeat(100)), 'image/archive-invalid'],
    ['nothing', new Uint8Array(), 'image/not-an-image'],
    ['gzip of text', gzipSync('this is no tar'.repeat(100)), 'image/archive-invalid'],
    ['broken gzip', gzipSync('x'.repeat(5000)).subarray(0, 25), 'image/archive-invalid'],
    ['a gzip bomb', gzipSync(new Uint8Array(20_000_000)), 'image/limit-exceeded'],
  ])('%s', async (name, bytes, code) => {
    const file = join(directory.path, `bad ${name}.tar`);
    writeFileSync(file, bytes);
    const before = readdirSync(directory.path);
    const limits = { compressionRatioGraceBytes: 1_000_000 };
    const context = imageContext({ temporaryDirectory: directory.path, limits });
    await expect(openImage(`oci-archive:${file}`, { context })).rejects.toMatchObject({ code });
    expect(readdirSync(directory.path)).toEqual(before);
  });

  test('maxLayerUnpackedBytes bounds what is unpacked', async () => {
    const file = await writeOciArchive(join(directory.path, 'limit.tar'), [{ image }], { compression: 'gzip' });
    const context = imageContext({ temporaryDirectory: directory.path, limits: { maxLayerUnpackedBytes: 2000 } });
    await expect(openImage(`oci-archive:${file}`, { context })).rejects.toThrow('limits.maxLayerUnpackedBytes');
  });

  test('an archive cut short', async () => {
    const file = await writeOciArchive(join(directory.path, 'cut.tar'), [{ image }]);
    truncateSync(file, readFileSync(file).length - 2500);
    await expect(openImage(`oci-archive:${file}`, { context: imageContext() })).rejects.toMatchObject({
      code: 'image/archive-invalid',
    });
  });

  test('a directory, and nothing', async () => {
    const context = imageContext();
    await expect(openImage(`oci-archive:${directory.path}`, { context })).rejects.toThrow('not a file');
    await expect(openImage(`oci-archive:${directory.path}/absent`, { context })).rejects.toMatchObject({
      code: 'image/not-found',
    });
  });
});

test.skipIf(missing('tar'))('archives that GNU tar packed [needs tar]', async () => {
  const layout = await writeOciLayout(join(directory.path, 'layout'), [{ image, tag: 'v' }]);
  for (const format of ['gnu', 'pax', 'ustar']) {
    const file = join(directory.path, `${format}.tar`);
    execFileSync('tar', [`--format=${format}`, '-cf', file, '-C', layout, '.']);
    const opened = await openImage(`oci-archive:${file}`, { context: imageContext() });
    expect((await readLayerFiles(opened, 1)).reading).toMatchObject({ complete: true });
    await opened.close();
  }
});

test.skipIf(missing('skopeo'))('what skopeo writes [needs skopeo]', async () => {
  const layout = await writeOciLayout(join(directory.path, 'from'), [{ image, tag: 'v' }]);
  const file = join(directory.path, 'skopeo.tar');
  execFileSync('skopeo', ['--insecure-policy', 'copy', `oci:${layout}:v`, `oci-archive:${file}:w`], { stdio: 'pipe' });
  const opened = await openImage(`oci-archive:${file}:w`, { context: imageContext() });
  expect(opened.layers.map((layer) => layer.diffId)).toEqual(image.layers.map((layer) => layer.diffId));
  await opened.close();
});
