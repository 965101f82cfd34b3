/**
 * Reads a large gzip layer the way a scan does (few files wanted, all looked into, every digest verified) and compares it with Node's own gunzip
 * of the same bytes to nowhere. `node bench/layers.ts [--mebibytes N] [--rounds N]`, N being the size of the layer as stored.
 */
import { spawnSync } from 'node:child_process';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { defaultLimits } from '#core/limits.ts';
import { silentLogger } from '#core/logger.ts';
import { openImage } from '#engine/image/index.ts';
import { writeLargeImage } from './support/large-image.ts';
import { gunzipToNowhere, peakResidentMebibytes } from './support/measure.ts';

const maxRatio = 1.35;
const maxResidentMebibytes = 250;
const mebibyte = 1024 * 1024;

const { values, positionals } = parseArgs({
  options: { mebibytes: { type: 'string', default: '400' }, rounds: { type: 'string', default: '3' } },
  allowPositionals: true,
});

const [step, directory] = positionals;
if (step !== undefined && directory !== undefined) await runStep(step, directory);
else await compare();

interface Measurement {
  readonly ms: number;
  readonly residentMebibytes: number;
}

async function compare(): Promise<void> {
  const work = await mkdtemp(join(tmpdir(), 'bench-layers-'));
  try {
    const layer = await writeLargeImage(work, Number(values.mebibytes) * mebibyte);
    const sizes = `${Math.round(layer.size / mebibyte)} MiB gzip, ${Math.round(layer.unpacked / mebibyte)} MiB unpacked`;
    console.log(`layer: ${sizes}, ${layer.entries} files`);
    const rounds = Array.from({ length: Number(values.rounds) }, () => ({
      gunzip: measure('gunzip', work),
      read: measure('read', work),
    }));
    const best = (name: 'gunzip' | 'read') => Math.min(...rounds.map((round) => round[name].ms));
    const ratio = best('read') / best('gunzip');
    const resident = Math.max(...rounds.map((round) => round.read.residentMebibytes));
    console.log(`gunzip to nowhere: ${Math.round(best('gunzip'))} ms; layer read: ${Math.round(best('read'))} ms`);
    console.log(`ratio: ${ratio.toFixed(2)} (at most ${maxRatio})`);
    console.log(`peak resident: ${Math.round(resident)} MiB (at most ${maxResidentMebibytes})`);
    if (ratio > maxRatio || resident > maxResidentMebibytes) process.exitCode = 1;
  } finally {
    await rm(work, { recursive: true });
  }
}

/** Each measurement has a process of its own, so that the peak of one does not hide that of another. */
function measure(name: string, work: string): Measurement {
  const argv = ['--disable-warning=ExperimentalWarning', import.meta.filename, name, work];
  const { stdout, status } = spawnSync(process.execPath, argv, {
    stdio: ['ignore', 'pipe', 'inherit'],
    encoding: 'utf8',
  });
  if (status !== 0) throw new Error(`${name} failed`);
  const [ms, residentMebibytes] = stdout.trim().split(' ').map(Number);
  return { ms: ms ?? Number.NaN, residentMebibytes: residentMebibytes ?? Number.NaN };
}

async function runStep(name: string, work: string): Promise<void> {
  const started = performance.now();
  if (name === 'gunzip') await gunzipToNowhere(join(work, 'layer'));
  else await readImage(work);
  console.log(`${performance.now() - started} ${peakResidentMebibytes()}`);
}

async function readImage(work: string): Promise<void> {
  const { signal } = new AbortController();
  const registryOf = () => {
    throw new Error('no registry is asked');
  };
  const context = { registryOf, temporaryDirectory: work, limits: defaultLimits, logger: silentLogger, signal };
  const image = await openImage(`oci:${join(work, 'image')}`, { context });
  let wanted = 0;
  for (const layer of image.layers) {
    const visitor = {
      wants: (path: string) => path.endsWith('/package.json') || path === 'var/lib/dpkg/status',
      // All files, though a scan looks into those only that may be programs by their names.
      content: {
        mayHold: () => true,
        wants: ({ head }: { head: Uint8Array }) => head[0] === 0x7f && head[1] === 0x45,
        wantsLink: () => 'unwanted' as const,
      },
      visit: async (file: { bytes(): Promise<Uint8Array> }) => {
        wanted += (await file.bytes()).length > 0 ? 1 : 0;
      },
    };
    const reading = await image.readLayer(layer, visitor, { signal });
    if (!reading.complete || wanted === 0)
      throw new Error(`the layer was not read: ${JSON.stringify(reading.problems)}`);
  }
  await image.close();
}
