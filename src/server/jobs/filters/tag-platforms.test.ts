import { describe, expect, it } from 'vitest';
import type { Digest } from '#core/digest.ts';
import { RegistryError } from '#engine/registry/index.ts';
import type { ManifestFacts } from '#server/store/index.ts';
import { jobContextWith } from '#tests/support/service/job-context.ts';
import { type AskingForPlatforms, askForPlatforms } from './tag-platforms.ts';

const digestOf = (digit: string) => `sha256:${digit.repeat(64)}` as Digest;
const [index, single, small, large, gone] = ['1', '2', '3', '4', '5'].map(digestOf) as [
  Digest,
  Digest,
  Digest,
  Digest,
  Digest,
];
const images = [
  { platform: 'linux/amd64', digest: small },
  { platform: 'linux/arm64/v8', digest: large },
];
const known = new Map([
  [index, { images, left: 0 }],
  [single, { images: [], left: 0 }],
]);
const facts = new Map<string, ManifestFacts>(
  [
    { digest: small, size: 10 },
    { digest: large, size: 20 },
    { digest: single, size: 5, platform: 'linux/s390x' },
  ].map((one) => [one.digest, { createdAt: undefined, ...one }]),
);
const asked: string[] = [];

const ask = (digest: Digest | undefined, wanted: AskingForPlatforms['wanted'], withSizes = true) => {
  const context = jobContextWith<AskingForPlatforms>({
    store: {
      manifests: {
        facts: async () => facts,
        keep: async () => undefined,
        platforms: async (of: readonly string[]) => new Map([...known].filter(([one]) => of.includes(one))),
        keepPlatforms: async () => undefined,
      },
    },
    client: {
      headManifest: async ({ tag }: { tag: string }) => {
        asked.push(tag);
        if (tag === 'gone') throw new RegistryError('registry/not-found', 'no such tag');
        return { digest: index };
      },
      manifest: () => Promise.reject(new RegistryError('registry/forbidden', 'no')),
    },
    repository: { registry: 'registry.example', repository: 'app' },
    wanted,
    withSizes,
  });
  return askForPlatforms([{ tag: digest === undefined ? 'unknown' : '1', digest }], context);
};

describe('the images of a tag', () => {
  it.each<[string, Digest | undefined, AskingForPlatforms['wanted'], unknown]>([
    [
      'are all of its index',
      index,
      { all: true, named: ['linux/amd64'] },
      {
        size: 30,
        images: [
          { platform: 'linux/amd64', size: 10 },
          { platform: 'linux/arm64/v8', size: 20 },
        ],
      },
    ],
    [
      'are those that are named, a usual variant or not, each once',
      index,
      { all: false, named: ['linux/arm64', 'linux/arm64/v8', 'linux/ppc64le'] },
      { size: 20, images: [{ platform: 'linux/arm64/v8', digest: large }] },
    ],
    ['may be none', index, { all: false, named: ['linux/ppc64le'] }, { size: 0, images: [] }],
    [
      'is the one that it names where that is no index',
      single,
      { all: true, named: [] },
      { size: 5, images: [{ platform: 'linux/s390x', digest: single }] },
    ],
    ['is none where that is for another platform', single, { all: false, named: ['linux/amd64'] }, { images: [] }],
    ['are found by the digest that the registry tells', undefined, { all: true, named: [] }, { size: 30 }],
  ])('%s', async (_, digest, wanted, expected) => {
    expect(await ask(digest, wanted)).toMatchObject([expected]);
  });

  it('have no sizes where nobody wants these', async () => {
    const [tag] = await ask(index, { all: true, named: [] }, false);
    expect(tag).toMatchObject({ images: [{ digest: small }, { digest: large }] });
    expect(tag?.images?.map(({ size }) => size)).toEqual([undefined, undefined]);
    expect(tag).not.toHaveProperty('size');
  });

  it('stay unknown where the index cannot be read, and the tag is kept', async () => {
    expect(await ask(gone, { all: true, named: [] })).toEqual([{ tag: '1', digest: gone }]);
  });
});
