import fc from 'fast-check';
import { sql } from 'kysely';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { silentLogger } from '#core/logger.ts';
import { severities } from '#core/severity.ts';
import { imageRiskScore, type PackageMatch } from '#engine/match/index.ts';
import { removedPackages } from '#engine/removed-packages.ts';
import { rematch } from '#server/jobs/handlers/rematch-packages/rematch-packages.ts';
import { type Database, migrate, openDatabase, type Store, type SubjectMatcher } from '#server/store/index.ts';
import { planKept } from '#server/store/kept-plans.ts';
import { inventories, inventoryOf, packageOf } from '#tests/support/service/inventories.ts';
import { openTestStore, registrySettings, type TestStore } from '#tests/support/service/open-test-store.ts';
import { endAll, makeTemporaryDirectory } from '#tests/support/service/start-test-service.ts';

let opened: TestStore;
let database: Database;
let store: Store;

beforeAll(async () => {
  opened = await openTestStore(await makeTemporaryDirectory());
  ({ database, store } = opened);
  await store.registries.create('r', registrySettings, undefined);
});

afterAll(() => endAll(opened));

/** Has all that is stored matched with another build. */
function bringTo(matcher: SubjectMatcher): Promise<void> {
  return rematch(matcher, { store, logger: silentLogger, signal: new AbortController().signal });
}

let scans = 0;

/** Stores an inventory the way a scan does. */
async function save(inventory: ReturnType<typeof inventoryOf>, matcher: SubjectMatcher | undefined): Promise<string> {
  scans += 1;
  const scanId = `scan-${scans}`;
  const reference = { registry: 'registry.example', repository: 'a', tag: `t${scans}` };
  await store.scans.create({ id: scanId, reference: `registry.example/a:t${scans}`, registryId: 'r' });
  await store.scans.begin(scanId);
  const scan = { scanId, registryId: 'r', reference, platform: '', targetDigest: inventory.image.manifestDigest };
  expect(await store.images.save({ ...scan, inventory, catalogers: 'npm@1', now: new Date() }, matcher)).toBe(true);
  return inventory.image.id;
}

/** A made-up advisory database: what a package has depends on its name, its version and the build. */
function matcherOf(build: number): SubjectMatcher {
  const factsOf = (index: number) => ({
    ratings: [],
    cwes: [],
    exploit: {
      vulnerabilityId: `CVE-2026-${1000 + index}`,
      epss: { score: ((index + build) % 5) / 4, percentile: 0.5 },
      publicExploits: (index + build) % 3 === 0 ? [{ url: 'https://exploits.example/1' }] : [],
    },
  });
  return {
    build,
    revision: build,
    program: '1',
    inputs: () => build.toString(16).padStart(16, '0'),
    facts: (id) => factsOf(Number(id.slice(-4)) - 1000),
    endOfLife: () => undefined,
    match: ({ name, version }) => {
      const seed = name.charCodeAt(0) + Number(version) * 7 + build * 3;
      const matches = Array.from({ length: seed % 4 }, (_, index): PackageMatch => {
        const severity = severities[(seed + index) % severities.length] ?? 'unknown';
        return {
          vulnerabilityId: `CVE-2026-${1000 + index}`,
          aliases: [],
          summary: 'made up',
          severity,
          scores: [{ by: 'test', kind: 'cvss3', severity, score: (seed + index) % 10 }],
          evidence: [],
          fix: { state: index % 2 === 0 ? 'fixed' : 'not-fixed', versions: index % 2 === 0 ? ['9'] : [] },
          exploit: factsOf(index).exploit,
        };
      });
      return { matches, problems: [] };
    },
  };
}

/** What totals must be: counted from the findings of each package of the image, one by one. */
function expectedTotals(inventory: ReturnType<typeof inventoryOf>, matcher: SubjectMatcher) {
  const matches = inventory.packages.map((one) => matcher.match(one).matches);
  const all = matches.flat();
  const counts = severities.map((severity) => [severity, all.filter((match) => match.severity === severity).length]);
  return {
    ...Object.fromEntries(counts),
    packages: inventory.packages.length,
    vulnerable: matches.filter(({ length }) => length > 0).length,
    fixable: all.filter(({ fix }) => fix.state === 'fixed').length,
    exploitable: all.filter(({ exploit }) => (exploit?.publicExploits ?? []).length > 0).length,
    risk_score: imageRiskScore(all),
  };
}

