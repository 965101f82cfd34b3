import { existsSync } from 'node:fs';
import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { expect, it } from 'vitest';
import { imageContext, useTemporaryDirectory } from '#tests/support/image-context.ts';
import { unpackArchive } from './unpack-archive.ts';

const directory = useTemporaryDirectory();
const content = Buffer.alloc(4 * 1024 * 1024, 'what an archive holds; ');

async function files(name: string) {
  const [packed, target] = [join(directory.path, `${name}.gz`), join(directory.path, name)];
  await writeFile(packed, gzipSync(content));
  return { packed, target };
}

it('unpacks a file to another one', async () => {
  const { packed, target } = await files('whole');
  await unpackArchive(packed, target, imageContext());
  expect(content.equals(await readFile(target))).toBe(true);
});

it.each([0, 1, 2, 4, 8])('throws why it was aborted, and nothing else, after %d turns', async (turns) => {
  const { packed, target } = await files(`aborted-${turns}`);
  const stop = new AbortController();
  const unpacked = unpackArchive(packed, target, imageContext({ signal: stop.signal })).then(
    () => 'unpacked',
    (error: unknown) => String(error),
  );
  for (let turn = 0; turn < turns; turn += 1) await new Promise(setImmediate);
  stop.abort();
  // A quick disk may be done before.
  expect(['unpacked', 'AbortError: The operation was aborted']).toContain(await unpacked);
});

it('throws where the file is gone, or none can be made', async () => {
  const { packed, target } = await files('there');
  await expect(unpackArchive(`${packed}-not`, target, imageContext())).rejects.toThrow('ENOENT');
  const nowhere = join(directory.path, 'no-such', 'target');
  await expect(unpackArchive(packed, nowhere, imageContext())).rejects.toThrow('ENOENT');
  expect(existsSync(nowhere)).toBe(false);
});
