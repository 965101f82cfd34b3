import { describe, expect, test } from 'vitest';
import { type Descriptor, mediaTypes } from '#core/descriptor.ts';
import type { Platform } from '#core/platform.ts';
import {
  type BuiltBlob,
  type BuiltIndex,
  buildImage,
  buildIndex,
  descriptorOf,
  jsonBlob,
} from '#tests/support/build-image.ts';
import { imageContext, memoryRegistry, someDigest } from '#tests/support/image-context.ts';
import { listPlatforms, platformOf } from './list-platforms.ts';

const name = 'registry.example/app:1';
const imageFor = (os: string, architecture: string, more: Partial<Platform> = {}) =>
  buildImage({ layers: [], platform: { os, architecture, ...more } });
const [amd64, arm64, armV6, armV7] = [
  imageFor('linux', 'amd64'),
  imageFor('linux', 'arm64', { variant: 'v8' }),
  imageFor('linux', 'arm', { variant: 'v6' }),
  imageFor('linux', 'arm', { variant: 'v7' }),
];
const attestation: Descriptor = {
  mediaType: mediaTypes.ociManifest,
  digest: someDigest('a'),
  size: 10,
  platform: { os: 'unknown', architecture: 'unknown' },
  annotations: { 'vnd.docker.reference.type': 'attestation-manifest' },
};
const indexOf = (manifests: readonly unknown[], images = [amd64, arm64]): BuiltIndex => ({
  index: jsonBlob(mediaTypes.ociIndex, { schemaVersion: 2, mediaType: mediaTypes.ociIndex, manifests }),
  images,
});
const entry = (digit: string, platform?: unknown) => ({
  ...descriptorOf(amd64.manifest),
  digest: someDigest(digit),
  platform,
});
const windows = (version: string) => ({ os: 'windows', architecture: 'amd64', 'os.version': version });

const list = (built: Parameters<typeof memoryRegistry>[0][string], limits = {}) =>
  listPlatforms(name, imageContext({ registry: memoryRegistry({ [name]: built }), limits }));

describe('the platforms of a reference', () => {
  test.each<[string, BuiltIndex | typeof amd64, readonly string[]]>([
    ['none for an image that stands alone', amd64, []],
    [
      'each image of an index, variants too, and no attestation',
      buildIndex([arm64, amd64, armV6, armV7], { extra: [attestation] }),
      ['linux/arm64/v8', 'linux/amd64', 'linux/arm/v6', 'linux/arm/v7'],
    ],
    ['a Docker manifest list', buildIndex([arm64, amd64], { family: 'docker' }), ['linux/arm64/v8', 'linux/amd64']],
    [
      'each release of Windows',
      indexOf([entry('1', windows('10.0.17763.6659')), entry('2', windows('10.0.20348.2966'))]),
      ['windows(10.0.17763.6659)/amd64', 'windows(10.0.20348.2966)/amd64'],
    ],
    [
      'the first of two for one platform',
      indexOf([entry('1', amd64.platform), entry('2', amd64.platform)]),
      ['linux/amd64'],
    ],
    [
      'those that name no platform, or none that can be read, by their digests',
      indexOf([entry('1'), entry('2', { os: 'Linux\n', architecture: '<b>' }), entry('3', amd64.platform)]),
      ['unnamed/111111111111', 'unnamed/222222222222', 'linux/amd64'],
    ],
    ['none for the only image, which needs no name', indexOf([entry('1')]), []],
  ])('%s', async (_, built, expected) => {
    const { images, left } = await list(built);
    expect(images.map(({ platform }) => platform)).toEqual(expected);
    expect(left).toBe(0);
  });

  test.each([
    ['an index that holds no image', buildIndex([], { extra: [attestation] })],
    ['what is no manifest of an image', indexOf([{ ...entry('1'), mediaType: 'text/plain' }])],
  ])('are not those of %s', async (_, built) => {
    await expect(list(built)).rejects.toMatchObject({ code: 'image/not-an-image' });
  });

  test('come with the digest of each image', async () => {
    expect((await list(buildIndex([arm64, amd64]))).images).toEqual([
      { platform: 'linux/arm64/v8', digest: arm64.manifest.digest },
      { platform: 'linux/amd64', digest: amd64.manifest.digest },
    ]);
  });

  test('are so many, and how many are left is told', async () => {
    const entries = Array.from({ length: 10_000 }, (_, at) => entry('1', { os: 'linux', architecture: `a${at}` }));
    const { images, left } = await list(indexOf(entries));
    expect([images.length, left]).toEqual([100, 9_900]);
    expect(await list(indexOf(entries.slice(0, 5)), { maxIndexPlatforms: 3 })).toMatchObject({ left: 2 });
  });

  test.each([
    ['no platform', 'unnamed/111111111111', undefined],
    ['one', 'linux/arm/v7', { os: 'linux', architecture: 'arm', variant: 'v7' }],
  ])('a name that names %s', (_, text, expected) => {
    expect(platformOf(text)).toEqual(expected);
  });
});

describe('indexes in an index', () => {
  const below = (inner: BuiltBlob) => ({ ...descriptorOf(inner), mediaType: mediaTypes.ociIndex });
  /** A registry of loose manifests; the tag names the first. */
  const holding = (named: BuiltBlob, ...others: readonly BuiltBlob[]) => ({
    ...memoryRegistry({}),
    manifest: async ({ digest }: { digest?: string }) => {
      asked += 1;
      return others.find((one) => one.digest === digest) ?? named;
    },
  });
  let asked = 0;

  test('are read too', async () => {
    const inner = buildIndex([arm64, armV7]).index;
    const empty = buildIndex([], { extra: [attestation] }).index;
    const own = { ...descriptorOf(amd64.manifest), platform: amd64.platform };
    const outer = indexOf([own, below(empty), below(inner)]).index;
    const { images } = await listPlatforms(name, imageContext({ registry: holding(outer, inner, empty) }));
    expect(images.map(({ platform }) => platform)).toEqual(['linux/amd64', 'linux/arm64/v8', 'linux/arm/v7']);
  });

  test('are not read without end: neither deep ones nor wide ones', async () => {
    const indexes = [];
    let outermost = buildIndex([arm64]).index;
    for (let depth = 0; depth < 20; depth += 1) {
      indexes.push(outermost);
      outermost = indexOf([below(outermost)]).index;
    }
    asked = 0;
    const context = imageContext({ registry: holding(outermost, ...indexes) });
    expect(await listPlatforms(name, context)).toEqual({ images: [], left: 1 });
    expect(asked).toBe(5);
    const inner = buildIndex([arm64]).index;
    const wide = indexOf(Array.from({ length: 1_000 }, () => below(inner))).index;
    asked = 0;
    expect((await listPlatforms(name, imageContext({ registry: holding(wide, inner) }))).left).toBe(984);
    expect(asked).toBe(17);
  });
});
