import { mkdtemp, open, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { readChunks } from './read-chunks.ts';

const content = Buffer.from(Array.from({ length: 1_400_000 }, (_, index) => (index * 7) % 251));
const { signal } = new AbortController();
let directory: string;
let path: string;

beforeAll(async () => {
  directory = await mkdtemp(join(tmpdir(), 'read-chunks-'));
  path = join(directory, 'file');
  await writeFile(path, content);
});
afterAll(() => rm(directory, { recursive: true }));

async function read(start: number, end: number): Promise<Buffer> {
  const file = await open(path);
  const pieces: Buffer[] = [];
  try {
    for await (const chunk of readChunks(file, { start, end, signal })) pieces.push(Buffer.from(chunk));
  } finally {
    await file.close();
  }
  return Buffer.concat(pieces);
}

describe('the chunks of a file', () => {
  it.each<[string, number, number]>([
    ['the whole file', 0, content.length],
    ['a stretch of several chunks', 1000, 1_300_000],
    ['a stretch that ends with a chunk', 0, 1024 * 1024],
    ['a short stretch', 5, 12],
    ['nothing', 7, 7],
    ['an end before the start', 7, 3],
    ['an end behind that of the file', 1_390_000, 2_000_000],
    ['a start behind the end of the file', 1_500_000, 1_600_000],
  ])('%s', async (_name, start, end) => {
    const expected = content.subarray(start, Math.max(start, end));
    expect((await read(start, end)).equals(expected)).toBe(true);
  });

  it('are left before their end, and the file can be closed', async () => {
    const file = await open(path);
    for await (const chunk of readChunks(file, { start: 0, end: content.length, signal })) {
      expect(chunk.length).toBe(512 * 1024);
      break;
    }
    await file.close();
  });

  it('end with the reason of an abort', async () => {
    const controller = new AbortController();
    const file = await open(path);
    const chunks = readChunks(file, { start: 0, end: content.length, signal: controller.signal });
    await chunks.next();
    controller.abort(new Error('stopped'));
    await expect(chunks.next()).rejects.toThrow('stopped');
    await file.close();
  });
});
