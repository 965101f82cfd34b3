import fc from 'fast-check';
import { expect, it } from 'vitest';
import type { Cataloger } from '#engine/catalog/index.ts';
import { cpuTimeMs } from './cpu-time.ts';
import { type CatalogedTree, type FileTree, runCataloger } from './run-cataloger.ts';

/** No file may keep a cataloger longer; what others left for the collector of garbage may be counted in. */
const maxMs = 2000;

/**
 * Declares tests that show a cataloger damaged forms of files that it can read: cut off, with bytes changed, random, and
 * traps. It must come back in time and never throw. Where a sample makes packages, what makes none must be named in a problem,
 * unless files of that kind may be empty.
 */
export function itSurvivesHostileFiles(
  cataloger: Cataloger,
  samples: FileTree,
  options: { readonly mayBeEmpty?: (path: string) => boolean } = {},
): void {
  const files = Object.entries(samples).map(([path, content]) => ({ path, bytes: Buffer.from(content) }));

  it('survives files that are cut off anywhere', async () => {
    for (const { path, bytes } of files) {
      const step = Math.max(1, Math.floor(bytes.length / 100));
      for (let length = 0; length < bytes.length; length += step) await show(path, bytes.subarray(0, length));
    }
  });

  it('survives files with bytes changed', async () => {
    const change = fc.tuple(fc.nat(), fc.nat(255));
    await fc.assert(
      fc.asyncProperty(
        fc.constantFrom(...files),
        fc.array(change, { minLength: 1, maxLength: 8 }),
        async (file, changes) => {
          const bytes = Buffer.from(file.bytes);
          for (const [at, value] of changes) if (bytes.length > 0) bytes[at % bytes.length] = value;
          await show(file.path, bytes);
        },
      ),
      { numRuns: 200 },
    );
  });

  it('survives random bytes and traps, and names the file', async () => {
    for (const { path, bytes } of files) {
      const { packages } = await show(path, bytes);
      for (const content of [...traps, ...fc.sample(fc.uint8Array({ maxLength: 2000 }), 50)]) {
        const result = await show(path, Buffer.from(content));
        if (packages.length > 0 && result.packages.length === 0 && options.mayBeEmpty?.(path) !== true) {
          expect(result.problems[0]?.path, `${path}: ${JSON.stringify(content.slice(0, 40))}`).toBe(path);
        }
      }
    }
  });

  async function show(path: string, bytes: Uint8Array): Promise<CatalogedTree> {
    const start = cpuTimeMs();
    const result = await runCataloger(cataloger, { [path]: bytes });
    expect(cpuTimeMs() - start).toBeLessThan(maxMs);
    return result;
  }
}

const traps: readonly string[] = [
  '',
  '\n'.repeat(100_000),
  ' '.repeat(1_000_000),
  '['.repeat(300_000),
  '{"a":'.repeat(100_000),
  `${'['.repeat(50_000)}${']'.repeat(50_000)}`,
  '('.repeat(300_000),
  '"'.repeat(300_000),
  '\\'.repeat(300_000),
  '-'.repeat(300_000),
  `name: ${'a'.repeat(500_000)}`,
  'a\n '.repeat(200_000),
  '&a '.repeat(100_000),
  '{'.repeat(300_000),
  '__proto__ = 1\n'.repeat(10_000),
  '{"__proto__": {"name": "a"}, "constructor": 1}',
  '\u0000'.repeat(100_000),
];