async function storedTotals(digest: string) {
  return database.db
    .selectFrom('image_totals')
    .innerJoin('image', 'image.id', 'image_totals.image_id')
    .select([...severities, 'packages', 'vulnerable', 'fixable', 'exploitable', 'risk_score'])
    .where('digest', '=', digest)
    .executeTakeFirstOrThrow();
}

describe('totals', () => {
  it('of sets, less exceptions, are those of the plain join; also after all packages were matched anew', async () => {
    let build = 1;
    const stored = new Map<string, ReturnType<typeof inventoryOf>>();
    await fc.assert(
      fc.asyncProperty(fc.array(inventories, { minLength: 1, maxLength: 4 }), async (batch) => {
        const before = matcherOf(build);
        for (const inventory of batch) stored.set(await save(inventory, before), inventory);
        for (const inventory of batch) {
          expect(await storedTotals(inventory.image.id)).toEqual(expectedTotals(inventory, before));
        }
        build += 1;
        const after = matcherOf(build);
        await bringTo(after);
        for (const inventory of stored.values()) {
          expect(await storedTotals(inventory.image.id)).toEqual(expectedTotals(inventory, after));
        }
      }),
      { numRuns: 15 },
    );
  });

  it('hold the same findings as the list and the report', async () => {
    const inventory = inventoryOf([[{ add: [packageOf('a', '1'), '/a'] }], [{ add: [packageOf('b', '2'), '/b'] }]]);
    const id = await save(inventory, matcherOf(1));
    const [overview, list, report] = await Promise.all([
      store.views.imageOverview(id, new Date()),
      store.views.listImageFindings(id, { limit: 100 }),
      store.views.imageReport(id, { toolVersion: '1', advisories: undefined, now: new Date() }),
    ]);
    expect(list).toMatchObject({ total: overview?.findings });
    expect(report?.findings).toHaveLength(overview?.findings ?? -1);
    expect(report?.packages.map((one) => one.locations)).toEqual(inventory.packages.map((one) => one.locations));
  });

  it('are partial, and say why, as long as there are no advisories', async () => {
    const inventory = inventoryOf([[{ add: [packageOf('unmatched', '1'), '/u'] }]]);
    const id = await save(inventory, undefined);
    expect(await store.views.imageOverview(id, new Date())).toMatchObject({
      coverage: 'partial',
      problems: [{ code: 'advisories/no-database', affectsCoverage: true }],
    });
    await bringTo(matcherOf(50));
    expect(await store.views.imageOverview(id, new Date())).toMatchObject({ coverage: 'complete', problems: [] });
  });

  it('come with what the coverage is made of, and with how long everything is supported', async () => {
    const node = { ...packageOf('node', '18.2.0'), type: 'generic', ecosystem: 'generic' };
    const distro = { id: 'debian', prettyName: 'Debian 12', idLike: [], ecosystem: 'debian', versionId: '12' };
    const sightings = [{ kind: 'program', name: 'programs', count: 1, paths: ['x'], affectsCoverage: false } as const];
    const inventory = {
      ...inventoryOf([[{ add: [node, 'usr/bin/node'] }]]),
      distro: { ...distro, endOfLife: '2028-06-30' },
      reading: { layersRead: 1, sightings },
    };
    const id = await save(inventory, matcherOf(50));
    const now = new Date('2026-01-01T00:00:00Z');
    const endOfLife = (product: string, cycle: string) =>
      product === 'nodejs' && cycle === '18' ? { product, cycle, endOfLife: '2025-04-30' } : undefined;
    const overview = await store.views.imageOverview(id, now, { endOfLife });
    expect(overview?.coverageDetails).toMatchObject({
      complete: true,
      distro: { state: 'recognised', name: 'Debian 12' },
      layers: { read: 1, total: 1 },
      sightings,
    });
    expect(overview?.lifecycles).toMatchObject([
      { kind: 'distro', product: 'debian', state: 'active', endOfLife: '2028-06-30' },
      { kind: 'software', product: 'nodejs', cycle: '18', state: 'ended', packageIds: [node.id] },
    ]);
    const about = { toolVersion: '1', advisories: undefined, now, support: { endOfLife } };
    expect(await store.views.imageReport(id, about)).toMatchObject({
      lifecycles: overview?.lifecycles,
      coverage: { ...overview?.coverageDetails },
    });
  });

  it('can be found by how long everything in them is supported, as the advisories of the day say', async () => {
    const runtimeOf = (name: string, type = 'generic') => ({ ...packageOf(name, '18.9.0'), type, ecosystem: type });
    const supported = (build: number, end: string | boolean): SubjectMatcher => ({
      ...matcherOf(build),
      endOfLife: (product, cycle) => (cycle === '18' ? { product, cycle, endOfLife: end } : undefined),
    });
    const node = await save(inventoryOf([[{ add: [runtimeOf('node'), 'bin/node'] }]]), supported(51, '2001-04-30'));
    const dotnet = runtimeOf('Microsoft.NETCore.App.Runtime.linux-x64', 'nuget');
    const net = await save(inventoryOf([[{ add: [dotnet, 'usr/net'] }]]), supported(51, '9999-12-31'));
    const plain = await save(inventoryOf([[{ add: [packageOf('node', '18.2.0'), 'n'] }]]), supported(51, true));
    const found = async (filter: { endOfLife?: boolean; endOfLifeWithin?: number }) => {
      const { items } = await store.views.listImages({ ...filter, limit: 500 });
      return [node, net, plain].map((id) => items.some(({ imageId }) => imageId === id));
    };
    expect(await found({ endOfLife: true })).toEqual([true, false, false]);
    expect(await found({ endOfLife: false })).toEqual([false, true, true]);
    expect(await found({ endOfLifeWithin: 3650 })).toEqual([true, false, false]);
    await bringTo(supported(52, true));
    expect(await found({ endOfLife: true })).toEqual([true, true, false]);
    await bringTo(supported(53, false));
    expect(await found({ endOfLife: true })).toEqual([false, false, false]);
    await bringTo(matcherOf(54));
    expect(await found({ endOfLife: true })).toEqual([false, false, false]);
  });

  it('of an image without packages are unknown, not complete', async () => {
    expect(await store.views.imageOverview(await save(inventoryOf([[]]), matcherOf(50)), new Date())).toMatchObject({
      coverage: 'unknown',
      findings: 0,
    });
  });
});

