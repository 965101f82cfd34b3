import { execFileSync } from 'node:child_process';
import { describe, expect, it } from 'vitest';
import { missing } from '#tests/support/requirements.ts';
import { BzipFault } from './bit-reader.ts';
import { bunzip } from './bunzip.ts';

// "hello hello hello\n" and 600 times "a", as bzip2 1.0.8 packs them.
const hello = Buffer.from('QlpoOTFBWSZTWeW18wkAAARRAAAQQAACRKAAIbUYDAKQacKjC7kinChIctr5hIA=', 'base64');
const runs = Buffer.from('QlpoOTFBWSZTWetqKmUAAAMDAIEAIAAACCAAMMwFU2piUPF3JFOFCQ62oqZQ', 'base64');

const unpack = (bytes: Uint8Array) => Buffer.concat([...bunzip(bytes)]);

describe('bunzip', () => {
  it('unpacks what bzip2 packed', () => {
    expect(unpack(hello).toString()).toBe('hello hello hello\n');
    expect(unpack(runs).toString()).toBe('a'.repeat(600));
  });

  it('unpacks files that were put together', () => {
    expect(unpack(Buffer.concat([hello, runs])).length).toBe(618);
  });

  it.each([
    ['nothing', Buffer.alloc(0)],
    ['another file', Buffer.from('PK\x03\x04 and more')],
    ['a block size that is none', Buffer.from('BZh0aaaaaaaaaaaaaa')],
    ['no block', Buffer.from('BZh9aaaaaaaaaaaaaa')],
    ['half a file', hello.subarray(0, 30)],
    ['more after the end', Buffer.concat([hello, Buffer.from('x'.repeat(20))])],
  ])('refuses %s', (_, bytes) => {
    expect(() => unpack(bytes)).toThrow(BzipFault);
  });

  it('refuses or survives any single damaged byte, and never gives other content', () => {
    for (let at = 0; at < hello.length; at += 1) {
      for (const change of [0x01, 0x80, 0xff]) {
        const damaged = Buffer.from(hello);
        damaged[at] = (damaged[at] ?? 0) ^ change;
        let content = '';
        try {
          content = unpack(damaged).toString();
        } catch (error) {
          expect(error).toBeInstanceOf(BzipFault);
          continue;
        }
        expect(content).toBe('hello hello hello\n');
      }
    }
  });

  it.skipIf(missing('python3', { optional: true })).each([
    ['nothing', 'b""'],
    ['runs of every length', 'b"".join(bytes([65 + n % 9]) * n for n in range(600))'],
    ['all bytes', 'bytes(range(256)) * 40'],
    ['several blocks', 'b"".join(b"%d," % (n * 7919 % 10007) for n in range(400000))'],
    ['noise', '__import__("random").Random(7).randbytes(300000)'],
  ])('unpacks %s as Python’s bz2 packs it [needs python3]', (_, expression) => {
    const python = (code: string) => execFileSync('python3', ['-c', code], { maxBuffer: 64 * 1024 * 1024 });
    const plain = python(`import sys; sys.stdout.buffer.write(${expression})`);
    const packed = python(`import sys, bz2; sys.stdout.buffer.write(bz2.compress(${expression}, 1))`);
    expect(unpack(packed).equals(plain)).toBe(true);
  });
});
