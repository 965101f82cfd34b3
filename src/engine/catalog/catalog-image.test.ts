import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { defaultLimits } from '#core/limits.ts';
import type { ScanProgress } from '#core/progress.ts';
import type { Inventory } from '#core/scan-report.ts';
import type { OpenImage } from '#engine/image/index.ts';
import { buildImage, type LayerPlan } from '#tests/support/build-image.ts';
import { catalogAndClose, catalogBuiltImage, openBuiltImage } from '#tests/support/catalog-built-image.ts';
import { openLocalImage } from '#tests/support/open-shared-image.ts';
import type { TarEntry } from '#tests/support/tar-writer.ts';
import { writeOciLayout } from '#tests/support/write-image.ts';
import type { Cataloger } from './cataloger.ts';
import { catalogers } from './catalogers.ts';
import { createDirectoryLayerCache } from './directory-layer-cache.ts';
import type { LayerAnalysis, LayerCache } from './layer-analysis.ts';

let directory = '';
beforeAll(() => {
  directory = mkdtempSync(join(tmpdir(), 'plimsoll-catalog-'));
});
afterAll(() => rmSync(directory, { recursive: true, force: true }));

const osRelease: TarEntry = {
  path: 'etc/os-release',
  content: 'ID=debian\nVERSION_ID="12"\nPRETTY_NAME="Debian GNU/Linux 12 (bookworm)"\n',
};
const status = (packages: Readonly<Record<string, string>>): TarEntry => ({
  path: 'var/lib/dpkg/status',
  content: Object.entries(packages)
    .map(
      ([name, version]) =>
        `Package: ${name}\nStatus: install ok installed\nArchitecture: amd64\nVersion: ${version}\n\n`,
    )
    .join(''),
});
const node = (path: string, name: string, version = '1.0.0'): TarEntry => ({
  path: `${path}/package.json`,
  content: JSON.stringify({ name, version }),
});
const base: LayerPlan = { files: [osRelease, status({ libc6: '2.36', bash: '5.2' })] };

/** `name@version layer-index path …` of each package, in order of name. */
function located(inventory: Inventory): string[] {
  const indexOf = new Map(inventory.layers.map(({ diffId, index }) => [diffId, index]));
  return inventory.packages
    .map(
      (one) =>
        `${one.name}@${one.version} ${one.locations.map(({ path, layer }) => `${indexOf.get(layer)}:${path}`).join(' ')}`,
    )
    .sort();
}

const changes = (inventory: Inventory) =>
  inventory.contributions.map(({ added, removed }) => ({
    added: added.map(({ name, version }) => `${name}@${version}`).sort(),
    removed: removed.map(({ packageId }) => packageId.replace(/^.*\/|\?.*$/g, '')).sort(),
  }));

const codes = (inventory: Inventory) => inventory.problems.map(({ code }) => code);

