import { sql } from 'kysely';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { rateAndCount } from '#server/jobs/count-marked.ts';
import { listedOutcomes } from '#server/store/index.ts';
import { countPolicies } from '#server/store/inventory/violations/count-policies.ts';
import {
  allHolders,
  countHolders,
  findHeld,
  type HeldLimits,
  type Wanted,
} from '#server/store/read-models/find-held.ts';
import { findNamed, type NamedLimits, namedCondition } from '#server/store/read-models/find-named.ts';
import type { FoundLimits } from '#server/store/read-models/image-filter.ts';
import { exportImages, type ImageListing, listImages } from '#server/store/read-models/list-images.ts';
import {
  listRepositories,
  type RepositoryLimits,
  type RepositoryListing,
  repositorySorts,
} from '#server/store/read-models/list-repositories.ts';
import { estateImages } from '#tests/support/estate/estate.ts';
import { estateAdvisories } from '#tests/support/estate/estate-advisories.ts';
import { byAdministrator, judgeEstate, policyOf } from '#tests/support/estate/judge-estate.ts';
import { estateRegistry, type OpenEstate, openEstate } from '#tests/support/estate/open-estate.ts';
import { seedEstate } from '#tests/support/estate/seed-estate.ts';

const critical = [{ type: 'severity', options: { level: 'critical' } }];
const high = [{ type: 'severity', options: { level: 'high' } }];
const npm = [{ type: 'package-type', options: { types: ['npm'] } }];

const options = { images: 150, packagesPerImage: 30, distinctPackages: 300 };
let estate: OpenEstate;

beforeAll(async () => {
  estate = await openEstate();
  const { db } = estate.database;
  await seedEstate(db, estateImages(options), { ...estateRegistry, now: new Date('2026-03-01T00:00:00Z') });
  await estate.publish(estateAdvisories(options));
  await estate.rematch();
  // More of what makes it hard: packages that are excepted where a layer brought them, and findings that are decided on in one image.
  await sql`
    insert into image_package_exception (image_id, position, package_id, gone_paths, reason)
    select s.image_id, s.position, m.package_id, '{}', 'removed'
    from image_package_set s join package_set_member m on m.set_id = s.set_id
    where (s.image_id + m.package_id) % 7 = 0 on conflict do nothing`.execute(db);
  await sql`
    insert into image_suppression (image_id, package_id, vulnerability_id, suppression)
    select s.image_id, v.package_id, v.vulnerability_id, '{"by": "vex"}'
    from image_package_set s join package_set_member m on m.set_id = s.set_id join package_vulnerability v on v.package_id = m.package_id
    where s.image_id % 11 = 0 and v.package_id % 3 = 0 on conflict do nothing`.execute(db);
  const { policies } = estate.store;
  const scope = { registryIds: [], repositories: ['team-1*', '*/service-2*'], except: [] };
  await policies.create('npm', policyOf('No npm', 'fail', npm, { scope }), byAdministrator);
  await policies.create('critical', policyOf('No worst ones', 'warn', critical), byAdministrator);
  await judgeEstate(estate.store);
  await acceptSome();
  // Not judged yet.
  await policies.create('high', policyOf('None that is bad', 'fail', high, { scope }), byAdministrator);
});
afterAll(() => estate.close());

const policyIds = ['npm', 'critical', 'high'];

/** Has exceptions accept what many images have, and some images violate nothing, or nothing but what is accepted. */
async function acceptSome(): Promise<void> {
  const { database, store } = estate;
  const { rows } = await sql<{ vulnerability: string }>`
    select v.vulnerability_id as vulnerability from package_vulnerability v join package_set_member m on m.package_id = v.package_id
      join image_package_set s on s.set_id = m.set_id
    group by 1 order by count(*) desc, 1 limit 2`.execute(database.db);
  const scopes = [{ kind: 'everywhere' }, { kind: 'repository', repository: 'team-1*' }] as const;
  for (const [index, { vulnerability }] of rows.entries()) {
    const scope = scopes[index] ?? scopes[0];
    const terms = { reason: 'accepted', comment: 'as tests do', untilFixed: false } as const;
    const made = { createdBy: 'admin', createdAt: new Date('2026-03-01T00:00:00Z') };
    await store.exceptions.create({ id: scope.kind, vulnerability, scope, ...terms, ...made });
  }
  await rateAndCount(store, new AbortController().signal);
  await judgeEstate(store);
  // What is made up above may count less than nothing.
  await sql`
    update image_violation set violations = case when image_id % 5 = 0 then 0 else greatest(violations, 1) end, accepted = 1`.execute(
    database.db,
  );
  await sql`delete from image_violation where image_id % 7 = 0`.execute(database.db);
  await sql`insert into policy_to_count (policy_id) select id from policy`.execute(database.db);
  await judgeEstate(store);
}

