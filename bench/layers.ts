/**
 * Reads a large gzip layer the way a scan does (few files wanted, every digest verified) and compares it with Node's own gunzip
 * of the same bytes to nowhere. `node bench/layers.ts [--mebibytes N] [--rounds N]`, N being the size of the layer as stored.
 */
import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { createReadStream, createWriteStream, readFileSync } from 'node:fs';
import { mkdir, mkdtemp, rename, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Writable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { parseArgs } from 'node:util';
import { createGunzip, gzipSync } from 'node:zlib';
import { mediaTypes } from '#core/descriptor.ts';
import { defaultLimits } from '#core/limits.ts';
import { silentLogger } from '#core/logger.ts';
import { openImage } from '#engine/image/index.ts';
import { jsonBlob } from '#tests/support/build-image.ts';
import { type TarEntry, writeTar } from '#tests/support/tar-writer.ts';

const maxRatio = 1.35;
const maxResidentMebibytes = 250;
const chunkBytes = 256 * 1024;
const mebibyte = 1024 * 1024;
const words = Array.from({ length: 3000 }, (_, index) => (index * 2654435761).toString(36).slice(0, 3 + (index % 7)));

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

/** Linux counts the parent's peak into `maxRSS` of a child; `VmHWM` starts anew with the program. */
function peakResidentMebibytes(): number {
  if (process.platform !== 'linux') return process.resourceUsage().maxRSS / 1024;
  const peak = /^VmHWM:\s+(\d+) kB$/m.exec(readFileSync('/proc/self/status', 'utf8'))?.[1];
  return Number(peak) / 1024;
}

async function gunzipToNowhere(link: string): Promise<void> {
  const nowhere = new Writable({ highWaterMark: chunkBytes, write: (_chunk, _encoding, done) => done() });
  const input = createReadStream(link, { highWaterMark: chunkBytes });
  await pipeline(input, createGunzip({ chunkSize: chunkBytes }), nowhere);
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

/**
 * Writes an OCI layout with one layer: gzip members on end, each a stretch of a file tree, until there are enough bytes. Eight
 * different stretches are made and used in turn, since compressing hundreds of mebibytes takes longer than reading them.
 */
async function writeLargeImage(work: string, bytes: number) {
  const blobs = join(work, 'image/blobs/sha256');
  await mkdir(blobs, { recursive: true });
  const stretches = Array.from({ length: 8 }, (_, seed) => makeStretch(seed + 1));
  const end = Buffer.alloc(1024);
  const stored = createHash('sha256');
  const diff = createHash('sha256');
  let size = 0;
  let unpacked = 0;
  let entries = 0;
  function* members(): Generator<Uint8Array> {
    for (let index = 0; size < bytes; index += 1) {
      const stretch = stretches[index % stretches.length];
      if (stretch === undefined) return;
      entries += stretch.entries;
      yield count(stretch.gzip, stretch.tar);
    }
    yield count(gzipSync(end), end);
  }
  const count = (gzip: Uint8Array, tar: Uint8Array) => {
    stored.update(gzip);
    diff.update(tar);
    size += gzip.length;
    unpacked += tar.length;
    return gzip;
  };
  const layerFile = join(work, 'layer');
  await pipeline(members, createWriteStream(layerFile));
  const digest = stored.digest('hex');
  await writeMetadata(join(work, 'image'), { digest, size, diffId: diff.digest('hex') });
  await rename(layerFile, join(blobs, digest));
  await symlink(join(blobs, digest), layerFile);
  return { size, unpacked, entries };
}

async function writeMetadata(
  image: string,
  layer: { readonly digest: string; readonly size: number; readonly diffId: string },
): Promise<void> {
  const config = jsonBlob(mediaTypes.ociConfig, {
    os: 'linux',
    architecture: 'amd64',
    rootfs: { type: 'layers', diff_ids: [`sha256:${layer.diffId}`] },
  });
  const manifest = jsonBlob(mediaTypes.ociManifest, {
    schemaVersion: 2,
    mediaType: mediaTypes.ociManifest,
    config: { mediaType: config.mediaType, digest: config.digest, size: config.bytes.length },
    layers: [{ mediaType: mediaTypes.ociLayerGzip, digest: `sha256:${layer.digest}`, size: layer.size }],
  });
  for (const blob of [config, manifest]) await writeFile(join(image, 'blobs/sha256', blob.digest.slice(7)), blob.bytes);
  const root = { mediaType: manifest.mediaType, digest: manifest.digest, size: manifest.bytes.length };
  await writeFile(join(image, 'index.json'), JSON.stringify({ schemaVersion: 2, manifests: [root] }));
}

/** About 12 MiB of files: many small, some large; text that shrinks well, machine code that does less, media that does not. */
function makeStretch(seed: number): { readonly tar: Uint8Array; readonly gzip: Uint8Array; readonly entries: number } {
  const random = randomNumbers(seed);
  const files: TarEntry[] = [];
  for (let length = 0; length < 12 * mebibyte; ) {
    const size = Math.floor(random() ** 4 * 400_000) + 200;
    const name = files.length % 40 === 0 ? 'package.json' : `file-${files.length}.js`;
    const content = contentOf(size, random);
    files.push({ path: `opt/app-${seed}/node_modules/module-${files.length}/lib/${name}`, content });
    length += size;
  }
  const tar = writeTar(files).subarray(0, -1024);
  return { tar, gzip: gzipSync(tar), entries: files.length };
}

function contentOf(size: number, random: () => number): Uint8Array {
  const kind = random();
  const bytes = Buffer.alloc(size);
  if (kind < 0.6) {
    let text = '';
    while (text.length < size) text += `${words[Math.floor(random() * words.length)]}${random() < 0.2 ? '\n' : ' '}`;
    bytes.write(text);
    return bytes;
  }
  const mask = kind < 0.9 ? 0x3f : 0xff;
  for (let index = 0; index < size; index += 1)
    bytes[index] = Math.floor(random() * 256) & (index % 3 === 0 ? 0x0f : mask);
  return bytes;
}

/** The same numbers for the same seed (mulberry32). */
function randomNumbers(seed: number): () => number {
  let state = seed * 0x9e3779b9;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4294967296;
  };
}
