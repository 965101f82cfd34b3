import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { PackageURL } from 'packageurl-js';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { ScanProgress } from '#core/progress.ts';
import type { Inventory } from '#core/scan-report.ts';
import { catalogAndClose } from '#tests/support/catalog-built-image.ts';
import { openLocalImage, sharedImage } from '#tests/support/open-shared-image.ts';
import { missingShared } from '#tests/support/requirements.ts';
import { createDirectoryLayerCache } from './directory-layer-cache.ts';

let directory = '';
beforeAll(() => {
  directory = mkdtempSync(join(tmpdir(), 'plimsoll-real-images-'));
});
afterAll(() => rmSync(directory, { recursive: true, force: true }));

async function catalogShared(file: string): Promise<{ inventory: Inventory; read: number }> {
  let read = 0;
  const onProgress = (progress: ScanProgress) => {
    if (progress.kind === 'layers') read = progress.total - progress.cached;
  };
  const cache = createDirectoryLayerCache(join(directory, 'layers'));
  const image = await openLocalImage(sharedImage(file), directory);
  return { inventory: await catalogAndClose(image, { cache, onProgress }), read };
}

const counts = ({ packages }: Inventory) =>
  Object.fromEntries([...Map.groupBy(packages, ({ type }) => type)].map(([type, members]) => [type, members.length]));

describe.skipIf(missingShared('images'))('real images [needs ../shared/images]', () => {
  it.each([
    ['almalinux-9-sqlite_9.0.oci.tar', 'almalinux', '9', { rpm: 133 }],
    ['alpine-3.9.4.docker-archive.tar.gz', 'alpine', 'v3.9', { apk: 14 }],
    ['debian-bookworm_12.15-main.oci.tar', 'debian', '12', { deb: 96 }],
    ['node-app_1.0.oci.tar', 'debian', '12', { deb: 96, npm: 224 }],
  ])('%s', async (file, ecosystem, release, expected) => {
    const { inventory } = await catalogShared(file);
    expect(inventory.distro).toMatchObject({ ecosystem, release });
    expect(counts(inventory)).toEqual(expected);
    expect(inventory.problems).toEqual([]);
    for (const one of inventory.packages) {
      expect(PackageURL.fromString(one.purl).type).toBe(one.type);
      expect(one.locations.length).toBeGreaterThan(0);
      expect(one.id).toBe(one.purl);
    }
  });

  it('reads of four builds of an image only what each adds, and follows what it does', async () => {
    const builds = [];
    for (const file of ['v1', 'v2', 'v3', 'v4'].map((tag) => `trixie-multi_${tag}.oci.tar`))
      builds.push(await catalogShared(file));
    expect(builds.map(({ read }) => read)).toEqual([2, 1, 1, 1]);
    const last = builds.at(-1)?.inventory ?? expect.unreachable();
    expect(last.contributions.map(({ added, removed }) => [added.length, removed.length])).toEqual([
      [78, 0],
      [82, 2],
      [0, 19],
      [224, 0],
      [1, 1],
    ]);
    expect(last.contributions[2]?.removed.map(({ packageId }) => packageId)).toContain(
      'pkg:deb/debian/curl@8.14.1-2%2Bdeb13u7?arch=amd64&distro=debian-13',
    );
    expect(last.contributions[4]?.removed.map(({ packageId }) => packageId)).toEqual(['pkg:npm/lodash@4.17.15']);
    const lodash = last.packages.find(({ name }) => name === 'lodash');
    expect(lodash?.locations.map(({ layer }) => layer)).toEqual([last.layers[4]?.diffId]);
  });
});
