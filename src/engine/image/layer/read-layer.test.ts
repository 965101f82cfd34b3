import { gzipSync, zstdCompressSync } from 'node:zlib';
import { describe, expect, test, vi } from 'vitest';
import type { Digest } from '#core/digest.ts';
import { defaultLimits, type Limits } from '#core/limits.ts';
import { buildImage, type LayerPlan, sha256Of } from '#tests/support/build-image.ts';
import { someDigest } from '#tests/support/image-context.ts';
import { type TarEntry, writeTar } from '#tests/support/tar-writer.ts';
import type { LayerFile, LayerVisitor } from '../layer-file.ts';
import { readLayer } from './read-layer.ts';

const { signal } = new AbortController();

interface Stored {
  readonly bytes: Uint8Array;
  readonly digest: Digest;
  readonly size?: number;
  readonly diffId: Digest;
}

/** A layer with right digests, of a plan or of bytes that are meant to be `tar` compressed. */
function stored(plan: LayerPlan): Stored {
  const [layer] = buildImage({ layers: [plan] }).layers;
  if (layer === undefined) throw new Error('no layer');
  return layer;
}

async function* chunksOf(bytes: Uint8Array, chunkBytes = 1000): AsyncGenerator<Uint8Array> {
  for (let start = 0; start < bytes.length; start += chunkBytes) yield bytes.subarray(start, start + chunkBytes);
}

async function read(
  layer: Stored,
  options: {
    limits?: Partial<Limits>;
    wants?: LayerVisitor['wants'];
    visit?: LayerVisitor['visit'];
    open?: () => AsyncIterable<Uint8Array>;
  } = {},
) {
  const seen = new Map<string, string>();
  const asked: [string, number][] = [];
  let opened = 0;
  const visitor: LayerVisitor = {
    wants(path, size) {
      asked.push([path, size]);
      return options.wants?.(path, size) ?? true;
    },
    visit: options.visit ?? (async (file) => void seen.set(file.path, Buffer.from(await file.bytes()).toString())),
  };
  const { digest, diffId, bytes } = layer;
  const description = { index: 0, digest, diffId, size: layer.size ?? bytes.length, mediaType: 'any' };
  const open = () => {
    opened += 1;
    return (options.open ?? (() => chunksOf(bytes)))();
  };
  const limits = { ...defaultLimits, ...options.limits };
  const reading = await readLayer({ layer: description, open }, visitor, { signal, limits });
  return { ...reading, codes: reading.problems.map((problem) => problem.code), seen, asked, opened };
}

const files: readonly TarEntry[] = [
  { path: './etc', type: 'directory' },
  { path: './etc/os-release', content: 'ID=x\n' },
  { path: '/usr/bin/tool', content: 'y'.repeat(5000), mode: 0o755 },
  { path: 'lib', type: 'symlink', linkTarget: 'usr/lib' },
];

describe('compression is told by the bytes', () => {
  const tar = writeTar(files);
  const half = 1024;
  const skippable = Buffer.from([0x50, 0x2a, 0x4d, 0x18, 4, 0, 0, 0, 1, 2, 3, 4]);
  test.each<[string, Uint8Array]>([
    ['plain', tar],
    ['gzip', gzipSync(tar)],
    ['gzip, two members', Buffer.concat([gzipSync(tar.subarray(0, half)), gzipSync(tar.subarray(half))])],
    ['gzip, zeros behind it', Buffer.concat([gzipSync(tar), Buffer.alloc(100)])],
    ['zstd', zstdCompressSync(tar)],
    [
      'zstd, two frames',
      Buffer.concat([zstdCompressSync(tar.subarray(0, half)), zstdCompressSync(tar.subarray(half))]),
    ],
    ['zstd, skippable frames', Buffer.concat([skippable, zstdCompressSync(tar), skippable])],
  ])('%s', async (_name, bytes) => {
    const result = await read({ bytes, digest: sha256Of(bytes), diffId: sha256Of(tar) });
    expect(result).toMatchObject({ complete: true, usable: true, codes: [] });
    expect([...result.seen.keys()]).toEqual(['etc/os-release', 'usr/bin/tool']);
    expect(result.seen.get('etc/os-release')).toBe('ID=x\n');
  });

  test('bytes behind the end of the tar are verified, not read', async () => {
    const longer = Buffer.concat([tar, writeTar([{ path: 'hidden' }])]);
    const result = await read({
      bytes: gzipSync(longer),
      digest: sha256Of(gzipSync(longer)),
      diffId: sha256Of(longer),
    });
    expect(result).toMatchObject({ complete: true, usable: true });
    expect(result.seen.has('hidden')).toBe(false);
  });
});