const words = [
  'service-1',
  'TEAM-1 service',
  'estate',
  'registry.example',
  'linux/amd64',
  'debian',
  'debian 1.3.0',
  '1.3',
  '1.3.0',
  'sha256:',
  'ab',
  'abc',
  'e1f',
  '%',
  '_',
  '.',
  '-',
  '.3',
  '1.',
  's',
  'zz',
  'team-3 nothing',
  'nothing like it',
];

async function imagesWhere(condition: ReturnType<typeof sql<boolean>>): Promise<readonly number[]> {
  const { rows } = await sql<{ image_id: number }>`
    select distinct l.image_id from listed_image l where ${condition} order by 1`.execute(estate.database.db);
  return rows.map(({ image_id }) => image_id);
}

async function wantedOnes(): Promise<readonly Wanted[]> {
  const { db } = estate.database;
  const packages = await sql<{
    name: string;
  }>`select name from package group by name order by md5(name) limit 25`.execute(db);
  const flaws = await sql<{ id: string }>`select id from vulnerability order by md5(id) limit 25`.execute(db);
  return [
    ...packages.rows.map(({ name }) => ({ where: sql<boolean>`p.name = ${name}`, needsFinding: false })),
    ...packages.rows.map(({ name }) => ({
      where: sql<boolean>`p.name = ${name} and v.severity_rank <= 1`,
      needsFinding: true,
    })),
    ...flaws.rows.map(({ id }) => ({ where: sql<boolean>`v.vulnerability_id = ${id}`, needsFinding: true })),
    { where: sql<boolean>`p.name = 'nothing like it'`, needsFinding: false },
    { where: sql<boolean>`p.type = 'npm'`, needsFinding: false },
    { where: sql<boolean>`e.epss >= 0.5`, needsFinding: true },
  ];
}

describe('images that hold something', () => {
  it.each<[string, HeldLimits]>([
    ['are few', { packages: 10_000, holders: 10_000, lookedUp: 10_000 }],
    ['are many', { packages: 10_000, holders: 0, lookedUp: 0 }],
    ['are many and looked up', { packages: 10_000, holders: 0, lookedUp: 10_000 }],
    ['are few of some and many of others', { packages: 10_000, holders: 40, lookedUp: 80 }],
    ['hold one of too many packages', { packages: 0, holders: 10_000, lookedUp: 10_000 }],
  ])('are the same where they %s', async (_, limits) => {
    let found = 0;
    for (const wanted of await wantedOnes()) {
      const held = await findHeld(estate.database.db, wanted, limits);
      const expected = await imagesWhere(sql<boolean>`l.image_id in (${allHolders(wanted)})`);
      expect(await imagesWhere(held.condition)).toEqual(expected);
      found += expected.length;
    }
    expect(found).toBeGreaterThan(1000);
  });

  it('are counted as they are when looked at one by one', async () => {
    const { db } = estate.database;
    // Exceptions as scans store them: those made up above break the rule that a package counts in one place.
    await sql`delete from image_package_exception where gone_paths = '{}' and removed_at is null and reason = 'removed'`.execute(
      db,
    );
    for (const { where, needsFinding } of await wantedOnes()) {
      if (needsFinding) continue;
      const packages = sql`select p.id from package p where ${where}`;
      const { rows: ids } = await sql<{ id: number }>`${packages}`.execute(db);
      const { images, byPackage } = await countHolders(
        db,
        ids.map(({ id }) => id),
      );
      const all = await sql<{ package_id: number; images: number }>`
        select m.package_id, count(distinct s.image_id) as images
        from package_set_member m join image_package_set s on s.set_id = m.set_id left join image_package_exception x
          on x.image_id = s.image_id and x.position = s.position and x.package_id = m.package_id
        where m.package_id in (${packages}) and (x.reason is null or x.reason in ('moved', 'duplicate'))
        group by m.package_id`.execute(db);
      const counted = [...byPackage].filter(([, count]) => count > 0).sort(([a], [b]) => a - b);
      expect(counted).toEqual(all.rows.map((row) => [row.package_id, row.images]).sort(([a = 0], [b = 0]) => a - b));
      expect(images).toBe(
        (await imagesWhere(sql<boolean>`l.image_id in (${allHolders({ where, needsFinding })})`)).length,
      );
    }
  });
});

const many = { packages: 10_000, holders: 0, lookedUp: 0 };

