import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { SubjectMatcher } from '#server/store/index.ts';
import type { ImageListing } from '#server/store/read-models/list-images.ts';
import { type OpenEstate, openEstate } from '#tests/support/estate/open-estate.ts';
import { inventoryOf, packageOf } from '#tests/support/service/inventories.ts';
import { endAll } from '#tests/support/service/start-test-service.ts';

let estate: OpenEstate;

/** bad has a critical flaw, mild a low one. */
const matcher: SubjectMatcher = {
  build: 1,
  revision: 1,
  program: '1',
  inputs: () => '1'.padStart(16, '0'),
  endOfLife: () => undefined,
  facts: () => ({ ratings: [], cwes: [] }),
  match: ({ name }: { readonly name: string }) => {
    const severity = name === 'bad' ? 'critical' : 'low';
    const flaw = {
      vulnerabilityId: `CVE-2026-000${name === 'bad' ? 1 : 2}`,
      aliases: [],
      summary: '',
      severity,
      scores: [],
      fix: { state: 'not-fixed' as const, versions: [] },
      evidence: [],
    };
    return { matches: name === 'bad' || name === 'mild' ? [flaw] : [], problems: [], isCovered: true };
  },
} as unknown as SubjectMatcher;

const app = 'registry.example/team/app';
let scans = 0;
type Listing = Omit<ImageListing, 'limit'> & { readonly rolledUp?: boolean };

/** An image of an index, of one platform; the same packages for the same platform make the same image. */
async function save(repository: string, tag: string, [platform, ...packages]: readonly string[]) {
  const [os = '', architecture = '', variant] = (platform ?? '').split('/');
  const named = { os, architecture, ...(variant !== undefined && { variant }) };
  const steps = [architecture, ...packages].map((name) => ({ add: [packageOf(name, '1'), `/${name}`] as const }));
  const plain = inventoryOf([steps]);
  const image = { ...plain.image, platform: named, config: { ...plain.image.config, platform: named } };
  const reference = { registry: 'registry.example', repository, tag };
  scans += 1;
  const id = `scan-${scans}`;
  const scan = {
    id,
    reference: `registry.example/${repository}:${tag}`,
    registryId: 'estate',
    platform: platform ?? '',
  };
  await estate.store.scans.create(scan);
  await estate.store.scans.begin(id);
  const saved = { scanId: id, registryId: 'estate', reference, platform: platform ?? '', targetDigest: `index ${tag}` };
  const inventory = { ...plain, image };
  expect(
    await estate.store.images.save({ ...saved, inventory, catalogers: 'npm@1', now: new Date('2026-03-01') }, matcher),
  ).toBe(true);
}

beforeAll(async () => {
  estate = await openEstate();
  await save('team/app', '1', ['linux/amd64', 'mild']);
  await save('team/app', '1', ['linux/arm64/v8', 'bad']);
  await save('team/app', '1', ['linux/arm/v7', 'only-arm']);
  // The first platform is what it was, the second another.
  await save('team/app', '2', ['linux/amd64', 'mild']);
  await save('team/app', '2', ['linux/arm64/v8', 'clean']);
  await save('team/plain', 'x', ['linux/amd64', 'plain']);
});

afterAll(() => endAll(estate));

async function listed(listing: Listing): Promise<readonly string[]> {
  const { items, total } = await estate.store.views.listImages({ ...listing, limit: 100 });
  expect(total).toBe(items.length);
  return items.map(({ tags, platform, platforms }) => `${tags.join()} ${platform} of ${platforms}`);
}

describe('images rolled up under their tag', () => {
  it.each<[string, Listing, readonly string[]]>([
    [
      'not at all, unless asked: each platform is an entry that knows of how many',
      { repository: app },
      [
        '1 linux/arm64/v8 of 3',
        '1,2 linux/amd64 of 3',
        expect.stringMatching(/of [23]$/),
        expect.stringMatching(/of [23]$/),
      ],
    ],
    [
      'the worst of each tag, which may be the same platform of several',
      { repository: app, rolledUp: true },
      ['1 linux/arm64/v8 of 3', '1,2 linux/amd64 of 3'],
    ],
    [
      'an image that is the only one',
      { repository: 'registry.example/team/plain', rolledUp: true },
      ['x linux/amd64 of 1'],
    ],
    [
      'a tag that a filter finds by another platform',
      { platform: 'linux/arm', rolledUp: true },
      ['1 linux/arm/v7 of 3'],
    ],
    [
      'a tag that is found by a package of another platform',
      { package: 'only-arm', rolledUp: true },
      ['1 linux/arm/v7 of 3'],
    ],
    [
      'the worst of what a filter finds',
      { severity: 'low', repository: app, rolledUp: true },
      ['1 linux/arm64/v8 of 3', '1,2 linux/amd64 of 3'],
    ],
    ['the worst of what words find', { q: 'team/app amd64', rolledUp: true }, ['1,2 linux/amd64 of 3']],
  ])('%s', async (_, listing, expected) => {
    const rows = await listed(listing);
    expect(rows).toEqual(expected);
  });

  it('page by page, in every order, are the same', async () => {
    for (const sort of ['worst', 'name', 'platform', 'size', 'scanned'] as const) {
      const whole = await listed({ sort, rolledUp: true });
      const paged: string[] = [];
      let cursor: string | undefined;
      do {
        const page = await estate.store.views.listImages({ sort, rolledUp: true, limit: 1, cursor });
        paged.push(...page.items.map(({ tags, platform, platforms }) => `${tags.join()} ${platform} of ${platforms}`));
        cursor = page.nextCursor;
      } while (cursor !== undefined);
      expect(paged).toEqual(whole);
      expect(whole.toSorted()).toEqual(['1 linux/arm64/v8 of 3', '1,2 linux/amd64 of 3', 'x linux/amd64 of 1']);
    }
  });
});

describe('the platforms of an image', () => {
  const digestOf = async (package_: string) => {
    const { items } = await estate.store.views.listImages({ package: package_, limit: 1 });
    return items[0]?.imageId ?? '';
  };

  it.each([
    ['those of its tag, worst first, itself too', 'bad', undefined, ['linux/arm64/v8', 'linux/amd64', 'linux/arm/v7']],
    [
      'those of each of its tags, each once',
      'mild',
      app,
      ['linux/arm64/v8', 'linux/amd64', 'linux/arm/v7', 'linux/arm64/v8'],
    ],
    ['itself, where it stands alone', 'plain', undefined, ['linux/amd64']],
    ['none in a repository that does not hold it', 'bad', 'registry.example/team/plain', []],
  ])('are %s', async (_, package_, repository, expected) => {
    const found = await estate.store.views.imagePlatforms(await digestOf(package_), repository);
    expect(found?.items.map(({ platform }) => platform).toSorted()).toEqual(expected.toSorted());
    expect(found?.items[0]?.platform).toBe(expected[0]);
  });

  it('are unknown of an image that there is not', async () => {
    expect(await estate.store.views.imagePlatforms('sha256:0', undefined)).toBeUndefined();
  });
});
