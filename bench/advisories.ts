/**
 * Builds the advisory database from the feeds beside the repository and compares it with unzipping and parsing the same bytes, with
 * nothing done about them; then matches packages and compares that with plain point reads of the same file.
 * `node bench/advisories.ts [--feeds DIR] [--packages N]`.
 */
import { existsSync, readdirSync, statSync } from 'node:fs';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { parseArgs } from 'node:util';
import { gunzipSync, inflateRawSync } from 'node:zlib';
import { defaultLimits } from '#core/limits.ts';
import { silentLogger } from '#core/logger.ts';
import { openAdvisoryDatabase, updateAdvisoryDatabase } from '#engine/advisories/index.ts';
import { findEcosystem } from '#engine/ecosystems/index.ts';
import { type MatchSubject, matchSubject } from '#engine/match/index.ts';
import { sharedDirectory } from '#tests/support/requirements.ts';

const { values } = parseArgs({
  options: {
    feeds: { type: 'string', default: join(sharedDirectory, 'feeds') },
    packages: { type: 'string', default: '500' },
  },
});
if (existsSync(join(values.feeds, 'osv'))) await compare(values.feeds, Number(values.packages));
else console.log(`skipped: there are no feeds in ${values.feeds}`);

async function compare(feeds: string, packages: number): Promise<void> {
  const directory = await mkdtemp(join(tmpdir(), 'bench-advisories-'));
  try {
    const path = join(directory, 'advisories.sqlite');
    const plainMs = await timed(() => readPlainly(feeds));
    const buildMs = await timed(() => update(path, feeds));
    const again = await timed(() => update(path, feeds));
    console.log(`unzip and JSON.parse alone   ${plainMs.toFixed(0)} ms`);
    console.log(`build                        ${buildMs.toFixed(0)} ms, ${(buildMs / plainMs).toFixed(1)} times that`);
    console.log(`update without a change      ${again.toFixed(0)} ms`);
    console.log(`size                         ${(statSync(path).size / 2 ** 20).toFixed(1)} MiB`);
    await compareLookUps(path, packages);
  } finally {
    await rm(directory, { recursive: true });
  }
}

async function compareLookUps(path: string, count: number): Promise<void> {
  const subjects = subjectsOf(path, count);
  const database = openAdvisoryDatabase(path);
  const matchAll = () => subjects.reduce((sum, subject) => sum + matchSubject(subject, database).matches.length, 0);
  const first = await timed(matchAll);
  const warm = Math.min(...(await rounds(matchAll)));
  const plain = new DatabaseSync(path, { readOnly: true });
  const read = plain.prepare('SELECT hash FROM keys WHERE scope = ? AND name = ?');
  const readAll = () => subjects.map(({ name }) => read.get(1, name));
  const reads = Math.min(...(await rounds(readAll)));
  console.log(`point reads, ${subjects.length} packages    ${reads.toFixed(2)} ms`);
  console.log(
    `look up and match            ${warm.toFixed(1)} ms, ${(warm / reads).toFixed(0)} times that (first time ${first.toFixed(1)} ms), ${matchAll()} matches`,
  );
  plain.close();
  database.close();
}

/** Packages that advisories name, old enough that there are more matches than packages, and a tenth that none names. */
function subjectsOf(path: string, count: number): readonly MatchSubject[] {
  const database = new DatabaseSync(path, { readOnly: true });
  const rows = database
    .prepare(
      `SELECT k.name FROM keys k JOIN scopes s ON s.id = k.scope WHERE s.ecosystem = 'Alpine' AND s.release = 'v3.18'
        ORDER BY k.hash LIMIT ?`,
    )
    .all(Math.floor(count * 0.9));
  database.close();
  const ecosystem = findEcosystem('alpine')?.name ?? 'alpine';
  const known = rows.map(({ name }) => ({ ecosystem, release: 'v3.18', name: String(name), version: '20-r0' }));
  const unknown = Array.from({ length: count - known.length }, (_, index) => ({
    ecosystem,
    release: 'v3.18',
    name: `unknown-${index}`,
    version: '1.0-r0',
  }));
  return [...known, ...unknown];
}

async function update(path: string, from: string): Promise<void> {
  await updateAdvisoryDatabase({
    path,
    from,
    fetch: () => Promise.reject(new Error('not used')),
    now: () => new Date(),
    limits: defaultLimits,
    logger: silentLogger,
    signal: new AbortController().signal,
  });
}

/** The least that any reader of these feeds must do. */
async function readPlainly(feeds: string): Promise<void> {
  for (const ecosystem of readdirSync(join(feeds, 'osv'))) {
    const zip = join(feeds, 'osv', ecosystem, 'all.zip');
    if (existsSync(zip)) parseEntries(await readFile(zip));
  }
  const scores = join(feeds, 'epss_scores-current.csv.gz');
  if (existsSync(scores))
    gunzipSync(await readFile(scores))
      .toString()
      .split('\n');
}

function parseEntries(zip: Buffer): void {
  let at = zip.readUInt32LE(zip.length - 22 + 16);
  while (zip.readUInt32LE(at) === 0x02014b50) {
    const offset = zip.readUInt32LE(at + 42);
    const start = offset + 30 + zip.readUInt16LE(offset + 26) + zip.readUInt16LE(offset + 28);
    const packed = zip.subarray(start, start + zip.readUInt32LE(at + 20));
    JSON.parse((zip.readUInt16LE(at + 10) === 0 ? packed : inflateRawSync(packed)).toString());
    at += 46 + zip.readUInt16LE(at + 28) + zip.readUInt16LE(at + 30) + zip.readUInt16LE(at + 32);
  }
}

async function rounds(work: () => unknown): Promise<readonly number[]> {
  const times: number[] = [];
  for (let round = 0; round < 5; round += 1) times.push(await timed(work));
  return times;
}

async function timed(work: () => unknown): Promise<number> {
  const start = performance.now();
  await work();
  return performance.now() - start;
}