describe('bytes that are not what was promised', () => {
  const good = stored({ files });
  const tar = writeTar(files);
  const gzip = gzipSync(tar);
  const damaged = Buffer.from(gzip);
  damaged.fill(0x55, 60, 90);
  const asPublished = (bytes: Uint8Array) => ({ bytes, digest: sha256Of(bytes), diffId: good.diffId });
  test.each<[string, Stored, string[]]>([
    ['another digest', { ...good, digest: someDigest('a') }, ['image/blob-mismatch']],
    ['another diffId', { ...good, diffId: someDigest('a') }, ['image/blob-mismatch']],
    ['fewer bytes than said', { ...good, size: good.bytes.length + 1 }, ['image/blob-mismatch']],
    ['more bytes than said', { ...good, size: good.bytes.length - 1 }, ['image/blob-mismatch']],
    [
      'cut on the way',
      { ...good, bytes: good.bytes.subarray(0, 100), size: good.bytes.length },
      ['image/layer-truncated', 'image/blob-mismatch'],
    ],
    ['published cut', asPublished(good.bytes.subarray(0, 100)), ['image/layer-truncated']],
    ['published broken', asPublished(damaged), ['image/layer-compression-broken']],
    [
      'garbage behind gzip, which runtimes refuse',
      asPublished(Buffer.concat([gzip, Buffer.alloc(3000, 0x41)])),
      ['image/layer-compression-broken'],
    ],
    [
      'garbage behind zstd',
      asPublished(Buffer.concat([zstdCompressSync(tar), Buffer.alloc(3000, 0x41)])),
      ['image/layer-compression-broken'],
    ],
    ['xz', asPublished(Buffer.from([0xfd, 0x37, 0x7a, 0x58, 0x5a, 0, 1, 2])), ['image/layer-compression-broken']],
    ['bzip2', asPublished(Buffer.from('BZh91AY&SY')), ['image/layer-compression-broken']],
    ['no tar at all', asPublished(Buffer.alloc(2000, 0x41)), ['image/layer-malformed', 'image/blob-mismatch']],
  ])('%s', async (_name, layer, codes) => {
    const result = await read(layer);
    expect(result).toMatchObject({ complete: false, usable: false, codes });
    expect(result.changes).toEqual({ whiteouts: [], opaqueDirectories: [], symlinks: [] });
    expect(result.problems.every((problem) => problem.affectsCoverage && problem.stage === 'image')).toBe(true);
    expect(result.problems[0]?.message).toContain(layer.digest);
  });

  test('a damaged tar with right digests is used as far as it goes', async () => {
    const broken = Buffer.concat([tar.subarray(0, 1536), Buffer.alloc(512, 0x41), tar.subarray(1536)]);
    const result = await read({
      bytes: gzipSync(broken),
      digest: sha256Of(gzipSync(broken)),
      diffId: sha256Of(broken),
    });
    expect(result).toMatchObject({ complete: false, usable: true, codes: ['image/layer-malformed'] });
    expect([...result.seen.keys()]).toEqual(['etc/os-release']);
  });

  test('a visitor that swallows a failed read does not hide it', async () => {
    const cut = Buffer.from(gzipSync(tar)).subarray(0, 80);
    const result = await read(asPublished(cut), {
      visit: async (file) => void (await file.bytes().catch(() => undefined)),
    });
    expect(result).toMatchObject({ complete: false, usable: false, codes: ['image/layer-truncated'] });
  });

  test('an empty blob is an empty layer', async () => {
    const bytes = new Uint8Array();
    expect(await read({ bytes, digest: sha256Of(bytes), diffId: sha256Of(bytes) })).toMatchObject({
      complete: true,
      usable: true,
    });
  });
});

