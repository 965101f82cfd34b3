import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { checkReference } from './check-reference.ts';
import { UsageError } from './exit-codes.ts';

let folder = '';
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'plimsoll-references-'));
  await writeFile(join(folder, 'app.tar'), '');
});
afterAll(() => rm(folder, { recursive: true, force: true }));

describe('checkReference', () => {
  it.each(['debian:12', 'app.tar', 'registry.example/team/app.json', 'oci:/nowhere', 'sbom:x.json', 'oci-archive:A B'])(
    'lets %s pass',
    async (reference) => {
      await expect(checkReference(reference)).resolves.toBeUndefined();
    },
  );

  it.each<[string, () => string, string]>([
    ['a file', () => join(folder, 'app.tar'), 'say what it is, oci-archive:'],
    ['a folder', () => folder, `write oci:`],
    ['neither of both', () => 'UPPER/x y:1', '"UPPER/x y:1" is no image reference: write registry/repository:tag'],
    ['a path to nothing', () => join(folder, 'other.tar'), 'is no image reference'],
    ['nothing', () => '', 'is no image reference'],
    ['a NUL', () => '/a\0b.tar', 'is no image reference'],
    ['what is endless', () => 'x'.repeat(100_000), `"${'x'.repeat(200)}" is no image reference`],
  ])('refuses %s, and says what to write', async (_, reference, words) => {
    const refused = await checkReference(reference()).catch((error: unknown) => error);
    expect(refused).toBeInstanceOf(UsageError);
    expect((refused as Error).message).toContain(words);
  });
});
