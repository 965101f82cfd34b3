import { readdir, readFile, stat } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { errorMessage } from '#core/errors.ts';
import type { FeedFiles, FeedRecord, ParseContext } from '../advisory-source.ts';
import { createVectorRater, type RateVector } from '../cvss/rate-vector.ts';
import { FeedFault } from '../feeds/feed-fault.ts';
import { readZip } from '../zip/read-zip.ts';
import { parseAdvisory } from './parse-advisory.ts';
import { RecordFault } from './record-fault.ts';

/** Reads OSV records from `.json` files and `.zip` archives of them, as advisories of the feed's name. */
export async function* readOsvFiles(
  { name: source, files }: FeedFiles,
  context: ParseContext,
): AsyncGenerator<FeedRecord> {
  const rate = createVectorRater();
  for (const { name, path } of files) {
    if (name.endsWith('.json')) {
      yield await readJsonFile(path, { source, rate, context });
      continue;
    }
    for await (const entry of readZip(path, context.limits)) {
      if ('fault' in entry) yield { kind: 'bad', name: entry.name, reason: entry.fault };
      else if (entry.name.endsWith('.json')) yield parseRecord(entry.name, entry.bytes, { source, rate });
    }
  }
}

/** The `.json` and `.zip` files that a path names: itself, or what lies in the directory, in the order of their names. */
export async function findOsvFiles(path: string): Promise<readonly string[]> {
  if (!(await stat(path)).isDirectory()) {
    if (!isOsvFile(path)) throw new FeedFault('is neither a .json nor a .zip file nor a directory of them');
    return [path];
  }
  const entries = await readdir(path, { withFileTypes: true, recursive: true });
  return entries
    .filter((entry) => entry.isFile() && isOsvFile(entry.name))
    .map((entry) => join(entry.parentPath, entry.name))
    .sort();
}

const isOsvFile = (name: string) => name.endsWith('.json') || name.endsWith('.zip');

async function readJsonFile(
  path: string,
  options: { readonly source: string; readonly rate: RateVector; readonly context: ParseContext },
): Promise<FeedRecord> {
  const { size } = await stat(path);
  const { maxAdvisoryBytes } = options.context.limits;
  if (size > maxAdvisoryBytes) {
    return { kind: 'bad', name: path, reason: `is ${size} bytes (limits.maxAdvisoryBytes is ${maxAdvisoryBytes})` };
  }
  return parseRecord(basename(path), await readFile(path), options);
}

function parseRecord(
  name: string,
  bytes: Uint8Array,
  { source, rate }: { readonly source: string; readonly rate: RateVector },
): FeedRecord {
  try {
    const text = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length).toString('utf8');
    return { kind: 'advisory', advisory: parseAdvisory(JSON.parse(text), source, rate) };
  } catch (error) {
    if (error instanceof RecordFault) return { kind: 'bad', name, reason: error.message };
    if (error instanceof SyntaxError) return { kind: 'bad', name, reason: `is not JSON: ${errorMessage(error)}` };
    throw error;
  }
}