describe('limits', () => {
  const zeros = stored({
    files: [
      { path: 'zeros', content: new Uint8Array(4_000_000) },
      { path: 'after', content: 'z' },
    ],
  });
  test.each<[string, Partial<Limits>, string[], boolean]>([
    [
      'maxCompressionRatio',
      { maxCompressionRatio: 100, compressionRatioGraceBytes: 1_000_000 },
      ['image/limit-exceeded'],
      false,
    ],
    [
      'maxCompressionRatio, within its grace',
      { maxCompressionRatio: 100, compressionRatioGraceBytes: 9_000_000 },
      [],
      true,
    ],
    ['maxLayerUnpackedBytes', { maxLayerUnpackedBytes: 3_000_000 }, ['image/limit-exceeded'], false],
    ['maxTarEntries', { maxTarEntries: 1 }, ['image/limit-exceeded'], true],
  ])('%s', async (_name, limits, codes, usable) => {
    const result = await read(zeros, { limits });
    expect(result).toMatchObject({ codes, usable, complete: codes.length === 0 });
  });

  test('a bomb is left before it has gone off', async () => {
    const bomb = gzipSync(new Uint8Array(300_000_000), { level: 9 });
    const chunks = vi.fn(() => chunksOf(bomb, 10_000));
    const result = await read(
      { bytes: bomb, digest: sha256Of(bomb), diffId: someDigest('0') },
      { open: chunks, limits: { compressionRatioGraceBytes: 1_000_000 } },
    );
    expect(result).toMatchObject({ usable: false, codes: ['image/limit-exceeded'] });
    expect(result.problems[0]?.message).toContain('limits.maxCompressionRatio');
  });

  test('maxFileBytes: the file is a problem, the rest is read', async () => {
    const result = await read(zeros, { limits: { maxFileBytes: 1000 } });
    expect(result).toMatchObject({ complete: true, usable: true, codes: ['image/file-too-large'] });
    expect(result.problems[0]).toMatchObject({ path: 'zeros', affectsCoverage: true });
    expect([...result.seen.keys()]).toEqual(['after']);
  });

  test('maxFileBytes: a visitor may catch it', async () => {
    const visit = async (file: LayerFile) => void (await file.bytes().catch(() => undefined));
    expect((await read(zeros, { limits: { maxFileBytes: 1000 }, visit })).codes).toEqual(['image/file-too-large']);
  });

  test('maxFileBytes does not bound streams', async () => {
    let length = 0;
    const visit = async (file: LayerFile) => {
      for await (const chunk of file.stream()) length += chunk.length;
    };
    expect((await read(zeros, { limits: { maxFileBytes: 1000 }, visit })).codes).toEqual([]);
    expect(length).toBe(4_000_001);
  });

  test('maxTarPathBytes', async () => {
    const result = await read(stored({ files: [{ path: 'ü'.repeat(300) }, { path: 'short' }] }), {
      limits: { maxTarPathBytes: 500 },
    });
    expect(result.codes).toEqual(['image/path-too-long']);
    expect([...result.seen.keys()]).toEqual(['short']);
  });

  test('maxTarPathBytes holds for what links lead to', async () => {
    const links = [600, 400].map((length) => ({
      path: `link-${length}`,
      type: 'symlink' as const,
      linkTarget: 'x/'.repeat(length / 2),
    }));
    const result = await read(stored({ files: links }), { limits: { maxTarPathBytes: 500 } });
    expect(result.codes).toEqual(['image/path-too-long']);
    expect(result.changes.symlinks.map(([path]) => path)).toEqual(['link-400']);
  });

  test('maxBufferedBytes bounds what is kept of links and whiteouts', async () => {
    const links = Array.from({ length: 50 }, (_, index) => ({
      path: `link-${index}`,
      type: 'symlink' as const,
      linkTarget: 'x',
    }));
    const whiteouts = Array.from({ length: 50 }, (_, index) => `gone-${index}`);
    const hard = [
      { path: 'file' },
      ...links.map((link) => ({ ...link, type: 'hardlink' as const, linkTarget: 'file' })),
    ];
    for (const plan of [{ files: links }, { whiteouts }, { files: hard }]) {
      expect(await read(stored(plan), { limits: { maxBufferedBytes: 3000 } })).toMatchObject({
        usable: true,
        complete: false,
        codes: ['image/limit-exceeded'],
      });
      expect(await read(stored(plan))).toMatchObject({ complete: true, codes: [] });
    }
  });

  test('problems are counted where they are too many', async () => {
    const entries = Array.from({ length: 150 }, (_, index) => ({ path: `../../${index}` }));
    const { problems } = await read(stored({ files: entries }));
    expect(problems).toHaveLength(101);
    expect(problems.at(-1)).toMatchObject({
      code: 'image/more-problems',
      affectsCoverage: true,
      message: expect.stringContaining('50 more'),
    });
  });
});

