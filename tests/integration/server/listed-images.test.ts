import { sql } from 'kysely';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { imageSorts } from '#server/store/index.ts';
import { planPackageSets } from '#server/store/inventory/plan-package-sets.ts';
import { recomputeHolders, recomputeMarkedImages } from '#server/store/inventory/recompute-totals.ts';
import { saveInventories } from '#server/store/inventory/save-inventories.ts';
import { type ImageName, saveNames } from '#server/store/inventory/save-names.ts';
import { listedImages } from '#server/store/migrations/023-listed-images.ts';
import { rolledUpTotals } from '#server/store/migrations/024-rolled-up-totals.ts';
import { imageEpss } from '#server/store/migrations/027-image-epss.ts';
import { cheaperSums } from '#server/store/migrations/034-cheaper-sums.ts';
import { policies } from '#server/store/migrations/043-policies.ts';
import { incompleteFirst } from '#server/store/migrations/044-incomplete-first.ts';
import { imageOrder } from '#server/store/read-models/image-orders.ts';
import { estateImages } from '#tests/support/estate/estate.ts';
import { estateAdvisories } from '#tests/support/estate/estate-advisories.ts';
import { expectListed, listedRows } from '#tests/support/estate/expect-listed.ts';
import { estateRegistry, type OpenEstate, openEstate } from '#tests/support/estate/open-estate.ts';
import { createRandom } from '#tests/support/estate/random.ts';
import { seedEstate } from '#tests/support/estate/seed-estate.ts';
import { registrySettings } from '#tests/support/service/open-test-store.ts';

const options = { images: 60, packagesPerImage: 20, distinctPackages: 300 };
const images = [...estateImages(options)];
const now = new Date('2026-03-01T00:00:00Z');
let estate: OpenEstate;

beforeAll(async () => {
  estate = await openEstate();
  await addRegistry('other');
  await seedEstate(estate.database.db, images, { ...estateRegistry, now });
});
afterAll(() => estate.close());

async function addRegistry(id: string): Promise<void> {
  const settings = { ...registrySettings, name: `The ${id} one`, path: `${id}.example` };
  await estate.store.registries.create(id, settings, undefined);
}

async function rowsOf(query: string): Promise<readonly Record<string, unknown>[]> {
  return (await sql.raw<Record<string, unknown>>(query).execute(estate.database.db)).rows;
}

const expectAllRight = () => expectListed(estate.database.db);

async function idsOf(table: 'image' | 'repository'): Promise<readonly number[]> {
  return (await rowsOf(`select id from ${table} order by id`)).map(({ id }) => id as number);
}

function nameOf(
  registryId: string,
  registry: string,
  repository: string,
  tag: string | undefined,
  imageId: number,
): ImageName {
  const digest = `sha256:${imageId}`;
  return {
    registryId,
    reference: { registry, repository, ...(tag !== undefined && { tag }) },
    platform: '',
    targetDigest: digest,
    manifestDigest: digest,
    imageId,
  };
}

