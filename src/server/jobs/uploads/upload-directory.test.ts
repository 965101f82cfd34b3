import { pbkdf2 } from 'node:crypto';
import { mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { promisify } from 'node:util';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { openUploadDirectory } from './upload-directory.ts';

let directory: string;

beforeEach(async () => {
  directory = await mkdtemp(join(tmpdir(), 'plimsoll-uploads-'));
});
afterEach(() => rm(directory, { recursive: true, force: true }));

const bytes = (...parts: readonly string[]) => Readable.from(parts.map((part) => Buffer.from(part)));
const open = (reservedBytes = 0) => openUploadDirectory(join(directory, 'uploads'), { reservedBytes });
const files = () => readdir(join(directory, 'uploads'));

it('keeps an archive until it is removed', async () => {
  const uploads = await open();
  await uploads.receive('scan-1', bytes('abc', 'def'), { maxBytes: 6 });
  expect(await readFile(uploads.pathOf('scan-1'), 'utf8')).toBe('abcdef');
  await uploads.remove('scan-1');
  await uploads.remove('scan-1');
  expect(await files()).toEqual([]);
});

it('keeps nothing of an archive that is larger than it may be', async () => {
  const uploads = await open();
  await expect(uploads.receive('scan-1', bytes('abc', 'def'), { maxBytes: 5 })).rejects.toMatchObject({
    code: 'jobs/upload-too-large',
    message: expect.stringContaining('limits.maxUploadBytes'),
  });
  expect(await files()).toEqual([]);
});

it('keeps nothing of an archive that breaks off', async () => {
  const uploads = await open();
  const broken = Readable.from(
    (async function* () {
      yield Buffer.from('abc');
      throw new Error('connection lost');
    })(),
  );
  await expect(uploads.receive('scan-1', broken, { maxBytes: 100 })).rejects.toThrow('connection lost');
  expect(await files()).toEqual([]);
});

it('keeps nothing of one that is refused before its file could be opened', async () => {
  const uploads = await open();
  for (let tries = 0; tries < 20; tries += 1) {
    // All threads that open files are busy, so that what opens one late does it after the refusal.
    const busy = Array.from({ length: 8 }, () => promisify(pbkdf2)('a', 'b', 3000, 32, 'sha256'));
    await expect(uploads.receive('scan-1', bytes('abc'), { maxBytes: 1 })).rejects.toThrow();
    await Promise.all(busy);
    expect(await files()).toEqual([]);
  }
});

it('leaves room on the disk', async () => {
  const uploads = await open(Number.MAX_SAFE_INTEGER);
  await expect(uploads.receive('scan-1', bytes('abc'), { maxBytes: 100 })).rejects.toMatchObject({
    code: 'jobs/no-space',
  });
  expect(await files()).toEqual([]);
});

it('sweeps away what belongs to no scan that is still to come', async () => {
  const uploads = await open();
  await uploads.receive('wanted', bytes('a'), { maxBytes: 10 });
  await uploads.receive('ended', bytes('b'), { maxBytes: 10 });
  await writeFile(join(directory, 'uploads', 'wanted.part'), 'half of one');
  await uploads.sweep(new Set(['wanted', 'gone']));
  expect(await files()).toEqual(['wanted.archive']);
});
