/**
 * Runs `plimsoll scan` on an OCI layout with a large gzip layer, as a user does, and compares it with Node's own gunzip of the same
 * bytes; start-up is what scanning an almost empty layout takes. `node bench/scan.ts [--mebibytes N] [--rounds N]`, N being the size of the
 * layer as stored. Needs Linux for the memory figure.
 */
import { spawn } from 'node:child_process';
import { mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { defaultLimits } from '#core/limits.ts';
import { silentLogger } from '#core/logger.ts';
import { updateAdvisoryDatabase } from '#engine/advisories/index.ts';
import { buildImage, writeOciLayout } from '#tests/support/image-builder.ts';
import { repositoryRoot } from '#tests/support/requirements.ts';
import { writeLargeImage } from './support/large-image.ts';
import { gunzipToNowhere } from './support/measure.ts';

const maxRatio = 1.35;
const maxStartMs = 700;
const maxResidentMebibytes = 250;
const mebibyte = 1024 * 1024;

const { values } = parseArgs({
  options: { mebibytes: { type: 'string', default: '400' }, rounds: { type: 'string', default: '3' } },
});
const work = await mkdtemp(join(tmpdir(), 'bench-scan-'));
try {
  await compare();
} finally {
  await rm(work, { recursive: true });
}

async function compare(): Promise<void> {
  const layer = await writeLargeImage(work, Number(values.mebibytes) * mebibyte);
  const small = await writeOciLayout(join(work, 'small'), [
    { image: buildImage({ layers: [{ files: [{ path: 'a', content: 'a' }] }] }) },
  ]);
  const database = await buildDatabase();
  console.log(
    `layer: ${Math.round(layer.size / mebibyte)} MiB gzip, ${Math.round(layer.unpacked / mebibyte)} MiB unpacked, ${layer.entries} files`,
  );
  const gunzip: number[] = [];
  const start: number[] = [];
  const scan: number[] = [];
  let resident = 0;
  for (let round = 0; round < Number(values.rounds); round += 1) {
    gunzip.push(await timed(() => gunzipToNowhere(join(work, 'layer'))));
    start.push(await timed(() => runScan(small, database)));
    const scanning = async () => {
      resident = Math.max(resident, await runScan(join(work, 'image'), database));
    };
    scan.push(await timed(scanning));
  }
  const [gunzipMs, startMs, scanMs] = [gunzip, start, scan].map((all) => Math.min(...all)) as [number, number, number];
  const ratio = (scanMs - startMs) / gunzipMs;
  console.log(
    `gunzip to nowhere: ${Math.round(gunzipMs)} ms; scan: ${Math.round(scanMs)} ms, of which start-up ${Math.round(startMs)} ms (at most ${maxStartMs})`,
  );
  console.log(`ratio: ${ratio.toFixed(2)} (at most ${maxRatio})`);
  console.log(`peak resident of the whole process: ${Math.round(resident)} MiB (at most ${maxResidentMebibytes})`);
  if (ratio > maxRatio || startMs > maxStartMs || resident > maxResidentMebibytes) process.exitCode = 1;
}

async function timed(work: () => Promise<unknown>): Promise<number> {
  const started = performance.now();
  await work();
  return performance.now() - started;
}

/** Runs the command and returns its peak resident memory in MiB, read from /proc while it runs. */
function runScan(layout: string, database: string): Promise<number> {
  const args = [
    'bin/plimsoll.js',
    'scan',
    `oci:${layout}`,
    '--no-cache',
    '--advisories',
    database,
    '--data',
    work,
    '--format',
    'json',
  ];
  const child = spawn(process.execPath, args, { cwd: repositoryRoot, stdio: ['ignore', 'ignore', 'inherit'] });
  let peak = 0;
  const look = async () => {
    const status = await readFile(`/proc/${child.pid}/status`, 'utf8').catch(() => '');
    peak = Math.max(peak, Number(/^VmHWM:\s+(\d+) kB$/m.exec(status)?.[1] ?? 0) / 1024);
  };
  const watch = setInterval(() => void look(), 50);
  return new Promise((resolve, reject) => {
    child.on('close', (code) => {
      clearInterval(watch);
      if (code === 0) resolve(peak);
      else reject(new Error(`the scan ended with ${code}`));
    });
  });
}

async function buildDatabase(): Promise<string> {
  const own = join(work, 'own');
  await mkdir(own);
  const affected = [
    { package: { ecosystem: 'npm', name: 'a' }, ranges: [{ type: 'SEMVER', events: [{ introduced: '0' }] }] },
  ];
  await writeFile(join(own, 'a.json'), JSON.stringify({ id: 'x_BENCH-1', modified: '2024-01-01T00:00:00Z', affected }));
  const path = join(work, 'advisories.db');
  const { signal } = new AbortController();
  await updateAdvisoryDatabase({
    path,
    from: work,
    own: [own],
    fetch,
    now: () => new Date(),
    limits: defaultLimits,
    logger: silentLogger,
    signal,
  });
  return path;
}