describe('pages of images', () => {
  const ways: readonly [string, FoundLimits][] = [
    ['few are read at once', {}],
    ['many are tried in order', { held: many, named: { repositories: 10_000, images: 0, few: 0, planned: 0 } }],
    [
      'many are looked up',
      { held: { ...many, lookedUp: 10_000 }, named: { repositories: 3, images: 0, few: 0, planned: 300 } },
    ],
    ['they hold one of too many packages', { held: { ...many, packages: 0 } }],
  ];

  /** All pages, put together, and how many there are said to be on the first. */
  async function walk(filter: Omit<ImageListing, 'limit'>, limits: FoundLimits) {
    const images: string[] = [];
    let total: number | undefined;
    let isAtLeast: boolean | undefined;
    let cursor: string | undefined;
    do {
      const page = await listImages(estate.database.db, { ...filter, limit: 45, cursor }, limits);
      if (cursor === undefined) [total, isAtLeast] = [page.total, page.totalIsAtLeast];
      images.push(...page.items.map(({ repository, imageId }) => `${repository} ${imageId}`));
      cursor = page.nextCursor;
    } while (cursor !== undefined);
    return { images, total, isAtLeast };
  }

  it.each(ways)('are the same, in the same order, where %s', async (_, limits) => {
    const { db } = estate.database;
    const flaws = await sql<{ id: string }>`select id from vulnerability order by md5(id) limit 4`.execute(db);
    const filters: readonly Omit<ImageListing, 'limit'>[] = [
      ...flaws.rows.map(({ id }) => ({ vulnerability: id })),
      { package: 'package-0000' },
      { package: 'package-0000', severity: 'high', sort: 'name' },
      { packageType: 'npm', sort: 'critical' },
      { packageType: 'deb', fixable: true, sort: 'scanned', reverse: true },
      { q: 'service-1', vulnerability: flaws.rows[0]?.id ?? '' },
      { endOfLife: true, sort: 'name' },
      { endOfLife: false },
      { endOfLife: true, packageType: 'deb', kev: true },
      { endOfLife: false, endOfLifeWithin: 36_500 },
      { policy: 'fail' },
      { policy: 'pending', sort: 'name' },
      { policy: 'warn', policyId: 'critical', sort: 'policy' },
      { policyId: 'npm', sort: 'policy', reverse: true },
      ...listedOutcomes.flatMap((policy) => policyIds.map((policyId) => ({ policyId, policy }))),
      { policyId: 'critical', policy: 'pass', q: 'service-1', sort: 'name' },
      { exceptionId: 'everywhere' },
      { exceptionId: 'repository', sort: 'name' },
      { exceptionId: 'none of them' },
      ...words.map((q) => ({ q })),
    ];
    let found = 0;
    for (const filter of filters) {
      const expected: string[] = [];
      for await (const batch of exportImages(db, filter)) {
        expected.push(...batch.map(({ repository, imageId }) => `${repository} ${imageId}`));
      }
      const { images, total, isAtLeast } = await walk(filter, limits);
      expect(images, JSON.stringify(filter)).toEqual(expected);
      if (isAtLeast === true) expect(total, JSON.stringify(filter)).toBeLessThanOrEqual(expected.length);
      else expect(total, JSON.stringify(filter)).toBe(expected.length);
      found += expected.length;
    }
    expect(found).toBeGreaterThan(1000);
  });
});

describe('the numbers of a policy', () => {
  it('are those of the lists to which they lead', async () => {
    const { store, database } = estate;
    await countPolicies(database.db);
    const seen = new Set<string>();
    for (const { id, action, images } of await store.policies.list()) {
      const { violating, accepted, passing: pass, pending } = images;
      const counts = {
        fail: action === 'fail' ? violating : 0,
        warn: action === 'warn' ? violating : 0,
        accepted,
        pass,
        pending,
      };
      for (const [outcome, count] of Object.entries(counts) as [keyof typeof counts, number][]) {
        const { total } = await store.views.listImages({ policyId: id, policy: outcome, limit: 5 });
        expect(total, `${id}: ${outcome}`).toBe(count);
        if (count > 0) seen.add(outcome);
      }
      expect((await store.views.listImages({ policyId: id, limit: 5 })).total, id).toBe(violating);
    }
    expect([...seen].sort()).toEqual(['accepted', 'fail', 'pass', 'pending', 'warn']);
  });

  it('are known exactly, however many there are', async () => {
    const { db } = estate.database;
    await sql`update policy set violating = 123456 where id = 'critical'`.execute(db);
    const page = await listImages(db, { policyId: 'critical', policy: 'warn', limit: 1 }, { held: many });
    expect([page.total, page.totalIsAtLeast]).toEqual([123_456, undefined]);
  });
});

