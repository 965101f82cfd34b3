import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Package } from '#core/package.ts';
import type { AdvisoryDatabase } from '#engine/advisories/index.ts';
import { subjectMatcher } from '#server/jobs/advisory-access.ts';
import type { Store } from '#server/store/index.ts';
import { databaseOf, record } from '#tests/support/feeds/update.ts';
import { inventoryOf, packageOf } from '#tests/support/service/inventories.ts';
import { openTestStore, registrySettings, type TestStore } from '#tests/support/service/open-test-store.ts';
import { makeTemporaryDirectory, removeTemporaryDirectories } from '#tests/support/service/start-test-service.ts';

let opened: TestStore;
let store: Store;
let database: AdvisoryDatabase;
let scans = 0;

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

async function save(inventory: ReturnType<typeof inventoryOf>, isMatched = true): Promise<string> {
  scans += 1;
  const scanId = `scan-${scans}`;
  const reference = { registry: 'registry.example', repository: 'app', tag: `t${scans}` };
  await store.scans.create({ id: scanId, reference: `registry.example/app:t${scans}`, registryId: 'r' });
  await store.scans.begin(scanId);
  const scan = { scanId, registryId: 'r', reference, platform: '', targetDigest: inventory.image.manifestDigest };
  const matcher = isMatched ? subjectMatcher(database, 'test') : undefined;
  await store.images.save({ ...scan, inventory, catalogers: 'x@1', now: new Date() }, matcher);
  return inventory.image.id;
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
    const image = await save(inventoryOf([[{ add: [packageOf('b', '1.0.1'), 'b'] }]]), false);
    expect(await store.views.imageRecommendations(image, undefined)).toMatchObject({
      advisoriesAvailable: false,
      upgrades: [],
    });
    expect(await store.views.imageRecommendations('sha256:0', database)).toBeUndefined();
  });
});
