import { join } from 'node:path';
import { sql } from 'kysely';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Package } from '#core/package.ts';
import type { Inventory } from '#core/scan-report.ts';
import type { AdvisoryDatabase } from '#engine/advisories/index.ts';
import { subjectMatcher } from '#server/jobs/advisory-access.ts';
import type { Store } from '#server/store/index.ts';
import { databaseOf, record } from '#tests/support/feeds/update.ts';
import { digestOf, inventoryOf, inventoryWith, packageOf } from '#tests/support/service/inventories.ts';
import { openTestStore, registrySettings, type TestStore } from '#tests/support/service/open-test-store.ts';
import { makeTemporaryDirectory, removeTemporaryDirectories } from '#tests/support/service/start-test-service.ts';

let opened: TestStore;
let store: Store;
let database: AdvisoryDatabase;
let scans = 0;
const now = new Date('2026-03-17T00:00:00Z');

beforeAll(async () => {
  const directory = await makeTemporaryDirectory();
  opened = await openTestStore(directory);
  store = opened.store;
  await store.registries.create('r', registrySettings, undefined);
  database = await databaseOf(join(directory, 'advisories'), {
    osv: {
      npm: [
        record('GHSA-1', 'npm', 'a', { fixed: '2.0.0', database_specific: { severity: 'LOW' } }),
        record('GHSA-2', 'npm', 'b', { fixed: '1.5.0', database_specific: { severity: 'CRITICAL' } }),
        record('GHSA-3', 'npm', 'b', { database_specific: { severity: 'HIGH' } }),
      ],
      Debian: [record('DSA-1-1', 'Debian:12', 'curl', { fixed: '1.0-2' })],
    },
  });
});

afterAll(async () => {
  database.close();
  await opened.close();
  await removeTemporaryDirectories();
});

async function save(inventory: Inventory, name = `app:t${scans}`, isMatched = true): Promise<string> {
  scans += 1;
  const scanId = `scan-${scans}`;
  const [repository = '', tag = ''] = name.split(':');
  const reference = { registry: 'registry.example', repository, tag };
  await store.scans.create({ id: scanId, reference: `registry.example/${name}`, registryId: 'r' });
  await store.scans.begin(scanId);
  const scan = { scanId, registryId: 'r', reference, platform: '', targetDigest: inventory.image.manifestDigest };
  const matcher = isMatched ? subjectMatcher(database, 'test') : undefined;
  const named = { ...inventory, image: { ...inventory.image, reference: `registry.example/${name}` } };
  await store.images.save({ ...scan, inventory: named, catalogers: 'x@1', now: new Date() }, matcher);
  return inventory.image.id;
}

/** An image of layers that hold these packages, `name@version` each, built on a day of 2026. */
function imageOf(layers: readonly (readonly string[])[], day: string, release = '12'): Inventory {
  const contributions = layers.map((of, index) => {
    const layer = digestOf(`layer ${release} ${JSON.stringify(layers.slice(0, index + 1))}`);
    const added = of.map((text) => {
      const [name = '', version = ''] = text.split('@');
      const one = name.startsWith('deb-') ? { ...deb(name, name), version } : packageOf(name, version);
      const purl = `pkg:${one.type}/${text}`;
      return { ...one, id: purl, purl, locations: [{ path: `/${text}`, layer }] };
    });
    return { layer, added, removed: [] };
  });
  const packages = contributions.flatMap(({ added }) => added);
  const inventory = inventoryWith(contributions, packages, `${release} ${day} ${JSON.stringify(layers)}`);
  const { image } = inventory;
  const distro = { id: 'debian', prettyName: 'Debian', idLike: [], ecosystem: 'debian', release };
  return { ...inventory, distro, image: { ...image, config: { ...image.config, created: `2026-${day}T00:00:00Z` } } };
}

function deb(name: string, source: string): Package {
  const purl = `pkg:deb/debian/${name}@1.0-1`;
  const facts = { id: purl, purl, type: 'deb', ecosystem: 'debian', version: '1.0-1' };
  return { ...packageOf(name, '1.0-1'), ...facts, source: { name: source, version: '1.0-1' } };
}

const none = { critical: 0, high: 0, medium: 0, low: 0, negligible: 0, unknown: 0 };