describe('layers put together', () => {
  it('adds, upgrades and deletes Debian packages where the database is written anew', async () => {
    const inventory = await catalogBuiltImage(directory, [
      base,
      { files: [status({ libc6: '2.36', bash: '5.2', curl: '7.88' })] },
      { files: [status({ libc6: '2.36', bash: '5.3' })] },
    ]);
    expect(located(inventory)).toEqual(['bash@5.3 2:var/lib/dpkg/status', 'libc6@2.36 0:var/lib/dpkg/status']);
    expect(changes(inventory)).toEqual([
      { added: ['bash@5.2', 'libc6@2.36'], removed: [] },
      { added: ['curl@7.88'], removed: [] },
      { added: ['bash@5.3'], removed: ['bash@5.2', 'curl@7.88'] },
    ]);
    expect(inventory.distro).toMatchObject({ ecosystem: 'debian', release: '12', endOfLife: '2028-06-30' });
    expect(inventory.problems).toEqual([]);
  });

  it('follows whiteouts of a package, of node_modules, and opaque directories', async () => {
    const inventory = await catalogBuiltImage(directory, [
      {
        files: [
          node('a/node_modules/x', 'x'),
          node('a/node_modules/y', 'y'),
          node('b/node_modules/x', 'x'),
          node('c/node_modules/z', 'z'),
        ],
      },
      { whiteouts: ['a/node_modules/x'] },
      { whiteouts: ['b/node_modules'] },
      { opaque: ['c'], files: [node('c/node_modules/w', 'w')] },
    ]);
    expect(located(inventory)).toEqual([
      'w@1.0.0 3:c/node_modules/w/package.json',
      'y@1.0.0 0:a/node_modules/y/package.json',
    ]);
    expect(changes(inventory)).toEqual([
      { added: ['x@1.0.0', 'y@1.0.0', 'z@1.0.0'], removed: [] },
      { added: [], removed: ['x@1.0.0'] },
      { added: [], removed: ['x@1.0.0'] },
      { added: ['w@1.0.0'], removed: ['z@1.0.0'] },
    ]);
    expect(inventory.contributions[1]?.removed[0]?.paths).toEqual(['a/node_modules/x/package.json']);
    expect(inventory.problems).toEqual([]);
  });

  it('upgrades an npm package in place, and sees one that came back', async () => {
    const inventory = await catalogBuiltImage(directory, [
      { files: [node('node_modules/x', 'x', '1.0.0'), node('node_modules/y', 'y')] },
      { files: [node('node_modules/x', 'x', '2.0.0')], whiteouts: ['node_modules/y'] },
      { files: [node('node_modules/y', 'y')] },
    ]);
    expect(located(inventory)).toEqual([
      'x@2.0.0 1:node_modules/x/package.json',
      'y@1.0.0 2:node_modules/y/package.json',
    ]);
  });

  it('hides a package whose manifest is replaced by one that says nothing, with a problem', async () => {
    const inventory = await catalogBuiltImage(directory, [
      { files: [node('node_modules/x', 'x')] },
      { files: [{ path: 'node_modules/x/package.json', content: '{' }] },
    ]);
    expect(located(inventory)).toEqual([]);
    expect(inventory.problems.map(({ code, affectsCoverage }) => [code, affectsCoverage])).toEqual([
      ['catalog/manifest-unreadable', true],
    ]);
  });

  it('keeps a problem with a file that no longer shows, but nothing is missing because of it', async () => {
    const inventory = await catalogBuiltImage(directory, [
      { files: [{ path: 'node_modules/x/package.json', content: '{' }] },
      { whiteouts: ['node_modules/x'] },
    ]);
    expect(inventory.problems.map(({ code, affectsCoverage }) => [code, affectsCoverage])).toEqual([
      ['catalog/manifest-unreadable', false],
    ]);
  });

  it('takes the distro of the finished image, so that its upgrade does not bring every package', async () => {
    const alpine = (version: string): TarEntry => ({
      path: 'etc/os-release',
      content: `ID=alpine\nVERSION_ID=${version}\n`,
    });
    const installed: TarEntry = { path: 'lib/apk/db/installed', content: 'P:musl\nV:1.2-r0\nA:x86_64\n\n' };
    const inventory = await catalogBuiltImage(directory, [
      { files: [alpine('3.19.0'), installed] },
      { files: [alpine('3.19.1')] },
    ]);
    expect(located(inventory)).toEqual(['musl@1.2-r0 0:lib/apk/db/installed']);
    expect(inventory.packages[0]?.purl).toBe('pkg:apk/alpine/musl@1.2-r0?arch=x86_64&distro=alpine-3.19.1');
  });

  it('finds databases below directories that are links', async () => {
    const inventory = await catalogBuiltImage(directory, [
      {
        files: [
          { path: 'lib', type: 'symlink', linkTarget: 'usr/lib' },
          { path: 'etc/alpine-release', content: '3.23.0\n' },
        ],
      },
      { files: [{ path: 'usr/lib/apk/db/installed', content: 'P:musl\nV:1.2-r0\nA:x86_64\n\n' }] },
    ]);
    expect(located(inventory)).toEqual(['musl@1.2-r0 1:usr/lib/apk/db/installed']);
    expect(inventory.problems).toEqual([]);
  });

  it('lists one contribution for each layer, empty ones too', async () => {
    const inventory = await catalogBuiltImage(directory, [base, { files: [{ path: 'x', content: 'x' }] }]);
    expect(inventory.contributions.map(({ layer }) => layer)).toEqual(inventory.layers.map(({ diffId }) => diffId));
    expect(inventory.contributions[1]).toMatchObject({ added: [], removed: [] });
  });
});