describe('processes with different advisory databases', () => {
  it('agree once the service has matched what others matched otherwise, in whatever order', async () => {
    let build = 100;
    const stored = new Map<string, ReturnType<typeof inventoryOf>>();
    const scan = fc.tuple(inventories, fc.constantFrom(-1, 0, 1));
    await fc.assert(
      fc.asyncProperty(fc.array(scan, { minLength: 1, maxLength: 4 }), fc.boolean(), async (scans, begins) => {
        build += 2;
        if (begins) await store.matching.begin(matcherOf(build));
        for (const [inventory, off] of scans) stored.set(await save(inventory, matcherOf(build + off)), inventory);
        await bringTo(matcherOf(build));
        for (const inventory of stored.values()) {
          expect(await storedTotals(inventory.image.id)).toEqual(expectedTotals(inventory, matcherOf(build)));
        }
        expect(await store.matching.pending(matcherOf(build))).toEqual({ isCompared: true, isPending: false });
      }),
      { numRuns: 10 },
    );
  });

  it('show what each image reflects: the service, unless something in it was matched otherwise', async () => {
    await bringTo(matcherOf(300));
    const reflected = async (id: string) => {
      const overview = await store.views.imageOverview(id, new Date());
      return [overview?.advisoryRevision, new Date(overview?.advisoriesBuiltAt ?? 0).getTime()];
    };
    const steady = await save(inventoryOf([[{ add: [packageOf('steady', '1'), '/s'] }]]), matcherOf(300));
    const older = await save(inventoryOf([[{ add: [packageOf('older', '1'), '/o'] }]]), matcherOf(299));
    expect([await reflected(steady), await reflected(older)]).toEqual([
      [300, 300],
      [299, 299],
    ]);
    const report = await store.views.imageReport(older, { toolVersion: '1', advisories: undefined, now: new Date() });
    expect(report?.advisoryDatabase).toEqual({ builtAt: new Date(299).toISOString(), revision: 299, sources: [] });
    await bringTo(matcherOf(300));
    expect(await reflected(older)).toEqual([300, 300]);
    await store.matching.begin(matcherOf(301));
    expect(await reflected(steady)).toEqual([300, 300]);
    await bringTo(matcherOf(301));
    expect(await reflected(steady)).toEqual([301, 301]);
  });

  it('forget that an update failed once another database has come, and not before', async () => {
    await store.advisories.endUpdate('no route to host');
    await bringTo(matcherOf(301));
    expect((await store.advisories.get()).error).toBe('no route to host');
    await bringTo(matcherOf(302));
    expect((await store.advisories.get()).error).toBeUndefined();
    await bringTo(matcherOf(301));
  });

  it('match all again where the program is another one', async () => {
    const seen: string[] = [];
    const matcher = { ...matcherOf(301), program: '2', inputs: () => 'ff'.repeat(8) };
    const match: SubjectMatcher['match'] = (subject) => {
      seen.push(subject.name);
      return matcher.match(subject);
    };
    await bringTo({ ...matcher, match });
    expect(seen).toContain('steady');
  });
});

