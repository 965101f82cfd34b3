import { createReadStream } from 'node:fs';
import { open, readFile, stat } from 'node:fs/promises';
import type { Readable } from 'node:stream';
import { createGunzip, createZstdDecompress } from 'node:zlib';
import { BzipFault } from '../bzip2/bit-reader.ts';
import { bunzip } from '../bzip2/bunzip.ts';
import { FeedFault } from './feed-fault.ts';

const chunkBytes = 256 * 1024;
const unpackers = {
  gzip: () => createGunzip({ chunkSize: chunkBytes }),
  zstd: () => createZstdDecompress({ chunkSize: chunkBytes }),
};
const maxBzip2Bytes = 128 * 1024 * 1024;

/**
 * Streams a file, unpacked where it is gzip, zstd or bzip2; stops with a {@link FeedFault} past `maxBytes` or where the packing is
 * damaged.
 */
export async function* streamUnpacked(path: string, maxBytes: number): AsyncGenerator<Buffer> {
  const packing = await packingOf(path);
  if (packing === 'bzip2') {
    yield* unpackBzip2(path, maxBytes);
    return;
  }
  const packed = createReadStream(path, { highWaterMark: chunkBytes });
  const unpacker = packing === undefined ? undefined : unpackers[packing]();
  const stream: Readable = unpacker === undefined ? packed : packed.pipe(unpacker);
  packed.on('error', (error) => stream.destroy(error));
  let total = 0;
  try {
    for await (const chunk of stream) {
      const bytes: Buffer = chunk;
      total += bytes.length;
      if (total > maxBytes) throw tooLarge(maxBytes);
      yield bytes;
    }
  } catch (error) {
    throw error instanceof FeedFault
      ? error
      : new FeedFault(`cannot be read as a whole${packing === undefined ? '' : ` ${packing} file`}`, { cause: error });
  } finally {
    packed.destroy();
    stream.destroy();
  }
}

/** Reads a text of at most `maxBytes`, unpacked where it is gzip. */
export async function readText(path: string, maxBytes: number): Promise<string> {
  const chunks: Buffer[] = [];
  for await (const chunk of streamUnpacked(path, maxBytes)) chunks.push(chunk);
  return Buffer.concat(chunks).toString('utf8');
}

/** Reads lines of at most `maxLineBytes`, without their ends. */
export async function* readLines(
  path: string,
  limits: { readonly maxBytes: number; readonly maxLineBytes: number },
): AsyncGenerator<readonly string[]> {
  let rest = '';
  const decoder = new TextDecoder();
  for await (const chunk of streamUnpacked(path, limits.maxBytes)) {
    const lines = (rest + decoder.decode(chunk, { stream: true })).split('\n');
    rest = lines.pop() ?? '';
    if (rest.length > limits.maxLineBytes) throw new FeedFault(`has a line of more than ${limits.maxLineBytes} bytes`);
    yield lines.map(withoutReturn);
  }
  if (rest !== '') yield [withoutReturn(rest)];
}

const tooLarge = (maxBytes: number) =>
  new FeedFault(`unpacks to more than ${maxBytes} bytes (limits.maxFeedUnpackedBytes)`);

/** bzip2 is unpacked in one piece, since its blocks are read bit by bit; no feed that is packed so comes near the limit. */
async function* unpackBzip2(path: string, maxBytes: number): AsyncGenerator<Buffer> {
  const { size } = await stat(path);
  if (size > maxBzip2Bytes)
    throw new FeedFault(`is ${size} bytes of bzip2, of which ${maxBzip2Bytes} are read at most`);
  let total = 0;
  try {
    for (const piece of bunzip(await readFile(path))) {
      total += piece.length;
      if (total > maxBytes) throw tooLarge(maxBytes);
      yield piece;
    }
  } catch (error) {
    throw error instanceof BzipFault ? new FeedFault('is not a whole bzip2 file', { cause: error }) : error;
  }
}

async function packingOf(path: string): Promise<keyof typeof unpackers | 'bzip2' | undefined> {
  const file = await open(path, 'r');
  try {
    const { buffer, bytesRead } = await file.read(Buffer.alloc(4), 0, 4, 0);
    const begin = buffer.subarray(0, bytesRead).toString('latin1');
    if (begin.startsWith('\x1f\x8b')) return 'gzip';
    if (begin === '\x28\xb5\x2f\xfd') return 'zstd';
    return begin.startsWith('BZh') ? 'bzip2' : undefined;
  } finally {
    await file.close();
  }
}

const withoutReturn = (line: string) => (line.endsWith('\r') ? line.slice(0, -1) : line);
