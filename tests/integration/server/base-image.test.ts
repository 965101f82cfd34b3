import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { HistoryEntry } from '#core/image.ts';
import type { Inventory } from '#core/scan-report.ts';
import type { Store } from '#server/store/index.ts';
import { digestOf, inventoryWith } from '#tests/support/service/inventories.ts';
import { openTestStore, registrySettings, type TestStore } from '#tests/support/service/open-test-store.ts';
import { endAll, makeTemporaryDirectory } from '#tests/support/service/start-test-service.ts';

let opened: TestStore;
let store: Store;
let scans = 0;

beforeAll(async () => {
  opened = await openTestStore(await makeTemporaryDirectory(), { baseRepositories: ['*/golden/*'] });
  store = opened.store;
  await store.registries.create('r', registrySettings, undefined);
});

afterAll(() => endAll(opened));

/** An image of layers that are known by their letters; `lines` are its history. */
function imageOf(letters: string, lines: readonly string[] = Array.from(letters)): Inventory {
  const contributions = Array.from(letters).map((letter) => ({ layer: digestOf(letter), added: [], removed: [] }));
  const inventory = inventoryWith(contributions, [], `${letters} ${lines.join()}`);
  const history = lines.map((createdBy): HistoryEntry => ({ createdBy, emptyLayer: createdBy.startsWith('ENV') }));
  const { image } = inventory;
  return { ...inventory, image: { ...image, config: { ...image.config, history } } };
}

async function save(inventory: Inventory, repository = 'app'): Promise<string> {
  scans += 1;
  const scanId = `scan-${scans}`;
  const tag = `t${scans}`;
  await store.scans.create({ id: scanId, reference: `registry.example/${repository}:${tag}`, registryId: 'r' });
  await store.scans.begin(scanId);
  const reference = { registry: 'registry.example', repository, tag };
  const scan = { scanId, registryId: 'r', reference, platform: '', targetDigest: inventory.image.manifestDigest };
  await store.images.save({ ...scan, inventory, catalogers: 'x@1', now: new Date() }, undefined);
  return inventory.image.id;
}

const baseOf = async (digest: string) => (await store.views.imageOverview(digest, new Date()))?.baseImage;

describe('the base image', () => {
  it('is the one with the longest stack of layers at the bottom, in whatever order they come', async () => {
    const app = await save(imageOf('abcd'));
    expect(await baseOf(app)).toBeUndefined();
    const os = await save(imageOf('a'), 'os');
    expect(await baseOf(app)).toMatchObject({ imageId: os, layers: 1 });
    const runtime = await save(imageOf('abc'), 'runtime');
    expect(await baseOf(app)).toMatchObject({ imageId: runtime, layers: 3, reference: 'registry.example/runtime:t3' });
    expect(await baseOf(runtime)).toMatchObject({ imageId: os, layers: 1 });
    await save(imageOf('ab'), 'between');
    expect(await baseOf(app)).toMatchObject({ imageId: runtime, layers: 3 });
    const late = await save(imageOf('abcde'));
    expect(await baseOf(late)).toMatchObject({ imageId: app, layers: 4 });
  });

  it('says of each layer of overview and report whether it came from there', async () => {
    await save(imageOf('pq'));
    const top = await save(imageOf('pqr'));
    const overview = await store.views.imageOverview(top, new Date());
    expect(overview?.layers.map(({ fromBaseImage }) => fromBaseImage)).toEqual([true, true, false]);
    const report = await store.views.imageReport(top, { toolVersion: '0', advisories: undefined, now: new Date() });
    expect(report?.baseImage?.layers).toBe(2);
    expect(report?.layers.map(({ fromBaseImage }) => fromBaseImage)).toEqual([true, true, false]);
  });

  it('has the same layers where only settings were added: its history is where the other one begins', async () => {
    const child = await save(imageOf('xy', ['x', 'y', 'ENV A=1']));
    expect(await baseOf(child)).toBeUndefined();
    const parent = await save(imageOf('xy', ['x', 'y']));
    expect(await baseOf(child)).toMatchObject({ imageId: parent, layers: 2 });
    expect(await baseOf(parent)).toBeUndefined();
    const sibling = await save(imageOf('xy', ['x', 'y', 'ENV B=1']));
    expect(await baseOf(sibling)).toMatchObject({ imageId: parent });
  });

  it('is one of a named repository before any other', async () => {
    const named = await save(imageOf('m'), 'golden/os');
    await save(imageOf('mn'), 'team/runtime');
    const app = await save(imageOf('mno'));
    expect(await baseOf(app)).toMatchObject({ imageId: named, layers: 1 });
    const deeper = await save(imageOf('mn', ['m', 'n', 'ENV C=1']), 'golden/runtime');
    expect(await baseOf(app)).toMatchObject({ imageId: deeper, layers: 2 });
  });

  it('is not an image whose layers stand elsewhere, nor one without layers', async () => {
    await save(imageOf(''));
    await save(imageOf('v'));
    const other = await save(imageOf('uv'));
    expect(await baseOf(other)).toBeUndefined();
  });
});