describe('what a layer changes', () => {
  test('whiteouts, opaque directories, links, and directories above what matters', async () => {
    const plan: LayerPlan = {
      files: [
        { path: 'opt', type: 'directory' },
        { path: 'opt/app', type: 'directory' },
        { path: 'opt/app/package.json', content: '{}' },
        { path: 'srv', type: 'directory' },
        { path: 'srv/unwanted', content: '' },
        { path: 'lib', type: 'symlink', linkTarget: 'usr/lib' },
        { path: 'absolute', type: 'symlink', linkTarget: '/a/../b' },
        { path: '.wh..wh.plnk/1.2', content: 'AUFS' },
        { path: '.wh..wh.aufs', content: '' },
      ],
      whiteouts: ['etc/gone', 'top'],
      opaque: ['var/cache', ''],
    };
    const result = await read(stored(plan), { wants: (path) => path.endsWith('.json') });
    expect(result.changes).toEqual({
      whiteouts: ['etc/gone', 'top'],
      opaqueDirectories: ['var/cache', ''],
      symlinks: [
        ['lib', 'usr/lib'],
        ['absolute', '/a/../b'],
      ],
      directories: ['opt', 'opt/app'],
    });
    expect([...result.seen.keys()]).toEqual(['opt/app/package.json']);
  });

  test('a path that comes again is what it was last', async () => {
    const result = await read(
      stored({
        files: [
          { path: 'a', type: 'symlink', linkTarget: 'x' },
          { path: 'a', content: 'file now' },
          { path: 'b', content: 'link later' },
          { path: 'b', type: 'symlink', linkTarget: 'a' },
          { path: 'c', content: 'first' },
          { path: 'c', content: 'second' },
        ],
      }),
    );
    expect(result.changes.symlinks).toEqual([['b', 'a']]);
    expect(result.seen.get('c')).toBe('second');
  });

  test.each([
    ['out of the root', { path: '../etc/passwd' }, 'image/path-invalid'],
    ['out of the root, absolute', { path: '/a/../../x' }, 'image/path-invalid'],
    ['a whiteout of nothing', { path: 'a/.wh.' }, 'image/whiteout-invalid'],
    ['a whiteout of the directory', { path: 'a/.wh..' }, 'image/whiteout-invalid'],
    ['a whiteout of the parent', { path: 'a/.wh...' }, 'image/whiteout-invalid'],
    ['a hard link out of the root', { path: 'l', type: 'hardlink', linkTarget: '../../x' }, 'image/hard-link-broken'],
    ['a hard link to nothing', { path: 'l', type: 'hardlink', linkTarget: 'not/there' }, 'image/hard-link-broken'],
  ] as const)('%s is a problem and is skipped', async (_name, entry, code) => {
    const result = await read(stored({ files: [entry, { path: 'next', content: 'n' }] }));
    expect(result).toMatchObject({ complete: true, usable: true, codes: [code] });
    expect([...result.seen.keys()]).toEqual(['next']);
    expect(result.changes.whiteouts).toEqual([]);
  });
});

