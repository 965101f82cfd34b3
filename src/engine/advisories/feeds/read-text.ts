import { createReadStream } from 'node:fs';
import { open } from 'node:fs/promises';
import type { Readable } from 'node:stream';
import { createGunzip } from 'node:zlib';
import { FeedFault } from './feed-fault.ts';

const chunkBytes = 256 * 1024;

/** Streams a file, unpacked where it is gzip; stops with a {@link FeedFault} past `maxBytes` or where the gzip is damaged. */
export async function* streamUnpacked(path: string, maxBytes: number): AsyncGenerator<Buffer> {
  const packed = createReadStream(path, { highWaterMark: chunkBytes });
  const stream: Readable = (await isGzip(path)) ? packed.pipe(createGunzip({ chunkSize: chunkBytes })) : packed;
  packed.on('error', (error) => stream.destroy(error));
  let total = 0;
  try {
    for await (const chunk of stream) {
      const bytes: Buffer = chunk;
      total += bytes.length;
      if (total > maxBytes) throw new FeedFault(`unpacks to more than ${maxBytes} bytes (limits.maxFeedUnpackedBytes)`);
      yield bytes;
    }
  } catch (error) {
    throw error instanceof FeedFault ? error : new FeedFault('is not a whole gzip file', { cause: error });
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

async function isGzip(path: string): Promise<boolean> {
  const file = await open(path, 'r');
  try {
    const { buffer, bytesRead } = await file.read(Buffer.alloc(2), 0, 2, 0);
    return bytesRead === 2 && buffer[0] === 0x1f && buffer[1] === 0x8b;
  } finally {
    await file.close();
  }
}

const withoutReturn = (line: string) => (line.endsWith('\r') ? line.slice(0, -1) : line);
