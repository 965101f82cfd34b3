import { randomBytes } from 'node:crypto';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type BuiltEntry, type BuiltZip, buildZip } from '#tests/support/build-zip.ts';
import { directoryEntries, findDirectory } from './central-directory.ts';
import { ForwardBytes, pulledFrom } from './forward-bytes.ts';
import { packedBytes, unpackEntry } from './read-entry.ts';
import { walkZipStream } from './walk-zip-stream.ts';
import { zipInMemory } from './zip-bytes.ts';
import { ZipError } from './zip-error.ts';

const limit = 10_000_000;

/** Entries as the directory gives them. */
function inMemory(bytes: Uint8Array): Record<string, string> {
  const zip = zipInMemory(bytes);
  const read: Record<string, string> = {};
  for (const entry of directoryEntries(zip, findDirectory(zip))) {
    read[entry.name] = Buffer.from(unpackEntry(packedBytes(zip, entry), entry, limit)).toString('latin1');
  }
  return read;
}

/** Entries as they stream by in pieces, less those that the directory does not name. */
async function streamed(bytes: Uint8Array, piece: number, wants = (_name: string) => true) {
  const pieces = async function* () {
    // As a source that uses one buffer again and again.
    const buffer = Buffer.alloc(piece);
    for (let at = 0; at < bytes.length; at += piece) {
      buffer.set(bytes.subarray(at, at + piece));
      yield buffer.subarray(0, Math.min(piece, bytes.length - at));
      buffer.fill(0x50);
    }
  };
  const found = new Map<string, string>();
  const { entries } = await walkZipStream(new ForwardBytes(pulledFrom(pieces())), {
    wants: (name) => wants(name),
    visit: async (entry, content) => {
      const chunks: Buffer[] = [];
      try {
        for await (const chunk of content()) chunks.push(Buffer.from(chunk));
        found.set(`${entry.offset} ${entry.name}`, Buffer.concat(chunks).toString('latin1'));
      } catch (error) {
        if (!(error instanceof ZipError)) throw error;
        found.set(`${entry.offset} ${entry.name}`, `! ${error.message}`);
      }
    },
  });
  const read = entries?.map(({ name, offset }) => [name, found.get(`${offset} ${name}`) ?? '? not met']);
  return read === undefined ? undefined : Object.fromEntries(read);
}

const texts: readonly BuiltEntry[] = [
  { name: 'a', content: 'some text '.repeat(50) },
  { name: 'empty', content: '' },
  { name: 'stored', content: randomBytes(3000), stored: true },
  { name: 'random', content: randomBytes(20_000) },
  { name: 'PK', content: 'PK\x03\x04PK\x01\x02PK\x05\x06PK\x07\x08'.repeat(30), stored: true },
  { name: 'z', content: 'z' },
];
const all = (more: Partial<BuiltEntry>) => texts.map((one) => ({ ...one, ...more }));
const later = (descriptor: 'signed' | 'bare' | 'zip64') =>
  texts.map((one) => (one.stored === true ? one : { ...one, descriptor }));

const archives: readonly [name: string, entries: readonly BuiltEntry[], options?: BuiltZip][] = [
  ['sizes in the headers', texts],
  ['all stored', all({ stored: true })],
  ['sizes behind, as Java writes them', later('signed')],
  ['sizes behind without a signature', later('bare')],
  ['sizes behind in 64 bits', later('zip64')],
  ['Zip64', texts, { isZip64: true }],
  ['a start script before it', texts, { prefix: `#!/bin/sh\n${'echo PK\n'.repeat(2000)}exit\n` }],
  ['a start script that the offsets count', texts, { prefix: '#!/bin/sh\n', countsPrefix: true }],
  ['a comment', texts, { comment: 'a comment '.repeat(3000) }],
  ['no entries', []],
];

describe('an archive with', () => {
  it.each(archives)('%s is read alike from memory and as it streams by', async (_name, entries, options) => {
    const bytes = buildZip(entries, options);
    const expected = Object.fromEntries(
      entries.map(({ name, content }) => [name, Buffer.from(content).toString('latin1')]),
    );
    expect(inMemory(bytes)).toEqual(expected);
    for (const piece of [13, 1000, 65_536, bytes.length]) expect(await streamed(bytes, piece)).toEqual(expected);
  });

  it.each(archives)('%s: entries that nobody wants are passed over', async (_name, entries, options) => {
    const bytes = buildZip(entries, options);
    const wants = (name: string) => name === 'z';
    const expected = entries.length === 0 ? {} : { z: 'z' };
    for (const piece of [7, 1000, bytes.length]) expect(await streamed(bytes, piece, wants)).toEqual(expected);
  });
});