describe('hard links', () => {
  const layer = stored({
    files: [
      { path: 'store/abc', content: '{"name":"x"}', mode: 0o600 },
      { path: 'app/package.json', type: 'hardlink', linkTarget: './store/abc' },
      { path: 'app/again.json', type: 'hardlink', linkTarget: 'app/package.json' },
      { path: 'app/other', type: 'hardlink', linkTarget: 'store/abc' },
    ],
  });

  test('a wanted link is read in a second walk, with its size', async () => {
    const result = await read(layer, { wants: (path) => path === 'app/package.json' });
    expect(result).toMatchObject({ complete: true, usable: true, codes: [], opened: 2 });
    expect([...result.seen]).toEqual([['app/package.json', '{"name":"x"}']]);
    expect(result.asked.at(-1)).toEqual(['app/package.json', 12]);
  });

  test('several links to one file, and links to links', async () => {
    const result = await read(layer, { wants: (path) => path.endsWith('.json') });
    expect([...result.seen.keys()]).toEqual(['app/package.json', 'app/again.json']);
    expect(result.opened).toBe(2);
  });

  test('several links to a file too large to keep', async () => {
    const result = await read(layer, { wants: (path) => path.endsWith('.json'), limits: { maxFileBytes: 5 } });
    expect(result.codes).toEqual(['image/file-too-large', 'image/file-too-large']);
  });

  test('without a wanted link the layer is read once', async () => {
    expect((await read(layer, { wants: (path) => path === 'store/abc' })).opened).toBe(1);
  });

  test('a link in a circle is broken, not endless', async () => {
    const circle = stored({
      files: [
        { path: 'a', type: 'hardlink', linkTarget: 'b' },
        { path: 'b', type: 'hardlink', linkTarget: 'a' },
      ],
    });
    expect((await read(circle)).codes).toEqual(['image/hard-link-broken', 'image/hard-link-broken']);
  });

  test('a link has the content that was there when it was made', async () => {
    const replaced = stored({
      files: [
        { path: 'file', content: 'old' },
        { path: 'link.json', type: 'hardlink', linkTarget: 'file' },
        { path: 'file', content: 'new' },
      ],
    });
    expect((await read(replaced, { wants: (path) => path.endsWith('.json') })).seen.get('link.json')).toBe('old');
  });
});

describe('what is no concern of the layer goes up', () => {
  const layer = stored({ files });
  test('an error of the visitor', async () => {
    const visit = async () => {
      throw new TypeError('a bug');
    };
    await expect(read(layer, { visit })).rejects.toThrow('a bug');
  });

  test('an error of the source, though the visitor swallows it', async () => {
    const open = async function* () {
      yield layer.bytes.subarray(0, 60);
      throw new Error('connection reset');
    };
    await expect(read(layer, { open })).rejects.toThrow('connection reset');
    const visit = async (file: LayerFile) => void (await file.bytes().catch(() => undefined));
    await expect(read(layer, { open, visit })).rejects.toThrow('connection reset');
  });

  test('an abort', async () => {
    const abort = new AbortController();
    const visitor = { wants: () => true, visit: async () => abort.abort(new Error('stopped')) };
    const bytes = writeTar([{ path: 'a' }, { path: 'b', content: new Uint8Array(3_000_000) }]);
    const blob = {
      layer: { index: 0, digest: sha256Of(bytes), diffId: sha256Of(bytes), size: bytes.length, mediaType: '' },
      open: () => chunksOf(bytes),
    };
    await expect(readLayer(blob, visitor, { signal: abort.signal, limits: defaultLimits })).rejects.toThrow('stopped');
  });

  test('a file cannot be read once its visit is over', async () => {
    const kept: LayerFile[] = [];
    await read(layer, { visit: async (file) => void kept.push(file) });
    await expect(kept[0]?.bytes()).rejects.toThrow('only while it is visited');
  });
});

test('progress is told in bytes as stored', async () => {
  const layer = stored({ files });
  const onBytes = vi.fn();
  const description = { index: 0, digest: layer.digest, diffId: layer.diffId, size: layer.bytes.length, mediaType: '' };
  const visitor = { wants: () => false, visit: async () => undefined };
  await readLayer({ layer: description, open: () => chunksOf(layer.bytes, 100) }, visitor, {
    signal,
    limits: defaultLimits,
    onBytes,
  });
  expect(onBytes.mock.calls.at(-1)).toEqual([layer.bytes.length]);
  expect(onBytes.mock.calls.length).toBe(Math.ceil(layer.bytes.length / 100));
});
