import { execFileSync } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { gzipSync, zstdCompressSync } from 'node:zlib';
import { describe, expect, it } from 'vitest';
import { temporaryDirectory } from '#tests/support/feeds/temporary-directory.ts';
import { findProgram } from '#tests/support/requirements.ts';
import { FeedFault } from './feed-fault.ts';
import { readText } from './read-text.ts';

const bzip2 = findProgram('bzip2');
const text = 'a line of text\n'.repeat(1000);

function fileOf(bytes: Uint8Array): string {
  const path = join(temporaryDirectory(), 'feed');
  writeFileSync(path, bytes);
  return path;
}

const packings: [string, (plain: Buffer) => Buffer, boolean][] = [
  ['plain', (plain) => plain, false],
  ['gzip', (plain) => gzipSync(plain), false],
  ['zstd', (plain) => zstdCompressSync(plain), false],
  ['bzip2 [needs bzip2]', (plain) => execFileSync(bzip2 ?? '', ['-c'], { input: plain }), bzip2 === undefined],
];

describe.each(packings)('a file that is %s', (name, pack, isMissing) => {
  it.skipIf(isMissing)('is read by its content, whatever it is called', async () => {
    expect(await readText(fileOf(pack(Buffer.from(text))), 1e6)).toBe(text);
  });

  it.skipIf(isMissing)('stops at the limit of what it unpacks to', async () => {
    await expect(readText(fileOf(pack(Buffer.from(text))), 1000)).rejects.toThrow(/unpacks to more than 1000 bytes/);
  });

  // What is plain has no end of its own.
  if (name === 'plain') return;

  it.skipIf(isMissing)('is refused where it is cut short', async () => {
    const packed = pack(Buffer.from(text));
    await expect(readText(fileOf(packed.subarray(0, packed.length - 10)), 1e6)).rejects.toThrow(FeedFault);
  });
});
