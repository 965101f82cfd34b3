/**
 * Shows every cataloger every kind of broken file under the names that it wants, each by itself; the slowest file of each cataloger must
 * not keep it longer than a second of processor time. `node bench/hostile-files.ts [cataloger…]`
 */

import type { CatalogerPlugIn } from '#engine/catalog/index.ts';
import { catalogers } from '#engine/catalog/index.ts';
import { cpuTimeMs } from '#tests/support/cpu-time.ts';
import { hostileCorpus, wantedPaths } from '#tests/support/hostile-corpus.ts';
import { runCataloger } from '#tests/support/run-cataloger.ts';

const maxMs = 1000;
const wanted = process.argv.slice(2);

for (const one of catalogers) {
  const cataloger = one as unknown as CatalogerPlugIn;
  if (wanted.length > 0 && !wanted.includes(cataloger.name)) continue;
  let slowest = { ms: 0, file: 'none' };
  for (const path of wantedPaths(cataloger)) {
    for (const { name, bytes } of hostileCorpus) {
      const started = cpuTimeMs();
      await runCataloger(cataloger, { [path]: bytes });
      const ms = cpuTimeMs() - started;
      if (ms > slowest.ms) slowest = { ms, file: `${path}: ${name}` };
    }
  }
  console.log(`${cataloger.name}: at most ${Math.round(slowest.ms)} ms (bar ${maxMs}), for ${slowest.file}`);
  if (slowest.ms > maxMs) process.exitCode = 1;
}
