import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { temporaryDirectory } from '#tests/support/feeds/temporary-directory.ts';
import { writeZip, type ZipMember } from '#tests/support/feeds/zip-writer.ts';
import { FeedFault } from '../feeds/feed-fault.ts';
import { readZip } from './read-zip.ts';

const limits = { maxAdvisoryBytes: 1000, maxFeedUnpackedBytes: 5000, maxFeedRecords: 20 };

async function read(bytes: Uint8Array): Promise<readonly string[]> {
  const path = join(temporaryDirectory(), 'all.zip');
  writeFileSync(path, bytes);
  const entries: string[] = [];
  for await (const entry of readZip(path, limits)) {
    entries.push(`${entry.name}: ${'fault' in entry ? `! ${entry.fault}` : Buffer.from(entry.bytes).toString()}`);
  }
  return entries;
}

const one = (member: Partial<ZipMember>) => writeZip([{ name: 'a.json', content: 'some text', ...member }]);

describe('readZip', () => {
  it('reads deflated and stored entries, and leaves directories out', async () => {
    const zip = writeZip([
      { name: 'a.json', content: 'text '.repeat(20) },
      { name: 'sub/', content: '' },
      { name: 'sub/b.json', content: 'stored', stored: true },
      { name: 'empty.json', content: '' },
    ]);
    expect(await read(zip)).toEqual([`a.json: ${'text '.repeat(20)}`, 'sub/b.json: stored', 'empty.json: ']);
  });

  it('reads on past an entry that is too large', async () => {
    const zip = writeZip([
      { name: 'large.json', content: 'x'.repeat(1001) },
      { name: 'b.json', content: 'b' },
    ]);
    expect(await read(zip)).toEqual(['large.json: ! is 1001 bytes (limits.maxAdvisoryBytes is 1000)', 'b.json: b']);
  });

  it.each<[string, Uint8Array, RegExp]>([
    ['no zip at all', Buffer.from('<html>sign in</html>'), /not a whole zip/],
    ['nothing', new Uint8Array(), /not a whole zip/],
    ['a wrong checksum', one({ crc: 1 }), /wrong checksum/],
    [
      'a size that is too small, as a bomb has it',
      one({ content: 'x'.repeat(100_000), size: 900 }),
      /unpacks to more than 900/,
    ],
    ['a size that is too large', one({ size: 999 }), /not as long/],
    ['a stored entry of another size', one({ stored: true, size: 4 }), /unpacks to more than 4/],
    ['an encrypted entry', one({ encrypted: true }), /encrypted/],
    ['an unknown method', one({ method: 99 }), /method 99/],
    ['a name that leaves the archive', one({ name: '../../etc/passwd' }), /outside of it/],
    ['an absolute name', one({ name: '/etc/passwd' }), /outside of it/],
    [
      'more than may be unpacked',
      writeZip(Array.from({ length: 6 }, (_, i) => ({ name: `${i}.json`, content: 'x'.repeat(1000) }))),
      /maxFeedUnpackedBytes/,
    ],
    [
      'too many entries',
      writeZip(Array.from({ length: 21 }, (_, i) => ({ name: `${i}.json`, content: 'x' }))),
      /maxFeedRecords/,
    ],
  ])('throws for an archive with %s', async (_, bytes, message) => {
    const error = await read(bytes).catch((thrown: unknown) => thrown);
    expect(error).toBeInstanceOf(FeedFault);
    expect(`${(error as Error).message} ${String((error as Error).cause)}`).toMatch(message);
  });

  it('throws for an archive cut anywhere', async () => {
    const whole = writeZip([
      { name: 'a.json', content: 'text '.repeat(30) },
      { name: 'b.json', content: 'more '.repeat(30) },
    ]);
    for (let length = 0; length < whole.length; length += 7) {
      await expect(read(whole.subarray(0, length))).rejects.toThrow(FeedFault);
    }
  });

  it('reads the same or throws a feed fault, whichever byte is wrong', async () => {
    const whole = writeZip([{ name: 'a.json', content: 'text '.repeat(30) }]);
    await fc.assert(
      fc.asyncProperty(fc.nat(whole.length - 1), fc.nat(255), async (index, byte) => {
        const damaged = Buffer.from(whole);
        damaged[index] = byte;
        const result = await read(damaged).catch((error: unknown) => error);
        if (result instanceof Error) expect(result).toBeInstanceOf(FeedFault);
        else for (const entry of result as string[]) expect(entry).toMatch(/text text|: ! is \d+ bytes/);
      }),
      { numRuns: 150 },
    );
  });
});
