/**
 * Catalogs a layer that holds one Go program of N MB, as every cataloger reads it, and compares it with unpacking the same bytes to nowhere.
 * `node bench/binaries.ts [--megabytes N] [--rounds N]`. Needs Linux for the memory figure.
 */
import { spawnSync } from 'node:child_process';
import { mkdtemp, rm, stat, symlink } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { defaultLimits } from '#core/limits.ts';
import { silentLogger } from '#core/logger.ts';
import { catalogImage } from '#engine/catalog/index.ts';
import { openImage } from '#engine/image/index.ts';
import { writeGoProgram } from '#tests/support/executables/write-go-program.ts';
import { buildImage, writeOciLayout } from '#tests/support/image-builder.ts';
import { gunzipToNowhere, peakResidentMebibytes } from './support/measure.ts';

const maxRatio = 3;
const maxResidentMebibytes = 300;

const { values, positionals } = parseArgs({
  options: { megabytes: { type: 'string', default: '200' }, rounds: { type: 'string', default: '3' } },
  allowPositionals: true,
});
const [step, directory] = positionals;
if (step === 'gunzip' && directory !== undefined) await timed(() => gunzipToNowhere(join(directory, 'layer')));
else if (step === 'catalog' && directory !== undefined) await timed(() => catalog(directory));
else if (step === 'write' && directory !== undefined) await writeImage(directory, Number(values.megabytes) * 1e6);
else await compare();

async function compare(): Promise<void> {
  const work = await mkdtemp(join(tmpdir(), 'bench-binaries-'));
  try {
    run('write', work);
    const stored = (await stat(join(work, 'layer'))).size;
    console.log(`layer: a Go program of ${values.megabytes} MB, ${Math.round(stored / 1e6)} MB gzip`);
    const rounds = Array.from({ length: Number(values.rounds) }, () => ({
      gunzip: run('gunzip', work),
      catalog: run('catalog', work),
    }));
    const best = (name: 'gunzip' | 'catalog') => Math.min(...rounds.map((round) => round[name][0] ?? Number.NaN));
    const ratio = best('catalog') / best('gunzip');
    const resident = Math.max(...rounds.map((round) => round.catalog[1] ?? Number.NaN));
    console.log(`gunzip to nowhere: ${Math.round(best('gunzip'))} ms; cataloged: ${Math.round(best('catalog'))} ms`);
    console.log(`ratio: ${ratio.toFixed(2)} (at most ${maxRatio})`);
    console.log(`peak resident: ${Math.round(resident)} MiB (at most ${maxResidentMebibytes})`);
    if (ratio > maxRatio || resident > maxResidentMebibytes) process.exitCode = 1;
  } finally {
    await rm(work, { recursive: true });
  }
}

/** Each step has a process of its own, so that the memory of one does not hide that of another. */
function run(name: string, work: string): readonly number[] {
  const argv = [
    '--disable-warning=ExperimentalWarning',
    import.meta.filename,
    name,
    work,
    '--megabytes',
    values.megabytes,
  ];
  const { stdout, status } = spawnSync(process.execPath, argv, {
    stdio: ['ignore', 'pipe', 'inherit'],
    encoding: 'utf8',
  });
  if (status !== 0) throw new Error(`${name} failed`);
  return stdout.trim().split(' ').map(Number);
}

async function timed(work: () => Promise<void>): Promise<void> {
  const started = performance.now();
  await work();
  console.log(`${performance.now() - started} ${peakResidentMebibytes()}`);
}

/** Named as a program that the classifiers look for too, so that all who read executables read this one. */
async function writeImage(work: string, bytes: number): Promise<void> {
  const modules = Array.from({ length: 400 }, (_, index) => `dep\texample.org/module-${index}\tv1.${index}.0\th1:x=`);
  const text = ['path\texample.org/a', 'mod\texample.org/a\tv1.0.0', ...modules, ''].join('\n');
  const start = writeGoProgram({ format: 'elf', bits: 64, goVersion: 'go1.22.3', modules: text });
  const program = Buffer.alloc(bytes);
  // Machine code, more or less: bytes that compress to about a third.
  for (let at = start.length, state = 1; at < bytes; at += 4) {
    state = Math.imul(state ^ (state >>> 15), 0x2c1b3c6d) + at;
    program.writeInt32LE(state & 0x0fff00ff, Math.min(at, bytes - 4));
  }
  program.set(start);
  const image = buildImage({ layers: [{ files: [{ path: 'usr/local/bin/kubectl', content: program, mode: 0o755 }] }] });
  const layout = await writeOciLayout(join(work, 'image'), [{ image }]);
  const [layer] = image.layers;
  if (layer === undefined) throw new Error('there is no layer');
  await symlink(join(layout, 'blobs/sha256', layer.digest.slice('sha256:'.length)), join(work, 'layer'));
}

async function catalog(work: string): Promise<void> {
  const { signal } = new AbortController();
  const registryOf = () => {
    throw new Error('no registry is asked');
  };
  const context = { registryOf, temporaryDirectory: work, limits: defaultLimits, logger: silentLogger, signal };
  const image = await openImage(`oci:${join(work, 'image')}`, { context });
  const { packages } = await catalogImage(image, context);
  await image.close();
  if (packages.length < 402) throw new Error(`only ${packages.length} packages were found`);
}