describe('the recommendations for a stored image', () => {
  it('are the upgrades that clear most, with what they clear, leave, and how to do them', async () => {
    const debian = { id: 'debian', prettyName: 'Debian', idLike: [], ecosystem: 'debian', release: '12' };
    const system = ['curl', 'libcurl4'].map((name) => ({ add: [deb(name, 'curl'), 'var/lib/dpkg/status'] as const }));
    const apt = { add: [deb('apt', 'apt'), 'var/lib/dpkg/status'] as const };
    const own = [packageOf('a', '1.0.0'), packageOf('b', '1.0.0')].map((one) => ({ add: [one, one.name] as const }));
    const image = await save({ ...inventoryOf([[...system, apt], own]), distro: debian });
    const found = await store.views.imageRecommendations(image, database);
    expect(found).toMatchObject({
      advisoriesAvailable: true,
      systemCommand: 'apt-get update && apt-get install --only-upgrade -y curl libcurl4',
      clears: { ...none, critical: 1, low: 1, unknown: 2 },
      stays: { severityCounts: { ...none, high: 1 } },
      upgrades: [
        { name: 'curl', type: 'deb', to: '1.0-2', clears: { severityCounts: { ...none, unknown: 1 } } },
        { name: 'b', type: 'npm', from: ['1.0.0'], to: '1.5.0', fromBaseImage: false },
        { name: 'a', to: '2.0.0', brings: [] },
      ],
    });
    const [second, first] = found?.upgrades ?? [];
    expect(first?.clears.vulnerabilities).toEqual([
      { vulnerabilityId: 'GHSA-2', severity: 'critical', knownExploited: false, exploitable: false },
    ]);
    expect(first?.leaves.severityCounts).toEqual({ ...none, high: 1 });
    expect(second?.packageIds).toHaveLength(2);
    const { riskBefore, riskAfter } = { riskBefore: 0, riskAfter: 0, ...found };
    expect(riskAfter).toBeLessThan(riskBefore);
  });

  it('say so where there is nothing to work them out with, and are none of an image that is not there', async () => {
    const image = await save(inventoryOf([[{ add: [packageOf('b', '1.0.1'), 'b'] }]]), 'app:unmatched', false);
    expect(await store.views.imageRecommendations(image, undefined)).toMatchObject({
      advisoriesAvailable: false,
      upgrades: [],
    });
    expect(await store.views.imageRecommendations('sha256:0', database)).toBeUndefined();
  });
});

describe('an image built again on newer images of the repository of its base', () => {
  it('would lose, gain and keep what the packages say, the best base of its own release first', async () => {
    const old = await save(imageOf([['b@1.0.0', 'deb-x@1']], '01-01'), 'base/os:12');
    const app = await save(
      imageOf(
        [
          ['b@1.0.0', 'deb-x@1'],
          ['a@1.0.0', 'deb-y@1'],
        ],
        '01-05',
      ),
      'team/app:1',
    );
    const worse = await save(imageOf([['b@1.4.0', 'a@1.1.0']], '02-01'), 'base/os:12.1');
    const better = await save(imageOf([['b@1.6.0', 'deb-x@2']], '02-02'), 'base/os:12.2');
    const other = await save(imageOf([['deb-x@3']], '03-01', '13'), 'base/os:13');
    await save(imageOf([['b@2.0.0']], '12-01'), 'other/os:1');
    await save(imageOf([['deb-older@1']], '01-01'), 'base/os:11');
    const found = await store.views.imageRebuilds(app);
    expect(found?.baseImage).toMatchObject({ imageId: old, layers: 1, createdAt: '2026-01-01T00:00:00.000Z' });
    expect(found?.rebuilds.map(({ imageId, isSameRelease }) => [imageId, isSameRelease])).toEqual([
      [better, true],
      [worse, true],
      [other, false],
    ]);
    const [best, second, third] = found?.rebuilds ?? [];
    expect(best).toMatchObject({
      reference: 'registry.example/base/os:12.2',
      createdAt: '2026-02-02T00:00:00.000Z',
      fixes: { severityCounts: { ...none, critical: 1 }, vulnerabilities: [{ vulnerabilityId: 'GHSA-2' }] },
      adds: { severityCounts: none },
      leaves: { ...none, high: 1, low: 1 },
      unknown: none,
      packages: { changed: 2, added: 0, removed: 0, unknown: 0 },
    });
    expect(second).toMatchObject({
      fixes: { severityCounts: none },
      leaves: { ...none, critical: 1, high: 1, low: 1 },
    });
    expect(third).toMatchObject({
      fixes: { severityCounts: { ...none, critical: 1, high: 1 } },
      leaves: { ...none, low: 1 },
      packages: { unknown: 1 },
    });
  });

  it('finds the newer one where the tag of the base has moved on to it', async () => {
    await save(imageOf([['b@1.0.0', 'deb-m@1']], '01-01'), 'moving/os:1');
    const app = await save(imageOf([['b@1.0.0', 'deb-m@1'], ['a@3.0.0']], '01-05'), 'team/moved:1');
    const newer = await save(imageOf([['b@1.5.0', 'deb-m@2']], '02-01'), 'moving/os:1');
    const found = await store.views.imageRebuilds(app);
    expect(found?.rebuilds.map(({ imageId }) => imageId)).toEqual([newer]);
    expect(found?.baseImage?.reference).toBe('registry.example/moving/os:1');
  });

  it('is not worked out where the base is not known, and not for an image that is not there', async () => {
    const lone = await save(imageOf([['lone@1']], '01-01'), 'team/lone:1');
    expect(await store.views.imageRebuilds(lone)).toEqual({ rebuilds: [] });
    expect(await store.views.imageRebuilds('sha256:0')).toBeUndefined();
  });
});

