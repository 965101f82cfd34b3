/**
 * Catalogs an image that holds an archive of archives, of two sizes: time must grow with the bytes and memory must not. Each in a process of its
 * own, with every cataloger; time is that of the processor, all threads together, since what else runs must not count. `node bench/archives.ts [--mebibytes N] [--rounds N]`, N being the size of the larger archive.
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
import { writeJarOfJars } from './support/jar-of-jars.ts';
import { peakResidentMebibytes } from './support/measure.ts';

/** Time of the larger over that of the smaller, less the times that it is larger. */
const maxGrowth = 1.25;
const maxResidentMebibytes = 300;
const mebibyte = 1024 * 1024;
const sizes = ['quarter', 'whole'] as const;

const { values, positionals } = parseArgs({
  options: { mebibytes: { type: 'string', default: '1024' }, rounds: { type: 'string', default: '2' } },
  allowPositionals: true,
});

const [layout, packages] = positionals;
if (layout !== undefined) await runStep(layout, Number(packages));
else await compare();

async function compare(): Promise<void> {
  const work = await mkdtemp(join(tmpdir(), 'bench-archives-'));
  try {
    const measured = [];
    for (const [index, name] of sizes.entries()) {
      const bytes = (Number(values.mebibytes) * mebibyte) / (index === 0 ? 4 : 1);
      const built = await writeJarOfJars(join(work, name), bytes);
      measured.push({ ...built, ...measure(join(work, name), built.packages) });
    }
    const [small, large] = measured;
    if (small === undefined || large === undefined) return;
    for (const one of measured) {
      console.log(
        `${Math.round(one.size / mebibyte)} MiB: ${Math.round(one.ms)} ms of processor time, ${((one.size / mebibyte / one.ms) * 1000).toFixed(0)} MiB a second, peak resident ${Math.round(one.residentMebibytes)} MiB (at most ${maxResidentMebibytes})`,
      );
    }
    const growth = large.ms / small.ms / (large.size / small.size);
    console.log(`time over bytes, larger to smaller: ${growth.toFixed(2)} (at most ${maxGrowth})`);
    if (growth > maxGrowth || measured.some((one) => one.residentMebibytes > maxResidentMebibytes))
      process.exitCode = 1;
  } finally {
    await rm(work, { recursive: true });
  }
}

/** The best of the rounds, and the most memory. */
function measure(path: string, expected: number): { readonly ms: number; readonly residentMebibytes: number } {
  const rounds = Array.from({ length: Number(values.rounds) }, () => {
    const argv = ['--disable-warning=ExperimentalWarning', import.meta.filename, path, String(expected)];
    const { stdout, status } = spawnSync(process.execPath, argv, {
      stdio: ['ignore', 'pipe', 'inherit'],
      encoding: 'utf8',
    });
    if (status !== 0) throw new Error(`cataloging ${path} failed`);
    const [ms = Number.NaN, resident = Number.NaN] = stdout.trim().split(' ').map(Number);
    return { ms, resident };
  });
  return {
    ms: Math.min(...rounds.map(({ ms }) => ms)),
    residentMebibytes: Math.max(...rounds.map(({ resident }) => resident)),
  };
}

async function runStep(path: string, expected: number): Promise<void> {
  const { signal } = new AbortController();
  const registryOf = () => {
    throw new Error('no registry is asked');
  };
  const context = { registryOf, temporaryDirectory: path, limits: defaultLimits, logger: silentLogger, signal };
  const image = await openImage(`oci:${path}`, { context });
  const { packages: found, problems } = await catalogImage(image, {
    limits: defaultLimits,
    logger: silentLogger,
    signal,
  });
  await image.close();
  const lasting = problems.filter(({ affectsCoverage }) => affectsCoverage);
  if (found.length !== expected || lasting.length > 0) {
    throw new Error(`${found.length} packages in place of ${expected}: ${JSON.stringify(lasting)}`);
  }
  const { user, system } = process.cpuUsage();
  console.log(`${(user + system) / 1000} ${peakResidentMebibytes()}`);
}
