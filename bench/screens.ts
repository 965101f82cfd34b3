/**
 * Fills a PostgreSQL with an estate of 100,000 images, starts the service over it, and measures what its screens ask for first, 20 requests at a
 * time, and exports of a million rows. `node bench/screens.ts [--images N] [--packages N] [--distinct N] [--rows N] [--only WORDS] [--keep DIR]
 * [--system]`: an estate that is kept is used again; `--system` takes the system's PostgreSQL and not the one that npm brought.
 */
import { mkdir, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { parseArgs } from 'node:util';
import { sql } from 'kysely';
import { type OpenEstate, openEstate } from '#tests/support/estate/open-estate.ts';
import { createMeter, type Latencies } from './support/measure-requests.ts';
import { processorMs } from './support/processor-time.ts';
import { screenRequests } from './support/screen-requests.ts';
import { seedScreens } from './support/seed-screens.ts';
import { type ServeProcess, startServeProcess } from './support/serve-process.ts';

const { values } = parseArgs({
  options: {
    images: { type: 'string', default: '100000' },
    packages: { type: 'string', default: '300' },
    distinct: { type: 'string', default: '120000' },
    rows: { type: 'string', default: '1000000' },
    only: { type: 'string' },
    keep: { type: 'string' },
    system: { type: 'boolean', default: false },
  },
});
const options = {
  images: Number(values.images),
  packagesPerImage: Number(values.packages),
  distinctPackages: Number(values.distinct),
};
const load = { atOnce: 20, requests: 200, maxMs: 20_000 };
const barMs = 150;
/** How much more memory an export may take at its end than it took early on, MiB. */
const growthMiB = 100;

const directory = values.keep ?? (await mkdtemp(join(tmpdir(), 'plimsoll-screens-')));
await mkdir(directory, { recursive: true });
const estate = await openEstate({ directory, preferSystem: values.system });
try {
  await seed(estate);
  await measureService(estate);
} finally {
  await estate.close();
  if (values.keep === undefined) await rm(directory, { recursive: true, force: true });
}

async function seed(opened: OpenEstate): Promise<void> {
  const started = performance.now();
  const onStep = (step: string) => console.log(`${step} after ${((performance.now() - started) / 1000).toFixed(0)} s`);
  await seedScreens(opened, options, onStep);
  console.log(`filled in ${((performance.now() - started) / 1000).toFixed(0)} s: ${await contentOf(opened)}`);
  console.log(await sizesOf(opened));
}

/** A new service begins with a policy of its own, which has everything judged: waits until that has been done. */
async function untilJudged({ url, cookie }: { readonly url: string; readonly cookie: string }): Promise<void> {
  const deadline = performance.now() + 15 * 60_000;
  for (;;) {
    const answer = await fetch(`${url}/api/v1/policies`, { headers: { cookie } });
    const { items } = (await answer.json()) as { items: readonly { evaluation: { state: string } }[] };
    if (items.every(({ evaluation }) => evaluation.state === 'done')) return;
    if (performance.now() > deadline) throw new Error('the policies of the estate are not judged after 15 minutes');
    await delay(1_000);
  }
}

async function measureService(opened: OpenEstate): Promise<void> {
  const { db } = opened.database;
  const requests = await screenRequests(db);
  // The password of the first account is shown once, and this may not be the first time.
  await sql`delete from account`.execute(db);
  const { host, user, database } = opened.connection;
  const service = await startServeProcess(join(directory, 'service'), `postgres://${user}@/${database}?host=${host}`);
  const meter = createMeter(service.url, service.cookie, load.atOnce);
  const { rows } = await sql<{ pid: number }>`
    select (regexp_match(pg_read_file('postmaster.pid'), '^\\d+'))[1]::int as pid`.execute(db);
  const databasePid = rows[0]?.pid ?? 0;
  const measure = async (paths: readonly string[]): Promise<Measured> => {
    const before = [service.processorMs(), processorMs(databasePid)] as const;
    const latencies = await meter.measure({ ...load, paths });
    const [inService, inDatabase] = [service.processorMs() - before[0], processorMs(databasePid) - before[1]];
    return { ...latencies, inService: inService / latencies.requests, inDatabase: inDatabase / latencies.requests };
  };
  try {
    await untilJudged(service);
    await measure(['/session']);
    const least = await measure(['/session']);
    report('a trivial request', least, least);
    let slow = 0;
    for (const { screen, paths } of requests) {
      if (values.only !== undefined && !screen.includes(values.only)) continue;
      // Each connection plans once, and the code of a screen is compiled as it is used.
      await meter.measure({ ...load, paths, requests: Math.max(paths.length, 3 * load.atOnce) });
      const measured = await measure(paths);
      report(screen, measured, least);
      if (measured.p95 > barMs || measured.failures.size > 0) slow += 1;
    }
    console.log(`${slow} over ${barMs} ms, or not answered`);
    if (slow > 0) process.exitCode = 1;
    if (values.only === undefined) await measureExports(service, meter);
  } finally {
    await meter.close();
    await service.stop();
  }
}

interface Measured extends Latencies {
  /** Processor time of a request, milliseconds. */
  readonly inService: number;
  readonly inDatabase: number;
}

function report(screen: string, measured: Measured, least: Measured): void {
  const { p50, p95, requests, failures, inService, inDatabase } = measured;
  const times = `p50 ${p50.toFixed(0).padStart(5)} ms, p95 ${p95.toFixed(0).padStart(5)} ms, ${(p50 / least.p50).toFixed(1).padStart(6)} times trivial; processor ${inService.toFixed(1)} + ${inDatabase.toFixed(1)} ms`;
  const failed = [...failures].map(([status, count]) => `, ${count} × ${status}`).join('');
  console.log(`${screen.padEnd(32)} ${times}, ${requests} requests${failed}${p95 > barMs ? '  SLOW' : ''}`);
}

/** Exports findings until there are as many rows as wanted; in JSON and CSV. */
async function measureExports(service: ServeProcess, meter: ReturnType<typeof createMeter>): Promise<void> {
  for (const format of ['csv', 'json']) {
    const started = performance.now();
    service.forgetPeak();
    const early = service.memory().now;
    let [rows, bytes] = [0, 0];
    for (let registry = 7; rows < Number(values.rows) && registry >= 0; registry -= 1) {
      const read = await meter.read(`/exports/findings?format=${format}&registryId=registry-${registry}`);
      rows += read.lines - 1;
      bytes += read.bytes;
    }
    const seconds = (performance.now() - started) / 1000;
    const { peak } = service.memory();
    console.log(
      `findings as ${format}: ${rows} rows, ${(bytes / 2 ** 20).toFixed(0)} MiB in ${seconds.toFixed(0)} s, ${(rows / seconds).toFixed(0)} a second; memory ${early.toFixed(0)} MiB before, ${peak.toFixed(0)} MiB at most`,
    );
    if (peak - early > growthMiB) process.exitCode = 1;
  }
}

async function contentOf({ database: { db } }: OpenEstate): Promise<string> {
  const { rows } = await sql<Record<string, number>>`
    select (select count(*) from image) as images, (select sum(packages) from image_totals)::bigint as members,
      (select count(*) from package) as packages, (select count(*) from package where vulnerable > 0) as vulnerable,
      (select count(*) from package_set) as sets, (select count(*) from package_vulnerability) as findings,
      (select count(*) from vulnerability) as vulnerabilities, (select count(*) from repository) as repositories`.execute(
    db,
  );
  return Object.entries(rows[0] ?? {})
    .map(([name, count]) => `${count} ${name}`)
    .join(', ');
}

async function sizesOf({ database: { db } }: OpenEstate): Promise<string> {
  const { rows } = await sql<{ name: string; bytes: number; total: number }>`
    select relname as name, pg_total_relation_size(oid) as bytes, pg_database_size(current_database()) as total from pg_class
    where relkind = 'r' and relnamespace = 'public'::regnamespace order by bytes desc limit 9`.execute(db);
  const mebibytes = (bytes: number) => `${(bytes / 2 ** 20).toFixed(0)} MiB`;
  const tables = rows.map(({ name, bytes }) => `${name} ${mebibytes(bytes)}`);
  return `on disk: ${mebibytes(rows[0]?.total ?? 0)} in all; ${tables.join(', ')}`;
}