describe('headers that lie', () => {
  it('an entry that the directory does not name is none', async () => {
    const bytes = buildZip([
      { name: 'a', content: 'a' },
      { name: 'ghost', content: 'x', directory: 'absent' },
    ]);
    expect(inMemory(bytes)).toEqual({ a: 'a' });
    expect(await streamed(bytes, 1000)).toEqual({ a: 'a' });
  });

  it('an entry that the directory puts elsewhere is said not to be met', async () => {
    const bytes = buildZip([
      { name: 'a', content: 'a' },
      { name: 'b', content: 'b', directory: { offset: 5 } },
    ]);
    expect(() => inMemory(bytes)).toThrow('no local header');
    expect(await streamed(bytes, 1000)).toEqual({ a: 'a', b: '? not met' });
  });

  it('an entry has the name that the directory gives it', async () => {
    const bytes = buildZip([{ name: 'real', content: 'x', local: { name: 'other' } }]);
    expect(inMemory(bytes)).toEqual({ real: 'x' });
    expect(await streamed(bytes, 1000)).toEqual({ real: '? not met' });
  });

  it.each<[string, Partial<BuiltEntry>, string]>([
    ['encrypted', { isEncrypted: true }, 'it is encrypted'],
    ['another method', { method: 93 }, 'it is packed with method 93'],
    ['no deflate', { method: 8, stored: true, content: Buffer.alloc(50, 0xff) }, 'it cannot be unpacked'],
  ])('%s: the entry cannot be read, the next can', async (_name, more, message) => {
    const bytes = buildZip([
      { name: 'a', content: 'a', ...more },
      { name: 'b', content: 'b' },
    ]);
    expect(() => inMemory(bytes)).toThrow(message);
    expect(await streamed(bytes, 1000)).toEqual({ a: `! ${message}`, b: 'b' });
  });

  it('an archive that was put behind another counts, as for Java', async () => {
    const bytes = Buffer.concat([
      buildZip([{ name: 'old', content: 'old' }]),
      buildZip([{ name: 'new', content: 'new' }]),
    ]);
    expect(inMemory(bytes)).toEqual({ new: 'new' });
    expect(await streamed(bytes, 1000)).toEqual({ new: 'new' });
  });
});

describe('damage', () => {
  const whole = buildZip([...later('signed'), ...all({ name: 'more' })]);

  it('an archive that breaks off has no directory', async () => {
    for (let length = 0; length < whole.length - 22; length += 997) {
      expect(await streamed(whole.subarray(0, length), 1000)).toBeUndefined();
      expect(() => inMemory(whole.subarray(0, length))).toThrow(ZipError);
    }
  });

  it('whatever bytes are wrong, reading ends and throws nothing but a fault of the archive', async () => {
    const damage = fc.array(fc.tuple(fc.nat(whole.length - 1), fc.nat(255)), { minLength: 1, maxLength: 20 });
    await fc.assert(
      fc.asyncProperty(damage, fc.integer({ min: 100, max: 5000 }), async (changes, piece) => {
        const bytes = Buffer.from(whole);
        for (const [at, value] of changes) bytes[at] = value;
        await streamed(bytes, piece);
        try {
          inMemory(bytes);
        } catch (error) {
          expect(error).toBeInstanceOf(ZipError);
        }
      }),
      { numRuns: 60 },
    );
  });

  it('any bytes are read to their end', async () => {
    const records = fc.constantFrom('PK\x03\x04', 'PK\x01\x02', 'PK\x05\x06', 'PK\x06\x06', 'PK\x07\x08', 'PK');
    const pieces = fc.array(
      fc.oneof(
        records.map((text) => Buffer.from(text, 'latin1')),
        fc.uint8Array({ maxLength: 60 }),
      ),
    );
    await fc.assert(
      fc.asyncProperty(pieces, async (parts) => {
        await streamed(Buffer.concat(parts), 50);
      }),
    );
  });
});
