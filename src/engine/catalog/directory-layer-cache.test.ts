import { mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { zstdCompressSync } from 'node:zlib';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { sha256Of } from '#tests/support/build-image.ts';
import { createDirectoryLayerCache } from './directory-layer-cache.ts';
import type { LayerAnalysis } from './layer-analysis.ts';

let directory = '';
beforeEach(async () => {
  directory = await mkdtemp(join(tmpdir(), 'plimsoll-layer-cache-'));
});
afterEach(() => rm(directory, { recursive: true, force: true }));

const digest = sha256Of('blob');
const analysis = (catalogers: readonly string[], path = 'x'): LayerAnalysis => ({
  diffId: sha256Of('tar'),
  catalogers,
  records: [
    { cataloger: 'a', path, record: { name: 'é', list: [1, null, true] } },
    { cataloger: 'a', path: 'y', record: null },
  ],
  changes: { whiteouts: ['w'], opaqueDirectories: [''], symlinks: [['bin', 'usr/bin']], directories: ['d'] },
  problems: [{ stage: 'catalog', code: 'catalog/x', plugIn: 'a', path: 'x', message: 'm', affectsCoverage: true }],
});

async function files(): Promise<string[]> {
  const entries = await readdir(directory, { recursive: true, withFileTypes: true });
  return entries.filter((entry) => entry.isFile()).map((entry) => join(entry.parentPath, entry.name));
}

describe('createDirectoryLayerCache', () => {
  it('gives back what was put, in another process too', async () => {
    await createDirectoryLayerCache(directory).put(digest, analysis(['a@1', 'b@2']));
    expect(await createDirectoryLayerCache(directory).get(digest, ['b@2', 'a@1'])).toEqual(analysis(['a@1', 'b@2']));
    expect(await files()).toHaveLength(1);
  });

  it('makes its directory when first written to, and knows nothing before', async () => {
    const cache = createDirectoryLayerCache(join(directory, 'not', 'there'));
    expect(await cache.get(digest, ['a@1'])).toBeUndefined();
    await cache.put(digest, analysis(['a@1']));
    expect(await cache.get(digest, ['a@1'])).toBeDefined();
    expect(await cache.get(sha256Of('other'), ['a@1'])).toBeUndefined();
  });

  it('offers the analysis that knows most of the catalogers asked for', async () => {
    const cache = createDirectoryLayerCache(directory);
    await cache.put(digest, analysis(['a@1'], 'one'));
    await cache.put(digest, analysis(['a@1', 'b@1'], 'two'));
    expect((await cache.get(digest, ['a@1', 'b@1', 'c@1']))?.records[0]?.path).toBe('two');
    expect((await cache.get(digest, ['a@1']))?.records[0]?.path).toBe('one');
    expect(await cache.get(digest, ['c@1'])).toBeUndefined();
    expect(await cache.get(digest, ['a@2'])).toBeUndefined();
  });

  it.each([
    ['cut off', (bytes: Buffer) => bytes.subarray(0, bytes.length - 10)],
    ['empty', () => Buffer.alloc(0)],
    ['noise', () => Buffer.from('noise')],
    ['no JSON', () => zstdCompressSync('{')],
    ['of another format', () => zstdCompressSync(JSON.stringify({ format: 999, analysis: analysis(['a@1']) }))],
    ['without a format', () => zstdCompressSync(JSON.stringify(analysis(['a@1'])))],
    ['no analysis', () => zstdCompressSync(JSON.stringify({ format: 1, analysis: { catalogers: ['a@1'] } }))],
    ['a bomb', () => zstdCompressSync(Buffer.alloc(300 << 20))],
  ])('an entry that is %s is as good as none, and is replaced', async (_name, spoil) => {
    const cache = createDirectoryLayerCache(directory);
    await cache.put(digest, analysis(['a@1']));
    const [path = ''] = await files();
    await writeFile(path, spoil(await readFile(path)));
    expect(await cache.get(digest, ['a@1'])).toBeUndefined();
    await cache.put(digest, analysis(['a@1']));
    expect(await cache.get(digest, ['a@1'])).toEqual(analysis(['a@1']));
  });

  it('leaves nothing half written, also where many write at once', async () => {
    const cache = createDirectoryLayerCache(directory);
    await Promise.all(Array.from({ length: 20 }, (_, index) => cache.put(digest, analysis(['a@1'], `p${index}`))));
    expect(await files()).toHaveLength(1);
    expect(await cache.get(digest, ['a@1'])).toBeDefined();
    const blocked = createDirectoryLayerCache(join((await files())[0] ?? '', 'below-a-file'));
    await expect(blocked.put(digest, analysis(['a@1']))).rejects.toThrow();
  });
});
