import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { silentLogger } from '#core/logger.ts';
import type { Package } from '#core/package.ts';
import type { Inventory } from '#core/scan-report.ts';
import { severities } from '#core/severity.ts';
import { openAdvisoryDatabase, type UpdateResult } from '#engine/advisories/index.ts';
import { imageRiskScore, matchPackages, type PackageMatch } from '#engine/match/index.ts';
import { subjectMatcher } from '#server/jobs/advisory-access.ts';
import { rematch } from '#server/jobs/handlers/rematch-packages/rematch-packages.ts';
import { epssStep } from '#server/store/inventory/epss-step.ts';
import { type EstateImage, estateImages } from '#tests/support/estate/estate.ts';
import {
  changeAdvisories,
  cveOf,
  type EstateAdvisory,
  estateAdvisories,
} from '#tests/support/estate/estate-advisories.ts';
import { estateRegistry, type OpenEstate, openEstate } from '#tests/support/estate/open-estate.ts';
import { seedEstate } from '#tests/support/estate/seed-estate.ts';

const options = { images: 300, packagesPerImage: 100, distinctPackages: 3000 };
const images: readonly EstateImage[] = [...estateImages(options)];
let estate: OpenEstate;
let advisories: readonly EstateAdvisory[] = estateAdvisories(options);
let published: UpdateResult;
let lastEvent = 0;

beforeAll(async () => {
  estate = await openEstate();
  await seedEstate(estate.database.db, images, { ...estateRegistry, now: new Date() });
  published = await estate.publish(advisories);
  await estate.rematch();
});
afterAll(() => estate.close());

const counted = [
  ...severities,
  'packages',
  'vulnerable',
  'fixable',
  'exploitable',
  'known_exploited',
  'risk_score',
  'epss_max',
] as const;

type Found = ReturnType<typeof matchPackages>['findings'];

const matched = new WeakMap<UpdateResult, ReadonlyMap<Package, Found>>();

/** The findings of every distinct package, each matched by itself with the database that is there now: once for each that is published. */
function matchAll(): ReadonlyMap<Package, Found> {
  const found = matched.get(published) ?? matchAnew();
  matched.set(published, found);
  return found;
}

function matchAnew(): ReadonlyMap<Package, Found> {
  const database = openAdvisoryDatabase(estate.advisoriesPath);
  const found = new Map<Package, Found>();
  for (const { inventory } of images) {
    for (const one of inventory.contributions.flatMap(({ added }) => added)) {
      if (!found.has(one)) found.set(one, matchPackages({ ...inventory, packages: [one] }, database).findings);
    }
  }
  database.close();
  return found;
}

/** What the totals of an image must be: the findings of its packages, counted one by one. */
function expectedTotals({ packages }: Inventory, found: ReadonlyMap<Package, Found>) {
  const findings = packages.flatMap((one) => found.get(one) ?? []);
  const attacked = findings.filter(({ exploit }) => exploit?.knownExploited !== undefined).length;
  return {
    ...Object.fromEntries(severities.map((one) => [one, findings.filter(({ severity }) => severity === one).length])),
    coverage: 'complete',
    packages: packages.length,
    vulnerable: packages.filter((one) => (found.get(one) ?? []).length > 0).length,
    fixable: findings.filter(({ fix }) => fix.state === 'fixed').length,
    exploitable: attacked,
    known_exploited: attacked,
    epss_max: Math.max(-1, ...findings.map(({ exploit }) => epssStep(exploit?.epss?.score))),
    risk_score: imageRiskScore(findings as readonly PackageMatch[]),
  };
}

async function expectAllRight(): Promise<void> {
  const found = matchAll();
  const expected = images.map(({ inventory }) => [inventory.image.id, expectedTotals(inventory, found)]);
  const rows = await estate.database.db
    .selectFrom('image_totals')
    .innerJoin('image', 'image.id', 'image_totals.image_id')
    .select([...counted, 'digest', 'coverage'])
    .execute();
  const stored = rows.map(({ digest, ...totals }) => [digest, totals]);
  expect(Object.fromEntries(stored)).toEqual(Object.fromEntries(expected));
  const overview = await estate.store.views.imageOverview(images[0]?.inventory.image.id ?? '', new Date());
  expect(overview).toMatchObject({ advisoryRevision: published.revision, advisoriesBuiltAt: published.builtAt });
}

/** Findings of all distinct packages, `purl vulnerability` and severity, as matching with the present database finds them. */
function allFindings(): ReadonlyMap<string, string> {
  const found = [...matchAll().values()].flat();
  return new Map(
    found.map(({ packageId, vulnerabilityId, severity }) => [`${packageId} ${vulnerabilityId}`, severity]),
  );
}

/** Events since the last call, as lines. */
async function newEvents(): Promise<readonly string[]> {
  const events = await estate.store.views.findingEvents({ after: lastEvent, limit: 100_000 });
  lastEvent = events.at(-1)?.id ?? lastEvent;
  return events
    .map((one) => `${one.kind} ${one.packageId} ${one.vulnerabilityId} ${one.previousSeverity ?? ''}>${one.severity}`)
    .sort();
}

