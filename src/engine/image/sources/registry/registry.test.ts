import { expect, test } from 'vitest';
import { buildImage } from '#tests/support/build-image.ts';
import { imageContext, memoryRegistry, readLayerFiles, someDigest } from '#tests/support/image-context.ts';
import { openImage } from '../../open-image.ts';
import { registry } from './registry.ts';

const image = buildImage({ layers: [{ files: [{ path: 'etc/os-release', content: 'ID=x' }] }] });
const name = 'registry.example/team/app';
const inMemory = memoryRegistry({ [`${name}:1`]: image });
const context = imageContext({ registry: inMemory });

test('opens a tag and reads a layer', async () => {
  const opened = await openImage(`${name}:1`, { context });
  expect(opened.identity).toMatchObject({
    reference: `${name}:1`,
    id: image.config.digest,
    manifestDigest: image.manifest.digest,
  });
  expect((await readLayerFiles(opened, 0)).files.get('etc/os-release')).toBe('ID=x');
  await opened.close();
});

test('opens a digest', async () => {
  const reference = `${name}@${image.manifest.digest}`;
  expect((await openImage(reference, { context })).identity.reference).toBe(reference);
});

test('a registry that answers a digest with another manifest is not believed', async () => {
  const lying = { ...inMemory, manifest: async () => image.manifest };
  const opening = openImage(`${name}@${someDigest('a')}`, { context: imageContext({ registry: lying }) });
  await expect(opening).rejects.toMatchObject({ code: 'image/blob-mismatch' });
});

test.each(['UPPER/case', 'app:tag:tag', '', 'app@sha256:12', 'https://registry.example/app'])(
  '%j is no reference',
  async (text) => {
    await expect(registry.open(text, context)).rejects.toMatchObject({ code: 'image/reference-invalid' });
  },
);

test('an error of the registry goes up as it is', async () => {
  await expect(openImage(`${name}:absent`, { context })).rejects.toThrow('no manifest');
});