describe('the distro and coverage', () => {
  const unknown: TarEntry = {
    path: 'etc/os-release',
    content: 'ID=kali\nID_LIKE=debian\nVERSION_ID=2024.3\nPRETTY_NAME="Kali GNU/Linux Rolling"\n',
  };
  const derivative: TarEntry = {
    path: 'etc/os-release',
    content: 'ID=raspbian\nID_LIKE=debian\nVERSION_ID=12\nPRETTY_NAME="Raspbian 12"\n',
  };
  it.each<[string, LayerPlan, readonly string[]]>([
    ['no distro, no system packages', { files: [node('node_modules/x', 'x')] }, []],
    ['nothing at all', { files: [] }, []],
    ['no distro, system packages', { files: [status({ bash: '5' })] }, ['catalog/distro-missing']],
    ['a derivative of Debian', { files: [derivative, status({ bash: '5' })] }, ['catalog/distro-derivative']],
    ['a stranger that is like Debian', { files: [unknown, status({ bash: '5' })] }, ['catalog/distro-unknown']],
    ['a distro without its database', { files: [osRelease] }, ['catalog/no-system-packages']],
    [
      'packages of another distro',
      { files: [osRelease, status({ bash: '5' }), { path: 'lib/apk/db/installed', content: 'P:musl\nV:1-r0\n\n' }] },
      ['catalog/packages-of-another-distro'],
    ],
  ])('%s', async (_name, layer, expected) => {
    const inventory = await catalogBuiltImage(directory, [layer]);
    expect(codes(inventory)).toEqual(expected);
    expect(inventory.problems.every(({ affectsCoverage }) => affectsCoverage)).toBe(true);
  });

  it('never looks a stranger up as what it is like', async () => {
    const inventory = await catalogBuiltImage(directory, [{ files: [unknown, status({ bash: '5' })] }]);
    expect(inventory.packages.map(({ ecosystem, purl }) => [ecosystem, purl])).toEqual([
      ['unknown', 'pkg:deb/kali/bash@5?arch=amd64&distro=kali-2024.3'],
    ]);
    expect(inventory.problems[0]?.message).toContain('Kali GNU/Linux');
  });

  it('looks a derivative up as what it follows, leaves its packages their name, and says so', async () => {
    const inventory = await catalogBuiltImage(directory, [{ files: [derivative, status({ bash: '5' })] }]);
    expect(inventory.packages.map(({ ecosystem, purl }) => [ecosystem, purl])).toEqual([
      ['debian', 'pkg:deb/raspbian/bash@5?arch=amd64&distro=raspbian-12'],
    ]);
    expect(inventory.distro).toMatchObject({ id: 'raspbian', ecosystem: 'debian', release: '12' });
    expect(inventory.problems[0]?.message).toMatch(/Raspbian 12 .* Debian 12/);
  });
});

/** Counts which layers are read, and passes everything on. */
function counted(image: OpenImage): { image: OpenImage; read: number[] } {
  const read: number[] = [];
  return {
    read,
    image: {
      identity: image.identity,
      names: image.names,
      layers: image.layers,
      readLayer: (layer, visitor, options) => {
        read.push(layer.index);
        return image.readLayer(layer, visitor, options);
      },
      close: () => image.close(),
    },
  };
}

function memoryCache(): LayerCache & { readonly kept: Map<string, LayerAnalysis> } {
  const kept = new Map<string, LayerAnalysis>();
  return {
    kept,
    get: async (digest) => kept.get(digest),
    put: async (digest, analysis) => void kept.set(digest, structuredClone(analysis)),
  };
}

