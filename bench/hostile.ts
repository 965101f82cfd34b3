/**
 * Catalogs images that ask much of whoever reads them (a very large program, very many files, very long names), of two sizes each: time must grow
 * with the bytes and memory must not. Each in a process of its own, with every cataloger; time is that of the processor, all threads together.
 * `node bench/hostile.ts [--factor N]`, N being how much of the full size the larger one has.
 */
import { spawnSync } from 'node:child_process';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { defaultLimits } from '#core/limits.ts';
import { silentLogger } from '#core/logger.ts';
import { catalogImage } from '#engine/catalog/index.ts';
import { openImage } from '#engine/image/index.ts';
import { hostileLayers, writeHostileLayer } from './support/hostile-layers.ts';
import { peakResidentMebibytes } from './support/measure.ts';

/** Time of the larger over that of the smaller, less the times that it is larger; starting takes the same time for both. */
const maxGrowth = 1.25;
const maxResidentMebibytes = 300;
const mebibyte = 1024 * 1024;

const { values, positionals } = parseArgs({
  options: { factor: { type: 'string', default: '1' } },
  allowPositionals: true,
});

const [layout] = positionals;
if (layout !== undefined) await runStep(layout);
else await compare();

async function compare(): Promise<void> {
  for (const [name, piecesOf] of Object.entries(hostileLayers)) {
    const work = await mkdtemp(join(tmpdir(), 'bench-hostile-'));
    try {
      const small = await measure(join(work, 'small'), piecesOf(Number(values.factor) / 4));
      const large = await measure(join(work, 'large'), piecesOf(Number(values.factor)));
      const growth = large.ms / small.ms / (large.size / small.size);
      const rate = (large.size / mebibyte / large.ms) * 1000;
      console.log(
        `${name}: ${Math.round(large.ms)} ms of processor time, ${rate.toFixed(0)} MiB a second, peak resident ${Math.round(large.resident)} MiB (at most ${maxResidentMebibytes}); time over bytes, larger to smaller: ${growth.toFixed(2)} (at most ${maxGrowth})`,
      );
      if (growth > maxGrowth || large.resident > maxResidentMebibytes) process.exitCode = 1;
    } finally {
      await rm(work, { recursive: true });
    }
  }
}

interface Measurement {
  readonly size: number;
  readonly ms: number;
  readonly resident: number;
}

async function measure(path: string, pieces: Iterable<Uint8Array>): Promise<Measurement> {
  const size = await writeHostileLayer(path, pieces);
  const argv = ['--disable-warning=ExperimentalWarning', import.meta.filename, path];
  const { stdout, status } = spawnSync(process.execPath, argv, {
    stdio: ['ignore', 'pipe', 'inherit'],
    encoding: 'utf8',
  });
  if (status !== 0) throw new Error(`cataloging ${path} failed`);
  const [ms = Number.NaN, resident = Number.NaN] = stdout.trim().split(' ').map(Number);
  return { size, ms, resident };
}

async function runStep(path: string): Promise<void> {
  const { signal } = new AbortController();
  const registryOf = () => {
    throw new Error('no registry is asked');
  };
  const context = { registryOf, temporaryDirectory: path, limits: defaultLimits, logger: silentLogger, signal };
  const image = await openImage(`oci:${path}`, { context });
  const { reading, problems } = await catalogImage(image, { limits: defaultLimits, logger: silentLogger, signal });
  await image.close();
  if (reading?.layersRead !== 1)
    throw new Error(`the layer was not read whole: ${JSON.stringify(problems.slice(0, 3))}`);
  const { user, system } = process.cpuUsage();
  console.log(`${(user + system) / 1000} ${peakResidentMebibytes()}`);
}