describe('what changed about an image', () => {
  it('is told against the image that its tag named before', async () => {
    const before = await save(imageOf([['b@1.0.0', 'gone@1', 'deb-z@1']], '01-01'), 'team/tagged:1');
    expect((await store.views.imageChanges(before, now))?.sincePrevious).toBeUndefined();
    const after = await save(imageOf([['b@1.6.0', 'a@1.0.0', 'deb-z@1']], '02-01'), 'team/tagged:1');
    const told = await store.views.imageChanges(after, now);
    expect(told?.sincePrevious).toMatchObject({
      imageId: before,
      tag: 'registry.example/team/tagged:1',
      added: {
        severityCounts: { ...none, low: 1 },
        vulnerabilities: [{ vulnerabilityId: 'GHSA-1', packageName: 'a' }],
      },
      fixed: { severityCounts: { ...none, critical: 1 }, vulnerabilities: [{ vulnerabilityId: 'GHSA-2' }] },
      packages: { added: 1, removed: 1, changed: 1 },
    });
    await save(imageOf([['b@1.6.0', 'a@1.0.0', 'deb-z@1']], '02-01'), 'team/tagged:1');
    expect((await store.views.imageChanges(after, now))?.sincePrevious?.imageId).toBe(before);
    expect(await store.views.imageChanges('sha256:0', now)).toBeUndefined();
  });

  it('is what new advisories made of its findings, and not what came and went again', async () => {
    const image = await save(imageOf([['news@1.0.0']], '01-01'), 'team/news:1');
    const event = (kind: string, id: string, day: string) => sql`
      insert into finding_event (kind, package_id, vulnerability_id, severity, build, recorded_at)
      select ${kind}, id, ${id}, 'high', (select min(id) from advisory_build), ${day}::timestamptz from package where name = 'news'`;
    const events = [
      event('new', 'CVE-OLD', '2026-01-01'),
      event('new', 'CVE-CAME', '2026-03-01'),
      event('new', 'CVE-BLINKED', '2026-03-01'),
      event('gone', 'CVE-BLINKED', '2026-03-02'),
      event('gone', 'CVE-WENT', '2026-03-03'),
      event('exploited', 'CVE-OLD', '2026-03-04'),
    ];
    for (const one of events) await one.execute(opened.database.db);
    expect((await store.views.imageChanges(image, now))?.byAdvisories).toEqual({
      since: '2026-02-15T00:00:00.000Z',
      added: {
        severityCounts: { ...none, high: 1 },
        vulnerabilities: [{ vulnerabilityId: 'CVE-CAME', severity: 'high', packageName: 'news' }],
      },
      fixed: {
        severityCounts: { ...none, high: 1 },
        vulnerabilities: [{ vulnerabilityId: 'CVE-WENT', severity: 'high', packageName: 'news' }],
      },
      exploited: 1,
    });
  });
});
