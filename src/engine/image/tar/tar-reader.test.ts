import { execFileSync } from 'node:child_process';
import { lstatSync, mkdtempSync, readdirSync, readFileSync, readlinkSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { defaultLimits, type Limits } from '#core/limits.ts';
import { missing } from '#tests/support/requirements.ts';
import { padToBlock, sealTarHeader, tarHeader, writeTar } from '#tests/support/tar-writer.ts';
import { ImageError } from '../image-error.ts';
import { ChunkSource } from './byte-source.ts';
import { normalizeEntryPath } from './entry-path.ts';
import { TarReader } from './tar-reader.ts';

interface ReadEntry {
  readonly kind: string;
  readonly content: Buffer;
  readonly linkTarget: string;
  readonly mode: number;
  readonly size: number;
}

/** Reads a tar in chunks of a size, by normalised path; the later of two entries stays. */
async function readTar(
  tar: Uint8Array,
  options: { chunkBytes?: number; limits?: Partial<Limits>; skip?: boolean } = {},
) {
  let position = 0;
  const chunkBytes = options.chunkBytes ?? 100_000;
  const source = new ChunkSource(async () => {
    if (position >= tar.length) return undefined;
    position += chunkBytes;
    return tar.subarray(position - chunkBytes, position);
  });
  const reader = new TarReader(source, { ...defaultLimits, ...options.limits });
  const entries = new Map<string, ReadEntry>();
  for (let entry = await reader.next(); entry !== undefined; entry = await reader.next()) {
    const pieces: Uint8Array[] = [];
    if (options.skip !== true) for await (const chunk of reader.content()) pieces.push(Uint8Array.from(chunk));
    const { kind, linkTarget, mode, size } = entry;
    entries.set(normalizeEntryPath(entry.path) ?? entry.path, {
      kind,
      linkTarget,
      mode,
      size,
      content: Buffer.concat(pieces),
    });
  }
  return entries;
}

const codeOf = async (tar: Uint8Array, options: Parameters<typeof readTar>[1] = {}) =>
  await readTar(tar, options).then(
    () => 'read',
    (error: unknown) => (error instanceof ImageError ? error.code : error),
  );

/** A tree with what tells tar formats apart: long names and links, holes, links, odd modes, non-ASCII names. */
const makeTree = `
  mkdir -p dir/empty; printf 'plain' > dir/plain; : > dir/nothing; printf 'x%.0s' $(seq 1 2000) > dir/two-blocks
  chmod 4711 dir/plain; ln dir/plain dir/hard; ln -s plain dir/soft; printf 'grüße' > dir/grüße
  truncate -s 300000 dir/holes; for at in 0 100000 250000; do printf 'data-%s' $at | dd of=dir/holes bs=1 seek=$at conv=notrunc status=none; done
  truncate -s 4000000 dir/many-holes; for at in $(seq 0 40000 3960000); do printf '%s' $at | dd of=dir/many-holes bs=1 seek=$at conv=notrunc status=none; done
  truncate -s 1000000 dir/all-hole`;
const makeLongNames = `
  long=$(printf 'n%.0s' $(seq 1 150)); mkdir -p deep/$long/$long; printf 'deep' > deep/$long/$long/$long; ln -s $long/$long/$long deep/link
  mid=$(printf 'm%.0s' $(seq 1 90)); mkdir -p deep/$mid/$mid; printf 'mid' > deep/$mid/$mid/file; ln deep/$long/$long/$long deep/hard; mkfifo deep/pipe`;

let work = '';
beforeAll(() => {
  work = mkdtempSync(join(tmpdir(), 'tar-reader-'));
  if (missing(['bash', 'tar'])) return;
  execFileSync('bash', ['-ec', `mkdir short long; cd short; ${makeTree}; cd ../long; ${makeLongNames}`], { cwd: work });
});
afterAll(() => rmSync(work, { recursive: true }));

/** Compares what was read with the tree that the tar was made from. */
function expectSameTree(entries: ReadonlyMap<string, ReadEntry>, root: string): void {
  const names = readdirSync(root, { recursive: true, encoding: 'utf8' }).toSorted();
  expect([...entries.keys()].filter((name) => name !== '').toSorted()).toEqual(names);
  for (const name of names) {
    const entry = entries.get(name);
    const status = lstatSync(join(root, name));
    if (status.isFile() && entry?.kind === 'hardlink') {
      expect(readFileSync(join(root, normalizeEntryPath(entry.linkTarget) ?? ''))).toEqual(
        readFileSync(join(root, name)),
      );
    } else if (status.isFile()) {
      expect.soft(entry, name).toMatchObject({ kind: 'file', size: status.size, mode: status.mode & 0o7777 });
      expect(entry?.content.equals(readFileSync(join(root, name))), name).toBe(true);
    } else if (status.isSymbolicLink()) {
      expect(entry).toMatchObject({ kind: 'symlink', linkTarget: readlinkSync(join(root, name)) });
    } else expect(entry?.kind, name).toBe(status.isDirectory() ? 'directory' : 'special');
  }
}

describe.skipIf(missing(['bash', 'tar']))('archives of GNU tar [needs tar]', () => {
  test.each([
    ['v7', ['--format=v7'], 'short'],
    ['ustar', ['--format=ustar'], 'short'],
    ['oldgnu', ['--format=oldgnu'], 'short'],
    ['gnu', ['--format=gnu'], 'short'],
    ['pax', ['--format=pax'], 'short'],
    ['gnu, sparse', ['--format=gnu', '--sparse'], 'short'],
    ['oldgnu, sparse', ['--format=oldgnu', '--sparse'], 'short'],
    ['pax, sparse 0.0', ['--format=pax', '--sparse-version=0.0'], 'short'],
    ['pax, sparse 0.1', ['--format=pax', '--sparse-version=0.1'], 'short'],
    ['pax, sparse 1.0', ['--format=pax', '--sparse-version=1.0'], 'short'],
    ['gnu, long names', ['--format=gnu'], 'long'],
    ['pax, long names', ['--format=pax'], 'long'],
    ['pax, global header', ['--format=pax', '--pax-option=globexthdr.name=g,comment=all'], 'short'],
    ['pax, every time', ['--format=pax', '--pax-option=exthdr.name=%d/PaxHeaders/%f,atime:=1.5'], 'long'],
    ['gnu, one block a record', ['--format=gnu', '--blocking-factor=1'], 'short'],
  ])('%s', async (_name, options, tree) => {
    const root = join(work, tree);
    const tar = execFileSync('tar', [...options, '-cf', '-', '-C', root, '.'], { maxBuffer: 1 << 28 });
    for (const chunkBytes of [512, 1000, 1 << 20]) expectSameTree(await readTar(tar, { chunkBytes }), root);
  });

  test('a size above 8 GiB, in base 256', async () => {
    const file = join(work, 'huge');
    execFileSync('truncate', ['-s', '9G', file]);
    const head = execFileSync('bash', ['-c', `tar --format=gnu -cf - -C ${work} huge | head -c 512`], {
      maxBuffer: 1 << 20,
    });
    rmSync(file);
    const reader = new TarReader(new ChunkSource(async () => head), defaultLimits);
    expect(await reader.next()).toMatchObject({ path: 'huge', size: 9 * 2 ** 30 });
  });
});

describe.skipIf(missing('python3'))('archives of Python [needs python3]', () => {
  test.each(['USTAR_FORMAT', 'GNU_FORMAT', 'PAX_FORMAT'])('%s', async (format) => {
    const script = `
import tarfile, sys, io
tar = tarfile.open(fileobj=sys.stdout.buffer, mode='w|', format=tarfile.${format}, pax_headers={'comment': 'global', 'path': 'ignored'})
def add(name, data=b'', **fields):
    info = tarfile.TarInfo(name); info.size = len(data)
    for key, value in fields.items(): setattr(info, key, value)
    tar.addfile(info, io.BytesIO(data))
add('a/plain', b'content', mode=0o640)
add('a/' + 'd' * 90 + '/' + 'f' * 90, b'long')
add('a/link', type=tarfile.SYMTYPE, linkname='plain')
add('a/hard', type=tarfile.LNKTYPE, linkname='a/plain')
add('a/device', type=tarfile.CHRTYPE, devmajor=1, devminor=3)
add('a/dir', type=tarfile.DIRTYPE)
add('a/ümlaut', b'utf-8')
tar.close()`;
    const tar = execFileSync('python3', ['-c', script], { maxBuffer: 1 << 24 });
    const entries = await readTar(tar);
    const seen = [...entries].map(([path, entry]) => [path, entry.kind, entry.content.toString() || entry.linkTarget]);
    expect(seen.filter(([path]) => path?.startsWith('a/'))).toEqual([
      ['a/plain', 'file', 'content'],
      [`a/${'d'.repeat(90)}/${'f'.repeat(90)}`, 'file', 'long'],
      ['a/link', 'symlink', 'plain'],
      ['a/hard', 'hardlink', 'a/plain'],
      ['a/device', 'special', ''],
      ['a/dir', 'directory', ''],
      ['a/ümlaut', 'file', 'utf-8'],
    ]);
  });
});

/** A header that is valid in all but what `change` does to it. */
function oneFile(change: (header: Uint8Array) => void, content = 'abc'): Uint8Array {
  const header = tarHeader({ name: 'file', size: content.length, mode: 0o644, typeFlag: '0' });
  change(header);
  return Buffer.concat([sealTarHeader(header), padToBlock(Buffer.from(content)), Buffer.alloc(1024)]);
}

function withMetadata(typeFlag: string, metadata: string): Uint8Array {
  const bytes = Buffer.from(metadata);
  const header = tarHeader({ name: 'meta', size: bytes.length, mode: 0, typeFlag });
  return Buffer.concat([header, padToBlock(bytes), writeTar([{ path: 'file', content: 'abc' }])]);
}

const paxRecord = (key: string, value: string) => {
  const rest = Buffer.byteLength(` ${key}=${value}\n`);
  const length =
    [1, 2, 3, 4].map((digits) => rest + digits).find((total) => String(total).length === total - rest) ?? 0;
  return `${length} ${key}=${value}\n`;
};

describe('entries as Go reads them', () => {
  test.each([
    [
      'a v7 name with a slash is a directory',
      oneFile((h) => h.set(Buffer.from('dir/\0'), 0) ?? h.fill(0, 156, 157), ''),
      'dir',
      'directory',
    ],
    ['an unknown type is a file', oneFile((h) => h.set(Buffer.from('Z'), 156)), 'file', 'file'],
    ['a contiguous file is a file', oneFile((h) => h.set(Buffer.from('7'), 156)), 'file', 'file'],
    ['PAX path', withMetadata('x', paxRecord('path', 'other/name')), 'other/name', 'file'],
    ['PAX empty path keeps the name', withMetadata('x', paxRecord('path', '')), 'file', 'file'],
    ['the last of two records holds', withMetadata('x', paxRecord('path', 'a') + paxRecord('path', 'b')), 'b', 'file'],
    ['Solaris extended header', withMetadata('X', paxRecord('path', 'sun')), 'sun', 'file'],
    ['a global header changes nothing', withMetadata('g', paxRecord('path', 'global')), 'file', 'file'],
    ['GNU long name', withMetadata('L', 'gnu/name\0'), 'gnu/name', 'file'],
  ])('%s', async (_name, tar, path, kind) => {
    const entries = await readTar(tar);
    expect([...entries].map(([at, entry]) => [at, entry.kind])).toEqual([[path, kind]]);
  });

  test('a PAX size counts more than that of the header', async () => {
    const pax = paxRecord('size', '700');
    const header = tarHeader({ name: 'big', size: 0, mode: 0o644, typeFlag: '0' });
    const hidden = writeTar([{ path: 'hidden' }]).subarray(0, 512);
    const tar = Buffer.concat([
      tarHeader({ name: 'x', size: pax.length, mode: 0, typeFlag: 'x' }),
      padToBlock(Buffer.from(pax)),
      header,
      padToBlock(Buffer.concat([hidden, Buffer.alloc(188, 0x61)])),
      writeTar([{ path: 'after' }]),
    ]);
    expect([...(await readTar(tar)).keys()]).toEqual(['big', 'after']);
  });

  test('links and devices have no content, whatever their size says', async () => {
    const link = tarHeader({ name: 'link', size: 512, mode: 0, typeFlag: '1' }, { linkName: 'x' });
    const entries = await readTar(Buffer.concat([link, writeTar([{ path: 'after', content: 'seen' }])]));
    expect([...entries.keys()]).toEqual(['link', 'after']);
    expect(entries.get('after')?.content.toString()).toBe('seen');
  });

  test('a header summed with signed characters is accepted', async () => {
    const header = tarHeader({ name: 'ü', size: 0, mode: 0, typeFlag: '0' });
    header.fill(0x20, 148, 156);
    const sum = header.reduce((total, byte) => total + (byte > 127 ? byte - 256 : byte), 0);
    header.set(Buffer.from(`${sum.toString(8).padStart(6, '0')}\0 `), 148);
    expect([...(await readTar(Buffer.concat([header, Buffer.alloc(1024)]))).keys()]).toEqual(['ü']);
  });
});

describe('the end of an archive', () => {
  const file = writeTar([{ path: 'file', content: 'abc' }]);
  test.each([
    ['two zero blocks', file, 'read'],
    ['no zero block', file.subarray(0, 1024), 'read'],
    ['one zero block and nothing', file.subarray(0, 1536), 'read'],
    ['garbage behind it', Buffer.concat([file, Buffer.alloc(700, 0x41)]), 'read'],
    ['one zero block between entries', Buffer.concat([file.subarray(0, 1536), file]), 'image/layer-malformed'],
    ['inside a header', file.subarray(0, 300), 'image/layer-truncated'],
    ['inside content', file.subarray(0, 514), 'image/layer-truncated'],
    ['inside padding', file.subarray(0, 600), 'image/layer-truncated'],
    ['nothing at all', new Uint8Array(), 'read'],
  ])('%s', async (_name, tar, expected) => {
    expect(await codeOf(tar)).toBe(expected);
    expect(await codeOf(tar, { skip: true })).toBe(expected);
  });
});

describe('damage', () => {
  test.each([
    ['a wrong checksum', Buffer.concat([oneFile(() => undefined).fill(0x42, 0, 1)]), 'image/layer-malformed'],
    ['letters for a size', oneFile((h) => h.set(Buffer.from('abcdefghijk\0'), 124)), 'image/layer-malformed'],
    ['a negative size', oneFile((h) => h.fill(0xff, 124, 136)), 'image/layer-malformed'],
    [
      'a size past what is exact',
      oneFile((h) => h.set(Buffer.from([0x80, 0, 0, 0, 255, 255, 255, 255, 255, 255, 255, 255]), 124)),
      'image/layer-malformed',
    ],
    ['a PAX record without length', withMetadata('x', 'path=abc\n'), 'image/layer-malformed'],
    ['a PAX record that is too long', withMetadata('x', '99 path=abc\n'), 'image/layer-malformed'],
    ['a PAX record of length 0', withMetadata('x', '0 path=abc\n'), 'image/layer-malformed'],
    ['a PAX record with an endless length', withMetadata('x', `${'9'.repeat(400)} a=b\n`), 'image/layer-malformed'],
    ['a PAX size that is none', withMetadata('x', paxRecord('size', '-5')), 'image/layer-malformed'],
    [
      'a sparse map with an odd number of members',
      withMetadata('x', paxRecord('GNU.sparse.map', '0,1,2') + paxRecord('GNU.sparse.size', '9')),
      'image/layer-malformed',
    ],
    [
      'a sparse map that goes back',
      withMetadata('x', paxRecord('GNU.sparse.map', '5,1,2,2') + paxRecord('GNU.sparse.size', '9')),
      'image/layer-malformed',
    ],
    [
      'a sparse map past the size',
      withMetadata('x', paxRecord('GNU.sparse.map', '0,1,8,2') + paxRecord('GNU.sparse.size', '9')),
      'image/layer-malformed',
    ],
    [
      'a sparse map that does not add up',
      withMetadata('x', paxRecord('GNU.sparse.map', '0,1') + paxRecord('GNU.sparse.size', '9')),
      'image/layer-malformed',
    ],
    [
      'sparse 1.0 without a map',
      withMetadata('x', paxRecord('GNU.sparse.major', '1') + paxRecord('GNU.sparse.minor', '0')),
      'image/layer-truncated',
    ],
    ['sparse of the future', withMetadata('x', paxRecord('GNU.sparse.major', '7')), 'image/layer-malformed'],
  ])('%s', async (_name, tar, expected) => expect(await codeOf(tar)).toBe(expected));

  test('a failed reader goes on failing', async () => {
    const bytes = writeTar([{ path: 'file', content: 'abc' }]).subarray(0, 514);
    let given = false;
    const source = new ChunkSource(async () => {
      if (given) return undefined;
      given = true;
      return bytes;
    });
    const reader = new TarReader(source, defaultLimits);
    await reader.next();
    await expect(reader.next()).rejects.toThrow('breaks off');
    await expect(reader.next()).rejects.toThrow('breaks off');
  });
});

describe('limits', () => {
  const files = writeTar([{ path: 'a' }, { path: 'b' }, { path: 'c' }]);
  const longName = withMetadata('L', `${'n'.repeat(3000)}\0`);
  const manyHeaders = Buffer.concat(Array.from({ length: 50 }, () => withMetadata('L', 'n\0').subarray(0, 1024)));
  test.each([
    ['maxTarEntries', files, { maxTarEntries: 2 }, 'image/limit-exceeded'],
    ['maxTarEntries, not reached', files, { maxTarEntries: 3 }, 'read'],
    ['maxTarEntries, headers only', manyHeaders, { maxTarEntries: 20 }, 'image/limit-exceeded'],
    ['maxTarHeaderBytes', longName, { maxTarHeaderBytes: 1000 }, 'image/limit-exceeded'],
    ['maxTarHeaderBytes, not reached', longName, { maxTarHeaderBytes: 4000 }, 'read'],
  ])('%s', async (_name, tar, limits, expected) => expect(await codeOf(tar, { limits })).toBe(expected));

  test.skipIf(missing(['bash', 'tar']))('maxTarHeaderBytes bounds sparse maps [needs tar]', async () => {
    for (const options of [
      ['--format=gnu', '--sparse'],
      ['--format=pax', '--sparse-version=1.0'],
    ]) {
      const tar = execFileSync('tar', [...options, '-cf', '-', '-C', join(work, 'short/dir'), 'many-holes'], {
        maxBuffer: 1 << 26,
      });
      expect(await codeOf(tar, { limits: { maxTarHeaderBytes: 600 } })).toBe('image/limit-exceeded');
    }
    expect(statSync(join(work, 'short/dir/many-holes')).blocks).toBeLessThan(4000);
  });
});

describe('hostile bytes', () => {
  const outcomes = ['read', 'image/layer-truncated', 'image/layer-malformed', 'image/limit-exceeded'];
  const tar = writeTar([
    { path: 'a/file', content: 'x'.repeat(1500) },
    { path: `a/${'long'.repeat(60)}`, content: 'y' },
    { path: 'a/link', type: 'symlink', linkTarget: 'file' },
  ]);

  test('cut anywhere, it ends or says so', async () => {
    for (let length = 0; length <= tar.length; length += 128)
      expect(outcomes).toContain(await codeOf(tar.subarray(0, length)));
  });

  test('random bytes', async () => {
    await fc.assert(
      fc.asyncProperty(fc.uint8Array({ maxLength: 3000 }), async (bytes) =>
        outcomes.includes(String(await codeOf(bytes))),
      ),
    );
  });

  test('a tar with changed bytes, its headers summed again', async () => {
    const changes = fc.array(fc.tuple(fc.nat(tar.length - 1), fc.nat(255)), { minLength: 1, maxLength: 8 });
    await fc.assert(
      fc.asyncProperty(changes, fc.boolean(), async (list, seal) => {
        const bytes = Buffer.from(tar);
        for (const [offset, value] of list) bytes[offset] = value;
        if (seal)
          for (const [offset] of list)
            sealTarHeader(bytes.subarray(offset - (offset % 512), offset - (offset % 512) + 512));
        return outcomes.includes(String(await codeOf(bytes, { chunkBytes: 700 })));
      }),
      { numRuns: 300 },
    );
  });

  test('extended headers of random text', async () => {
    const text = fc.oneof(
      fc.string(),
      fc.constantFrom(...['GNU.sparse.major', 'GNU.sparse.map', 'size', 'path'].map((key) => paxRecord(key, '1'))),
    );
    await fc.assert(
      fc.asyncProperty(fc.array(text, { maxLength: 5 }), async (parts) =>
        outcomes.includes(String(await codeOf(withMetadata('x', parts.join(''))))),
      ),
    );
  });
});
