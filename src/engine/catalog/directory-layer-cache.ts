import { createHash, randomUUID } from 'node:crypto';
import { mkdir, readdir, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { promisify } from 'node:util';
import { zstdCompress, zstdDecompress } from 'node:zlib';
import { type Digest, digestHex } from '#core/digest.ts';
import { isRecord } from '#core/json.ts';
import { defaultLimits } from '#core/limits.ts';
import type { LayerAnalysis, LayerCache } from './layer-analysis.ts';
import { parseLayerAnalysis } from './parse-layer-analysis.ts';

const compress = promisify(zstdCompress);
const decompress = promisify(zstdDecompress);

/** Raised when what is in an entry changes; entries of other formats are as good as none. */
const format = 1;
const extension = '.json.zst';
/** Records take most of an entry; symbolic links and whiteouts come on top. */
const maxEntryBytes = 4 * defaultLimits.maxLayerRecordBytes;

/**
 * A layer cache in a directory, which is made when first written to: `ab/abcd…/SET.json.zst`, where SET stands for the
 * catalogers. Entries are written beside their place and moved there, so that processes may share the directory and one that is
 * killed leaves no half entry. A broken entry is as good as none, and is replaced.
 */
export function createDirectoryLayerCache(directory: string): LayerCache {
  return {
    get: async (digest, catalogers) => {
      const home = homeOf(directory, digest);
      const exact = await readEntry(join(home, entryName(catalogers)));
      if (exact !== undefined && catalogers.every((one) => exact.catalogers.includes(one))) return exact;
      return bestOf([exact, ...(await readOthers(home, catalogers))], catalogers);
    },
    put: async (digest, analysis) => {
      const path = join(homeOf(directory, digest), entryName(analysis.catalogers));
      const temporary = `${path}.${randomUUID()}.tmp`;
      await mkdir(dirname(path), { recursive: true });
      try {
        await writeFile(temporary, await compress(JSON.stringify({ format, analysis })));
        await rename(temporary, path);
      } finally {
        await rm(temporary, { force: true });
      }
    },
  };
}

function homeOf(directory: string, digest: Digest): string {
  const hex = digestHex(digest);
  return join(directory, hex.slice(0, 2), hex);
}

function entryName(catalogers: readonly string[]): string {
  const set = createHash('sha256').update([...catalogers].sort().join('\n'));
  return `${set.digest('hex').slice(0, 16)}${extension}`;
}

async function readOthers(
  home: string,
  catalogers: readonly string[],
): Promise<readonly (LayerAnalysis | undefined)[]> {
  const names = await readdir(home).catch(() => []);
  const others = names.filter((name) => name.endsWith(extension) && name !== entryName(catalogers));
  return Promise.all(others.map((name) => readEntry(join(home, name))));
}

async function readEntry(path: string): Promise<LayerAnalysis | undefined> {
  try {
    const bytes = await decompress(await readFile(path), { maxOutputLength: maxEntryBytes });
    const entry: unknown = JSON.parse(bytes.toString('utf8'));
    return isRecord(entry) && entry.format === format ? parseLayerAnalysis(entry.analysis) : undefined;
  } catch {
    return undefined;
  }
}

/** The analysis that knows most of what is asked for. */
function bestOf(
  analyses: readonly (LayerAnalysis | undefined)[],
  catalogers: readonly string[],
): LayerAnalysis | undefined {
  const known = (analysis: LayerAnalysis) => catalogers.filter((one) => analysis.catalogers.includes(one)).length;
  return analyses
    .filter((analysis) => analysis !== undefined)
    .filter((analysis) => known(analysis) > 0)
    .reduce<LayerAnalysis | undefined>(
      (best, analysis) => (best === undefined || known(analysis) > known(best) ? analysis : best),
      undefined,
    );
}