describe('what is stored', () => {
  it('of a layer that many images share is stored once', async () => {
    const base = Array.from({ length: 40 }, (_, index) => ({
      add: [packageOf(`base${index}`, '1'), `/${index}`] as const,
    }));
    const rows = async () => {
      const { rows } = await sql<{
        members: number;
        exceptions: number;
      }>`select (select count(*) from package_set_member) as
        members, (select count(*) from image_package_exception) as exceptions`.execute(database.db);
      return rows[0] ?? { members: 0, exceptions: 0 };
    };
    await save(inventoryOf([base]), matcherOf(50));
    const before = await rows();
    for (let index = 0; index < 20; index += 1) {
      await save(inventoryOf([base, [{ add: [packageOf(`own${index}`, '1'), '/own'] }]]), matcherOf(50));
    }
    const after = await rows();
    expect([after.members - before.members, after.exceptions - before.exceptions]).toEqual([20, 0]);
  });

  it('of a layer keeps the packages in it, and goes with it', async () => {
    await save(inventoryOf([[{ add: [packageOf('kept', '1'), '/kept'] }]]), matcherOf(50));
    const held = sql`(select m.set_id from package_set_member m join package p on p.id = m.package_id where p.name = 'kept')`;
    const removal = sql`delete from package where name = 'kept'`.execute(database.db);
    await expect(removal).rejects.toMatchObject({ code: '23503' });
    const left = await database.db.transaction().execute(async (transaction) => {
      await sql`delete from image_package_set where set_id in ${held}`.execute(transaction);
      await sql`delete from package_set where id in ${held}`.execute(transaction);
      const { rows } = await sql`select from package_set_member m join package p on p.id = m.package_id
        where p.name = 'kept'`.execute(transaction);
      await sql`delete from package where name = 'kept'`.execute(transaction);
      return rows;
    });
    expect(left).toEqual([]);
  });

  it('tells of the packages that a later layer removed what the engine tells', async () => {
    await fc.assert(
      fc.asyncProperty(inventories, async (inventory) => {
        const id = await save(inventory, matcherOf(50));
        const report = await store.views.imageReport(id, { toolVersion: '1', advisories: undefined, now: new Date() });
        expect(report?.removed).toEqual(removedPackages(inventory));
        const layers = (await store.views.imageOverview(id, new Date()))?.layers ?? [];
        const counted = layers.reduce((sum, layer) => sum + layer.removedPackages, 0);
        expect(counted).toBe(report?.removed.length);
      }),
      { numRuns: 25 },
    );
  });

  it('of a package that another owns names the owner, whose layer may be another', async () => {
    const owner = 'pkg:deb/debian/python3-b@2-1';
    const alone = packageOf('b', '2');
    const owned = { ...alone, owner };
    const inventory = inventoryOf([[{ add: [alone, '/b'] }], [{ remove: [alone, '/b'] }, { add: [owned, '/b'] }]]);
    const seen: (string | undefined)[] = [];
    const plain = matcherOf(60);
    const matcher: SubjectMatcher = {
      ...plain,
      match: (subject) => {
        seen.push(subject.owner);
        return subject.owner === undefined ? plain.match(subject) : { matches: [], problems: [] };
      },
    };
    const id = await save(inventory, matcher);
    await bringTo(matcher);
    expect(seen).toContain(owner);
    expect(
      await store.views.imageReport(id, { toolVersion: '1', advisories: undefined, now: new Date() }),
    ).toMatchObject({
      packages: [{ name: 'b', owner }],
      findings: [],
    });
    expect((await store.views.listImagePackages(id, { limit: 10 }))?.items).toMatchObject([{ owner, findings: 0 }]);
    expect(await store.views.imageOverview(id, new Date())).toMatchObject({
      packages: 1,
      vulnerablePackages: 0,
      findings: 0,
    });
  });

  it('keeps what says that a package is there, where it is not installed', async () => {
    const locked = { ...packageOf('locked', '1'), origin: 'lock-file' } as const;
    const inventory = inventoryOf([[{ add: [locked, '/lock'] }, { add: [packageOf('installed', '1'), '/i'] }]]);
    const id = await save(inventory, matcherOf(50));
    const report = await store.views.imageReport(id, { toolVersion: '1', advisories: undefined, now: new Date() });
    expect(report?.packages.map(({ name, origin }) => [name, origin])).toEqual([
      ['installed', undefined],
      ['locked', 'lock-file'],
    ]);
  });

  it('may hold characters that PostgreSQL refuses', async () => {
    const hostile = packageOf('nul\u0000\ud800name', '1\u0000');
    const id = await save(inventoryOf([[{ add: [hostile, '/a\u0000b'] }]]), matcherOf(50));
    const page = await store.views.listImagePackages(id, { limit: 10 });
    expect(page?.items[0]?.name).toBe('nul\uFFFD\uFFFDname');
  });

  it('is nothing where the scan was cancelled meanwhile', async () => {
    const inventory = inventoryOf([[{ add: [packageOf('cancelled', '1'), '/c'] }]]);
    await store.scans.create({ id: 'c', reference: 'registry.example/c:1', registryId: 'r' });
    await store.scans.begin('c');
    await store.scans.cancel('c');
    const reference = { registry: 'registry.example', repository: 'c', tag: '1' };
    const scan = {
      scanId: 'c',
      registryId: 'r',
      reference,
      platform: '',
      targetDigest: 'x',
      catalogers: '',
      now: new Date(),
    };
    expect(await store.images.save({ ...scan, inventory }, undefined)).toBe(false);
    expect(await store.views.imageOverview(inventory.image.id, new Date())).toBeUndefined();
  });
});