describe('the number of images of an exception', () => {
  it('is that of the list to which it leads', async () => {
    for (const { id, images } of (await estate.store.exceptions.list({ limit: 10 })).items) {
      const { total, totalIsAtLeast } = await estate.store.views.listImages({ exceptionId: id, limit: 5 });
      expect({ total, totalIsAtLeast }, id).toEqual({ totalIsAtLeast: undefined, ...images });
      expect(total, id).toBeGreaterThan(0);
    }
  });
});

describe('pages of repositories', () => {
  const filters: readonly Omit<RepositoryListing, 'limit'>[] = [
    { severity: 'critical' },
    { fixable: true, exploitable: false },
    { kev: true, q: 'team-1' },
    { coverage: 'partial' },
    { distro: 'alpine' },
    { endOfLife: true },
    { packageType: 'npm', severity: 'high' },
    { package: 'package-0000' },
    { q: 'debian' },
    { policy: 'warn' },
    { policyId: 'npm' },
  ];
  const held = { packages: 10_000, holders: 0, lookedUp: 0 };

  async function walk(listing: Omit<RepositoryListing, 'limit'>, limits: RepositoryLimits) {
    const items: object[] = [];
    let first: { readonly total?: number; readonly totalIsAtLeast?: boolean } | undefined;
    let cursor: string | undefined;
    do {
      const page = await listRepositories(estate.database.db, { ...listing, limit: 4, cursor }, limits);
      first ??= page;
      items.push(...page.items);
      cursor = page.nextCursor;
    } while (cursor !== undefined);
    return { items, total: first?.total, isAtLeast: first?.totalIsAtLeast };
  }

  it.each(repositorySorts)('by %s are the same where the first are looked at as where all are', async (sort) => {
    let found = 0;
    for (const filter of filters) {
      const expected = await walk({ ...filter, sort }, { walked: [] });
      expect(expected.total, JSON.stringify(filter)).toBe(expected.items.length);
      const walked = await walk({ ...filter, sort }, { walked: [3, 7], held });
      expect(walked.items, JSON.stringify(filter)).toEqual(expected.items);
      if (walked.isAtLeast === true) expect(walked.total).toBeLessThanOrEqual(expected.items.length);
      else expect(walked.total).toBe(expected.items.length);
      found += walked.items.length;
    }
    expect(found).toBeGreaterThan(30);
  });
});

describe('images with words in their names', () => {
  it.each<[string, NamedLimits]>([
    ['are few', { repositories: 10_000, images: 10_000, few: 10_000, planned: 300 }],
    ['are many', { repositories: 10_000, images: 0, few: 0, planned: 0 }],
    ['are in too many repositories to list', { repositories: 3, images: 0, few: 0, planned: 300 }],
  ])('are the same where they %s', async (_, limits) => {
    const { db } = estate.database;
    const { rows } = await sql<{ image_id: number; names: string }>`
      select l.image_id, lower(concat_ws(' ', registry_name, repository, digest, platform, distro_name, array_to_string(tags, ' ')))
        as names from listed_image l order by 1`.execute(db);
    const counts: number[] = [];
    for (const q of words) {
      const expected = rows
        .filter(({ names }) =>
          q
            .toLowerCase()
            .split(' ')
            .every((word) => names.includes(word)),
        )
        .map((row) => row.image_id);
      const named = await findNamed(db, q, { limits });
      expect(await imagesWhere(named?.condition ?? sql<boolean>`false`), q).toEqual(expected);
      expect(await imagesWhere(namedCondition(q)), q).toEqual(expected);
      const whole = await imagesWhere(
        sql<boolean>`l.repository_id = any(${named?.repositories.text ?? null}::bigint[])`,
      );
      expect(expected, q).toEqual(expect.arrayContaining([...whole]));
      if (named?.isWhole === true) expect(whole, q).toEqual(expected);
      counts.push(expected.length);
    }
    expect(counts.filter((count) => count > 0).length).toBeGreaterThan(10);
  });

  it('are in the repositories that the list of repositories has, with their sums', async () => {
    const { store, database } = estate;
    for (const q of words) {
      const { items } = await store.views.listRepositories({ q, limit: 100 });
      const { rows } = await sql<{ repository: string; images: number }>`
        select repository, count(*) as images from listed_image l where ${namedCondition(q)} group by 1 order by 1`.execute(
        database.db,
      );
      const listed = items.map(({ repository, images }) => ({ repository, images }));
      expect(
        listed.sort((a, b) => (a.repository < b.repository ? -1 : 1)),
        q,
      ).toEqual(rows);
    }
  });
});