/** What the events between two states must be. */
function eventsBetween(before: ReadonlyMap<string, string>, after: ReadonlyMap<string, string>): readonly string[] {
  const added = [...after].flatMap(([key, severity]) => {
    const previous = before.get(key);
    if (previous === severity) return [];
    return [previous === undefined ? `new ${key} >${severity}` : `severity ${key} ${previous}>${severity}`];
  });
  const gone = [...before].flatMap(([key, severity]) => (after.has(key) ? [] : [`gone ${key} >${severity}`]));
  return [...added, ...gone].sort();
}

describe('new advisories', () => {
  it('of the first database are no news', async () => {
    await expectAllRight();
    expect(await newEvents()).toEqual([]);
  });

  it.each([[1], [50], [500]])(
    '%i changed: every total is that of matching all anew, and each change is an event',
    async (count) => {
      const before = allFindings();
      advisories = changeAdvisories(advisories, count, count);
      published = await estate.publish(advisories);
      await estate.rematch();
      await expectAllRight();
      const events = await newEvents();
      expect(events).toEqual(eventsBetween(before, allFindings()));
      if (count > 1) expect(events.length).toBeGreaterThan(count / 10);
    },
  );

  it('match only packages of which they say something else', async () => {
    const [first] = advisories;
    if (first === undefined) throw new Error('there are advisories');
    advisories = [...advisories, { ...first, number: advisories.length, fixedIn: 17 }];
    published = await estate.publish(advisories);
    const database = openAdvisoryDatabase(estate.advisoriesPath);
    const matcher = subjectMatcher(database, '1');
    const asked = new Set<string>();
    const watched: typeof matcher = {
      ...matcher,
      match: (subject) => {
        asked.add(`${subject.ecosystem} ${subject.release ?? ''} ${subject.source?.name ?? subject.name}`);
        return matcher.match(subject);
      },
    };
    const { signal } = new AbortController();
    await rematch(watched, { store: estate.store, logger: silentLogger, signal });
    database.close();
    expect([...asked]).toEqual(['debian 12 package-0000']);
    await expectAllRight();
    const events = await estate.store.views.findingEvents({ after: lastEvent, limit: 100 });
    lastEvent = events.at(-1)?.id ?? lastEvent;
    expect(new Set(events.map(({ kind, vulnerabilityId }) => `${kind} ${vulnerabilityId}`))).toEqual(
      new Set([`new ${cveOf({ ...first, number: advisories.length - 1 })}`]),
    );
    for (const { id, packageId, images: count } of events) {
      const holders = images.filter(({ inventory }) => inventory.packages.some((one) => one.id === packageId));
      expect(count).toBe(holders.length);
      const digests = holders.map(({ inventory }) => inventory.image.id).sort();
      expect(await estate.store.views.imagesOfEvent(id)).toEqual(digests);
    }
  });

  it('of EPSS alone match nothing and change risks only', async () => {
    published = await estate.publish(advisories, 40);
    const database = openAdvisoryDatabase(estate.advisoriesPath);
    const match = () => {
      throw new Error('nothing is to be matched');
    };
    const { signal } = new AbortController();
    await rematch({ ...subjectMatcher(database, '1'), match }, { store: estate.store, logger: silentLogger, signal });
    database.close();
    await expectAllRight();
    expect(await newEvents()).toEqual([]);
  });

  it('that a vulnerability is attacked are an event for each package that has it', async () => {
    const known = await estate.database.db
      .selectFrom('package_vulnerability')
      .select(['vulnerability_id', (at) => at.fn.countAll<number>().as('packages')])
      .where('known_exploited', '=', false)
      .groupBy('vulnerability_id')
      .orderBy('packages', 'desc')
      .executeTakeFirstOrThrow();
    published = await estate.publish(advisories, 40, [known.vulnerability_id]);
    await estate.rematch();
    await expectAllRight();
    const events = await newEvents();
    expect(events).toHaveLength(known.packages);
    expect(events.every((one) => one.startsWith('exploited ') && one.includes(known.vulnerability_id))).toBe(true);
  });

  it('that come by way of a database from elsewhere, several revisions on, reach all', async () => {
    const before = allFindings();
    for (let revision = 0; revision < 3; revision += 1) advisories = changeAdvisories(advisories, 40, 900 + revision);
    await rm(estate.advisoriesPath);
    published = await estate.publish(advisories, 41);
    await estate.rematch();
    await expectAllRight();
    expect(await newEvents()).toEqual(eventsBetween(before, allFindings()));
  });

  it.each([
    ['compare', 3],
    ['matchMarked', 1],
    ['count', 1],
    ['count', 2],
  ])('are not lost, and are told once, where the process is killed after %s (%i)', async (method, times) => {
    const before = allFindings();
    advisories = changeAdvisories(advisories, 900, times * 10 + method.length);
    published = await estate.publish(advisories, times);
    await killAt(method, times);
    await estate.rematch();
    await expectAllRight();
    expect(await newEvents()).toEqual(eventsBetween(before, allFindings()));
  });
});

/** Starts a process that brings all to the present advisories, and kills it when it has called a method so many times. */
async function killAt(method: string, times: number): Promise<void> {
  const { host, user, database } = estate.connection;
  const script = join(import.meta.dirname, '../../support/estate/rematch-process.ts');
  const args = [host, user, database, estate.advisoriesPath, method, String(times)];
  const child = spawn(process.execPath, ['--disable-warning=ExperimentalWarning', script, ...args], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const [output] = (await once(child.stdout, 'data')) as [Buffer];
  expect(String(output)).toBe('here\n');
  child.kill('SIGKILL');
  await once(child, 'exit');
}
