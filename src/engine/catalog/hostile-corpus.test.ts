import { describe, expect, it } from 'vitest';
import { cpuTimeMs } from '#tests/support/cpu-time.ts';
import { hostileCorpus, wantedPaths } from '#tests/support/hostile-corpus.ts';
import { runCataloger } from '#tests/support/run-cataloger.ts';
import type { CatalogerPlugIn } from './cataloger.ts';
import { catalogers } from './catalogers.ts';

/** Twice what `bench/hostile-files.ts` holds them to, since the machine may be busy. */
const maxMs = 2000;

describe('every cataloger, shown every kind of broken file under the names that it wants', () => {
  it.each(catalogers.map((one): [string, CatalogerPlugIn] => [one.name, one as unknown as CatalogerPlugIn]))(
    '%s',
    async (_name, cataloger) => {
      const paths = wantedPaths(cataloger);
      expect(paths.length, 'paths made from what it says it reads').toBeGreaterThan(0);
      for (const path of paths) {
        for (const { name, bytes } of hostileCorpus) {
          const started = cpuTimeMs();
          const { problems, packages } = await runCataloger(cataloger, { [path]: bytes });
          expect(cpuTimeMs() - started, `${path}: ${name}`).toBeLessThan(maxMs);
          for (const problem of problems) expect(problem.path.startsWith(path), problem.path).toBe(true);
          for (const one of packages) expect(one.paths.length).toBeGreaterThan(0);
        }
      }
    },
    120_000,
  );
});