describe('the listing that is kept', () => {
  it('is right once images are stored that are not matched yet', async () => {
    await expectAllRight();
    expect(await rowsOf('select count(*) as count from listed_image')).toEqual([{ count: 60 }]);
  });

  it('is right once they are matched', async () => {
    await estate.publish(estateAdvisories(options));
    await estate.rematch();
    await expectAllRight();
    const [all] = await rowsOf(`select images, critical from registry_totals where scope = ''`);
    expect(all?.critical).toBeGreaterThan(0);
  });

  it('counts an image once in a registry that holds it twice, and in all', async () => {
    const { db } = estate.database;
    const ids = await idsOf('image');
    const names = ids
      .slice(0, 20)
      .flatMap((id, index) => [
        nameOf('estate', 'registry.example', 'copy/a', `t${index}`, id),
        nameOf('other', 'other.example', 'copy/b', index % 2 === 0 ? `t${index}` : undefined, id),
      ]);
    await saveNames(db, names, new Date('2026-03-02T00:00:00Z'));
    await expectAllRight();
    const counts = await rowsOf(`select scope, images from registry_totals order by 1`);
    expect(counts).toEqual([
      { scope: '', images: 60 },
      { scope: 'estate', images: 60 },
      { scope: 'other', images: 20 },
    ]);
  });

  it.each([
    ['a tag that moves on', `update tag set image_id = (select max(id) from image) where name = 't4'`],
    ['a tag that is gone', `delete from tag where name = 't6'`],
    ['a name that is gone', `delete from repository_image where image_id = (select min(id) from image)`],
    [
      'a name that was seen again',
      `update repository_image set scanned_at = '2026-04-01T00:00:00Z' where image_id % 3 = 0`,
    ],
    ['another name of the registry', `update registry set name = 'Renamed' where id = 'other'`],
    [
      'a repository that another registry has now',
      `update repository set registry_id = 'other' where name like '%service-1'`,
    ],
    [
      'another distro',
      `update image set distro = '{"id": "debian", "prettyName": "Debian", "release": "13"}' where id % 4 = 0`,
    ],
    [
      'other totals of some',
      `update image_totals set critical = critical + image_id::int, coverage = 'partial' where image_id % 5 = 0`,
    ],
    ['totals that are what they were', `update image_totals set critical = critical`],
    ['no totals any more', `update image_totals set critical = 0, high = 0, fixable = 0, known_exploited = 0`],
    [
      'an image that is gone',
      `delete from image where id = (select max(id) from image where id not in (select image_id from scan where image_id is not null))`,
    ],
  ])('follows %s', async (_, statement) => {
    await sql.raw(statement).execute(estate.database.db);
    await expectAllRight();
  });

  it('follows whatever happens in whatever order', async () => {
    const { db } = estate.database;
    const random = createRandom(7);
    for (let step = 0; step < 40; step += 1) {
      const ids = await idsOf('image');
      const some = Array.from({ length: 1 + random.below(6) }, () => ids[random.below(ids.length)] ?? 0);
      const other = random.below(2) === 0;
      const [registryId, registry] = other ? ['other', 'other.example'] : ['estate', 'registry.example'];
      const names = [...new Set(some)].map((id, index) =>
        nameOf(registryId, registry, `r${random.below(4)}`, `t${index + random.below(3) * 10}`, id),
      );
      const first = names[0];
      if (first === undefined) continue;
      await db.transaction().execute(async (transaction) => {
        await saveNames(
          transaction,
          names.filter(({ reference }) => reference.repository === first.reference.repository),
          now,
        );
        if (random.below(3) === 0)
          await sql`update image_totals set high = ${random.below(50)} where image_id = any(${some}::bigint[])`.execute(
            transaction,
          );
        if (random.below(5) === 0)
          await sql`delete from repository where name like ${`%/r${random.below(4)}`}`.execute(transaction);
      });
      await expectAllRight();
    }
  });

  it('follows an image that is stored again', async () => {
    const [one] = images;
    if (one === undefined) throw new Error('there are no images');
    const changed = { ...one.inventory, packages: one.inventory.packages.slice(3) };
    await estate.database.db.transaction().execute(async (transaction) => {
      const saved = await saveInventories(transaction, [{ inventory: changed, plan: planPackageSets(changed) }], {
        catalogers: 'x@1',
        now,
      });
      await recomputeHolders(transaction, { packageIds: [], setIds: saved.addedSetIds, imageIds: saved.imageIds });
    });
    await expectAllRight();
  });

  it('is made of what an older release stored', async () => {
    const { db } = estate.database;
    await sql`insert into image_to_count select id from image on conflict do nothing`.execute(db);
    while ((await recomputeMarkedImages(db, 1000)) > 0);
    const before = await rowsOf(`${listedRows} order by 1, 2`);
    const exact = await rowsOf('select image_id, epss_max from image_totals order by 1');
    for (const statement of undo) await sql.raw(statement).execute(db);
    for (const { up } of [listedImages, rolledUpTotals, imageEpss, cheaperSums, policies, incompleteFirst])
      await up(db as never);
    const atMost = await rowsOf('select image_id, epss_max from image_totals order by 1');
    expect(atMost.every(({ epss_max: most }, index) => Number(most) >= Number(exact[index]?.epss_max))).toBe(true);
    while ((await recomputeMarkedImages(db, 1000)) > 0);
    expect(await rowsOf('select image_id, epss_max from image_totals order by 1')).toEqual(exact);
    expect(await rowsOf(`${listedRows} order by 1, 2`)).toEqual(before);
    await expectAllRight();
  });

  it.each(imageSorts.flatMap((sort) => [false, true].map((reverse) => [sort, reverse] as const)))(
    'is read off an index by %s (reverse: %s), and nothing is sorted',
    async (sort, reverse) => {
      const plan = await estate.database.db.transaction().execute(async (transaction) => {
        // Sixty rows are sorted sooner than looked up.
        await sql`set local enable_seqscan = off`.execute(transaction);
        const order = imageOrder(sort, reverse);
        return sql<{ 'QUERY PLAN': string }>`
          explain select * from listed_image l where ${order.after(undefined)} order by ${order.orderBy} limit 10`.execute(
          transaction,
        );
      });
      const text = plan.rows.map((row) => row['QUERY PLAN']).join('\n');
      expect(text).toContain('Index Scan');
      expect(text).not.toContain('Sort');
    },
  );

  describe('where nothing was found', () => {
    const order = ['unknown', 'partial', 'complete'];
    const inOrder = (items: readonly { readonly coverage: string }[]) =>
      items.map(({ coverage }) => order.indexOf(coverage)).every((one, index, all) => one >= (all[index - 1] ?? 0));

    beforeAll(async () => {
      const zero = ['critical', 'high', 'medium', 'low', 'negligible', 'unknown', 'fixable', 'exploitable'];
      zero.push('known_exploited', 'risk_score');
      await sql
        .raw(
          `update image_totals set ${zero.map((name) => `${name} = 0`).join(', ')},
            coverage = (array['complete', 'partial', 'unknown'])[1 + image_id % 3]`,
        )
        .execute(estate.database.db);
    });

    it('is right', expectAllRight);

    it.each(['worst', 'risk', 'findings', 'critical', 'fixable'] as const)(
      'what is not fully known comes before what is clean, by %s',
      async (sort) => {
        const { items } = await estate.store.views.listImages({ sort, limit: 500 });
        expect(new Set(items.map(({ coverage }) => coverage)).size).toBe(3);
        expect(inOrder(items)).toBe(true);
      },
    );

    it('a repository is as unknown as the least known of its images', async () => {
      const { items } = await estate.store.views.listRepositories({ limit: 500 });
      const { items: all } = await estate.store.views.listImages({ limit: 500 });
      for (const { repository, coverage } of items) {
        const [worst] = all.filter((image) => image.repository === repository);
        expect(coverage, repository).toBe(worst?.coverage);
      }
      expect(inOrder(items)).toBe(true);
    });

    it('a registry is known only where all of it is', async () => {
      const counts = await estate.store.views.registryCounts();
      expect(counts.get('estate')).toMatchObject({ riskScore: 0, coverage: 'partial' });
    });
  });

  it('ends with its registry', async () => {
    await sql`delete from registry where id = 'other'`.execute(estate.database.db);
    await expectAllRight();
    await sql`delete from registry`.execute(estate.database.db);
    await expectAllRight();
    expect(await rowsOf('select * from registry_totals')).toEqual([]);
    expect((await estate.store.views.dashboard(undefined, now)).images).toBe(0);
  });
});

const undo = [
  'drop table listed_image, repository_totals, registry_totals cascade',
  'drop table policy, policy_rule, policy_repository, repository_to_judge, policy_to_count, rule_to_forget cascade',
  'drop table package_violation, package_set_violation, image_violation cascade',
  'drop function find_policies, count_scopes, remove_set_violations, remove_image_violations, policy_outcome, bears_name cascade',
  `do $$ declare f record; begin
    for f in select oid::regprocedure as name from pg_proc where proname like 'list\\_%' or proname like 'roll\\_up\\_%' loop
      if f.name::text !~ '^list_(append|cat)' then execute 'drop function ' || f.name || ' cascade'; end if;
    end loop; end $$`,
  'drop index package_vulnerability_aliases',
  'create index image_totals_rank on image_totals (rank, image_id)',
  'alter table package_vulnerability drop column epss',
  'alter table package drop column epss_max',
  'alter table package_set drop column epss_max',
  'alter table image_totals drop column epss_max',
];