describe('scans of a run', () => {
  const stateOf = async (id: string) => (await store.runs.get(id))?.state;
  const add = (id: string, runId?: string) =>
    store.scans.create({ id, reference: `registry.example/run/${id}:1`, registryId: 'r', runId });

  async function runWithFailure(runId: string): Promise<void> {
    await store.runs.create(runId, 'r');
    await store.runs.advance(runId, { state: 'scanning', repositories: 1, found: 1, dropped: 0, artifacts: 0 });
    await add(`${runId}-scan`, runId);
    await store.scans.begin(`${runId}-scan`);
    await store.scans.fail(`${runId}-scan`, { code: 'image/manifest-invalid', message: 'broken' });
    expect(await store.runs.finishIfDone(runId)).toBe(true);
  }

  it('that wait again take their run up again, until they have ended', async () => {
    await runWithFailure('again');
    await store.runs.reopen(['again']);
    expect(await stateOf('again'), 'nothing waits').toBe('done');
    await store.scans.restart('again-scan');
    await store.runs.reopen(['again', 'unknown']);
    expect(await store.runs.get('again')).toMatchObject({ state: 'scanning', finishedAt: undefined });
    await store.scans.cancel('again-scan');
    await store.runs.finishIfDone('again');
    expect(await stateOf('again')).toBe('done');
  });

  it('leave their run as it is while another one of the registry is under way', async () => {
    await runWithFailure('older');
    await store.runs.create('newer', 'r');
    await store.scans.restart('older-scan');
    await store.runs.reopen(['older']);
    expect([await stateOf('older'), await stateOf('newer')]).toEqual(['done', 'queued']);
    await store.scans.cancel('older-scan');
    await store.runOutcomes.cancel('newer');
  });

  it('that wait are cancelled at once, of one registry or of all; what runs goes on', async () => {
    await store.runs.create('full', 'r');
    await store.runs.advance('full', { state: 'scanning', repositories: 1, found: 2, dropped: 0, artifacts: 0 });
    await add('full-1', 'full');
    await add('full-2', 'full');
    await add('single');
    await store.scans.begin('full-1');
    expect(await store.scans.cancelWaiting({ registryId: 'other' })).toEqual({ scans: 0, runIds: [] });
    expect(await store.scans.cancelWaiting({ registryId: 'r' })).toEqual({ scans: 2, runIds: ['full'] });
    expect((await store.scans.get('full-1'))?.state).toBe('running');
    await add('late');
    expect(await store.scans.cancelWaiting({})).toEqual({ scans: 1, runIds: [] });
    expect((await store.scans.get('late'))?.state).toBe('cancelled');
    await store.runOutcomes.cancel('full');
  });
});

