import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { UsageError } from './exit-codes.ts';
import { readVex } from './read-vex.ts';

const directory = mkdtempSync(join(tmpdir(), 'plimsoll-vex-'));

afterAll(() => rmSync(directory, { recursive: true, force: true }));

function file(name: string, content: string): string {
  const path = join(directory, name);
  writeFileSync(path, content);
  return path;
}

describe('documents of --vex', () => {
  it('are read, each in its format', async () => {
    const path = file('open.json', '{"@context":"https://openvex.dev/ns/v0.2.0","statements":[]}');
    expect(await readVex([path])).toEqual([{ path, format: 'OpenVEX', statements: [] }]);
    expect(await readVex()).toEqual([]);
  });

  it.each([
    ['no file', () => join(directory, 'none.json'), /^--vex .*none\.json cannot be read: there is none$/],
    ['a folder', () => directory, /cannot be read: it is a folder$/],
    ['no JSON', () => file('text.json', '<xml>'), /^--vex .*text\.json cannot be read: it /],
    [
      'another document',
      () => file('other.json', '{}'),
      /^--vex .*other\.json is no VEX document that is known: OpenVEX/,
    ],
  ])('are refused where one is %s', async (_, path, message) => {
    const refusal = readVex([path()]);
    await expect(refusal).rejects.toThrow(message);
    await expect(refusal).rejects.toBeInstanceOf(UsageError);
  });
});