describe('layers that are known', () => {
  const layers: readonly LayerPlan[] = [base, { files: [node('node_modules/x', 'x')] }];
  const catalogCounted = async (plan: readonly LayerPlan[], options: Parameters<typeof catalogAndClose>[1]) => {
    const { image, read } = counted(await openBuiltImage(directory, plan));
    return { inventory: await catalogAndClose(image, options), read: read.sort((a, b) => a - b) };
  };
  const comparable = ({ packages, contributions, problems, distro }: Inventory) => ({
    packages,
    contributions,
    problems,
    distro,
  });

  it.each([
    ['in memory', () => memoryCache()],
    ['in a directory', () => createDirectoryLayerCache(mkdtempSync(join(directory, 'cache-')))],
  ])('are not read again, with the same result: %s', async (_name, makeCache) => {
    const cache = makeCache();
    const first = await catalogCounted(layers, { cache });
    const second = await catalogCounted(layers, { cache });
    expect([first.read, second.read]).toEqual([[0, 1], []]);
    expect(comparable(second.inventory)).toEqual(comparable(first.inventory));
    const third = await catalogCounted([base, { files: [node('node_modules/y', 'y')] }], { cache });
    expect(third.read).toEqual([1]);
    expect(located(third.inventory)).toContain('y@1.0.0 1:node_modules/y/package.json');
  });

  it('are read for those catalogers only that changed', async () => {
    const cache = memoryCache();
    const before = await catalogCounted(layers, { cache });
    const seen: string[] = [];
    const raised: readonly Cataloger[] = catalogers.map((one) => ({
      ...one,
      version: one.name === 'npm' ? Number(one.version) + 1 : one.version,
      catalog: (file, context) => {
        seen.push(`${one.name} ${file.path}`);
        return one.catalog(file, context);
      },
    }));
    const after = await catalogCounted(layers, { cache, catalogers: raised });
    expect(seen).toEqual(['npm node_modules/x/package.json']);
    expect(comparable(after.inventory)).toEqual(comparable(before.inventory));
    expect((await catalogCounted(layers, { cache, catalogers: raised })).read).toEqual([]);
  });

  it('are read again where fewer catalogers have looked, and not where more have', async () => {
    const cache = memoryCache();
    const only = (name: string) => catalogers.filter((one) => one.name === name);
    await catalogCounted(layers, { cache, catalogers: only('npm') });
    const both = await catalogCounted(layers, { cache, catalogers: [...only('npm'), ...only('dpkg')] });
    expect([both.read, both.inventory.packages.length]).toEqual([[0, 1], 3]);
    const fewer = await catalogCounted(layers, { cache, catalogers: only('dpkg') });
    expect([fewer.read, located(fewer.inventory).length]).toEqual([[], 2]);
  });

  it('are read once where an image has them twice', async () => {
    const { inventory, read } = await catalogCounted([base, base], {});
    expect([read.length, changes(inventory)[1]]).toEqual([1, { added: [], removed: [] }]);
  });

  it('keeps a problem with its cataloger', async () => {
    const cache = memoryCache();
    const broken: readonly LayerPlan[] = [{ files: [{ path: 'node_modules/x/package.json', content: '{' }] }];
    const first = await catalogCounted(broken, { cache });
    const second = await catalogCounted(broken, { cache });
    expect(second.read).toEqual([]);
    expect(codes(first.inventory)).toEqual(['catalog/manifest-unreadable']);
    expect(second.inventory.problems).toEqual(first.inventory.problems);
  });

  it('reads on where the cache fails', async () => {
    const failing: LayerCache = {
      get: () => Promise.reject(new Error('disk')),
      put: () => Promise.reject(new Error('disk')),
    };
    const { inventory } = await catalogCounted(layers, { cache: failing });
    expect(inventory.packages).toHaveLength(3);
  });

  it('does not believe an analysis of another diffId', async () => {
    const cache = memoryCache();
    await catalogCounted(layers, { cache });
    for (const [digest, analysis] of cache.kept)
      cache.kept.set(digest, { ...analysis, diffId: `sha256:${'0'.repeat(64)}` as never });
    expect((await catalogCounted(layers, { cache })).read).toEqual([0, 1]);
  });
});