describe('pushes', () => {
  const at = (day: number) => new Date(Date.UTC(2026, 0, day));
  const place = { registryId: 'r', repository: 'registry.example/pushed' };
  const kept = async () => {
    const query = database.db.selectFrom('push').select(['tag', 'digest', 'pushed_at']).orderBy('tag');
    const rows = await query.where('repository', '=', place.repository).execute();
    return rows.map(({ tag, digest, pushed_at }) => `${tag} ${digest ?? '-'} ${pushed_at.getUTCDate()}`);
  };
  const push = (tag: string, day: number, digest?: string) => ({ tag, digest, pushedAt: at(day) });

  it('are kept by tag, the last of each', async () => {
    await store.pushes.record({ ...place, pushes: [push('1', 3, 'sha256:b'), push('1', 2, 'sha256:a'), push('2', 2)] });
    await store.pushes.record({ ...place, pushes: [push('1', 1, 'sha256:a'), push('2', 4, 'sha256:c')] });
    expect(await kept()).toEqual(['1 sha256:b 3', '2 sha256:c 4']);
  });

  it('are forgotten with their tags, and with their registry', async () => {
    await store.pushes.replace({ ...place, tags: ['2', '3'], pushes: [push('3', 5)] });
    expect(await kept()).toEqual(['2 sha256:c 4', '3 - 5']);
    await store.pushes.replace({ ...place, tags: [], pushes: [] });
    expect(await kept()).toEqual([]);
    await store.registries.create('gone', { ...registrySettings, name: 'Gone', path: 'gone.example' }, undefined);
    await store.pushes.record({ ...place, registryId: 'gone', pushes: [push('1', 1)] });
    await store.registries.remove('gone');
    expect(await kept()).toEqual([]);
  });
});

describe('a connection', () => {
  let one: Database;

  beforeAll(async () => {
    one = await openDatabase(opened.connection, { logger: silentLogger, maxConnections: 1 });
    await sql`create table kept_test as select n, 'text ' || n as name from generate_series(1, 9) as n`.execute(one.db);
  });

  afterAll(() => one.close());

  const nameOf = (n: number) => sql<{ n: number; name: string }>`${planKept}select * from kept_test where n = ${n}`;
  const keptPlans = async () => {
    const { rows } = await sql<{ statement: string }>`select statement from pg_prepared_statements`.execute(one.db);
    return rows.map(({ statement }) => statement.replace(/^.*\*\/ /, ''));
  };
  const process = async () => (await sql<{ pid: number }>`select pg_backend_pid() as pid`.execute(one.db)).rows[0]?.pid;

  it('keeps the plan of a query that says so, for whatever parameters', async () => {
    expect((await nameOf(3).execute(one.db)).rows).toEqual([{ n: 3, name: 'text 3' }]);
    expect((await nameOf(7).execute(one.db)).rows).toEqual([{ n: 7, name: 'text 7' }]);
    expect(await keptPlans()).toEqual(['select * from kept_test where n = $1']);
  });

  it('answers as ever where a migration has changed what a kept plan returns, and makes way for a new one', async () => {
    await nameOf(1).execute(one.db);
    const before = await process();
    await sql`alter table kept_test add column more int`.execute(one.db);
    expect((await nameOf(2).execute(one.db)).rows).toEqual([{ n: 2, name: 'text 2', more: null }]);
    expect(await process()).not.toBe(before);
    expect(await keptPlans()).toEqual([]);
  });

  it('that keeps more plans than is good for memory makes way for a new one', async () => {
    const before = await process();
    const query = (n: number) => sql<{ it: number }>`${planKept}select ${sql.lit(n)}::int as it`.execute(one.db);
    for (let n = 1; n <= 100; n += 1) expect((await query(n)).rows).toEqual([{ it: n }]);
    expect(await process()).toBe(before);
    await query(101);
    expect(await process()).not.toBe(before);
  });

  it('fails with what the database says', async () => {
    await expect(sql`${planKept}select 1 / ${0}::int`.execute(one.db)).rejects.toThrow(/division by zero/);
  });
});

describe('migrations', () => {
  it('are applied once', async () => {
    expect(await migrate(database.db)).toEqual([]);
  });

  it('refuse a database that a newer release has changed', async () => {
    await sql`insert into migration (name, timestamp) values ('999-from-the-future', '')`.execute(database.db);
    await expect(migrate(database.db)).rejects.toMatchObject({ code: 'store/database-newer' });
    await sql`delete from migration where name = '999-from-the-future'`.execute(database.db);
  });
});

describe('transactions that wait for each other', () => {
  /** Holds two rows one after the other, in the first attempt not before another one has the row that it wants next. */
  const holdBoth = (rows: readonly [number, number], reached: PromiseWithResolvers<void>, other: Promise<void>) => {
    let attempts = 0;
    return store.transaction(async (within) => {
      attempts += 1;
      await sql`update held set times = times + 1 where id = ${rows[0]}`.execute(within);
      reached.resolve();
      if (attempts === 1) await other;
      await sql`update held set times = times + 1 where id = ${rows[1]}`.execute(within);
      return attempts;
    });
  };

  it('are both done in the end, each once', async () => {
    const { db } = database;
    await sql`create table held (id int primary key, times int not null default 0)`.execute(db);
    await sql`insert into held (id) values (1), (2)`.execute(db);
    const [first, second] = [Promise.withResolvers<void>(), Promise.withResolvers<void>()];
    const attempts = await Promise.all([
      holdBoth([1, 2], first, second.promise),
      holdBoth([2, 1], second, first.promise),
    ]);
    expect(attempts.toSorted()).toEqual([1, 2]);
    const { rows } = await sql<{ times: number }>`select times from held`.execute(db);
    expect(rows).toEqual([{ times: 2 }, { times: 2 }]);
    await sql`drop table held`.execute(db);
  });

  it('are ended at once by any other error', async () => {
    let attempts = 0;
    const failing = store.transaction(async () => {
      attempts += 1;
      throw new Error('no');
    });
    await expect(failing).rejects.toThrow('no');
    expect(attempts).toBe(1);
  });
});

describe('a connection that is lost', () => {
  it('fails what uses it, and nothing else', async () => {
    const { db } = database;
    const using = db.transaction().execute(async (within) => {
      const { rows } = await sql<{ pid: number }>`select pg_backend_pid() as pid`.execute(within);
      await sql`select pg_terminate_backend(${rows[0]?.pid}::int)`.execute(db);
      for (;;) await sql`select 1`.execute(within);
    });
    // What the server says last, or what the system says of its socket: whichever comes first.
    await expect(using).rejects.toThrow(/terminat|connection|ECONNRESET|EPIPE/i);
    expect((await sql`select 1 as x`.execute(db)).rows).toEqual([{ x: 1 }]);
  });
});