describe('layers that cannot be read as promised', () => {
  const stored = (bytes: string): LayerPlan => ({ ...base, stored: Buffer.from(bytes) });

  it('are problems that affect coverage, and are never kept', async () => {
    const cache = memoryCache();
    const inventory = await catalogBuiltImage(
      directory,
      [stored('no gzip'), { files: [node('node_modules/x', 'x')] }],
      { cache },
    );
    expect(located(inventory)).toEqual(['x@1.0.0 1:node_modules/x/package.json']);
    expect(inventory.problems.length).toBeGreaterThan(0);
    expect(inventory.problems.some(({ affectsCoverage }) => affectsCoverage)).toBe(true);
    expect([...cache.kept.keys()]).toEqual([inventory.layers[1]?.digest]);
  });

  it.each([
    ['a layer whose diffId is another gives nothing', ['1'], 0],
    ['the same blob under two diffIds is believed under its own only', ['', '1'], 2],
  ])('%s', async (_name, wrong, packages) => {
    const layers = wrong.map(() => base);
    const { diffId } = buildImage({ layers }).layers[0] ?? expect.unreachable();
    const diffIds = wrong.map((digit) => (digit === '' ? diffId : `sha256:${digit.repeat(64)}`));
    const image = buildImage({ layers, config: { rootfs: { type: 'layers', diff_ids: diffIds } } });
    const layout = await writeOciLayout(mkdtempSync(join(directory, 'image-')), [{ image }]);
    const cache = memoryCache();
    const inventory = await catalogAndClose(await openLocalImage(`oci:${layout}`, directory), { cache });
    expect(inventory.packages).toHaveLength(packages);
    expect(inventory.problems.some(({ affectsCoverage }) => affectsCoverage)).toBe(true);
    expect(cache.kept.size).toBe(packages === 0 ? 0 : 1);
  });

  it('records past the limit are left out, said, and not kept', async () => {
    const cache = memoryCache();
    const limits = { ...defaultLimits, maxLayerRecordBytes: 300 };
    const files = Array.from({ length: 20 }, (_, index) => node(`node_modules/x${index}`, `x${index}`));
    const inventory = await catalogBuiltImage(directory, [{ files }], { cache, limits });
    expect(codes(inventory)).toEqual(['catalog/too-many-records']);
    expect([inventory.packages.length > 0, inventory.packages.length < 20, cache.kept.size]).toEqual([true, true, 0]);
  });

  it('a cataloger that throws is named, and the others go on', async () => {
    const cache = memoryCache();
    const bad: Cataloger = {
      name: 'bad',
      version: 1,
      wants: (path) => path === 'etc/os-release',
      catalog: () => Promise.reject(new Error('it broke')),
      assemble: () => [],
    };
    const worse: Cataloger = {
      ...bad,
      name: 'worse',
      catalog: async () => 1,
      assemble: () => {
        throw new Error('it broke too');
      },
    };
    const inventory = await catalogBuiltImage(directory, [base], { cache, catalogers: [bad, worse, ...catalogers] });
    expect(inventory.problems.map(({ code, plugIn, path }) => [code, plugIn, path])).toEqual([
      ['catalog/cataloger-failed', 'bad', 'etc/os-release'],
      ['catalog/cataloger-failed', 'worse', undefined],
    ]);
    expect(inventory.packages).toHaveLength(2);
    expect(cache.kept.size).toBe(0);
  });

  it('throws where a layer cannot be had at all, and when aborted', async () => {
    const image = await openBuiltImage(directory, [base, { files: [node('node_modules/x', 'x')] }]);
    const failing: OpenImage = {
      ...image,
      readLayer: () => Promise.reject(new Error('no route')),
      close: () => image.close(),
    };
    await expect(catalogAndClose(failing)).rejects.toThrow('no route');
    const stop = new AbortController();
    const onProgress = ({ kind }: ScanProgress) => kind === 'cataloging' && stop.abort(new Error('stopped at the end'));
    await expect(catalogBuiltImage(directory, [base], { signal: stop.signal, onProgress })).rejects.toThrow(
      'at the end',
    );
    const stopped = AbortSignal.abort(new Error('stopped'));
    await expect(catalogBuiltImage(directory, [base], { signal: stopped })).rejects.toThrow('stopped');
  });
});

it('tells how it gets on', async () => {
  const told: ScanProgress[] = [];
  const cache = memoryCache();
  const layers: readonly LayerPlan[] = [base, { files: [node('node_modules/x', 'x')] }];
  const onProgress = (progress: ScanProgress) => void told.push(progress);
  const { layers: read } = await catalogBuiltImage(directory, layers, { cache, onProgress });
  const size = read.reduce((sum, layer) => sum + layer.size, 0);
  expect(told[0]).toEqual({ kind: 'layers', total: 2, cached: 0, bytes: size });
  expect(told.filter(({ kind }) => kind === 'layer-done')).toHaveLength(2);
  expect(told.at(-1)).toEqual({ kind: 'cataloging' });
  told.length = 0;
  await catalogBuiltImage(directory, layers, { cache, onProgress });
  expect(told).toEqual([{ kind: 'layers', total: 2, cached: 2, bytes: 0 }, { kind: 'cataloging' }]);
});
