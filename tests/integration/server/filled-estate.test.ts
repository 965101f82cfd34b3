import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { sql } from 'kysely';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { expectCounted } from '#tests/support/estate/expect-counted.ts';
import { expectJudged } from '#tests/support/estate/expect-judged.ts';
import { expectListed } from '#tests/support/estate/expect-listed.ts';
import { type OpenEstate, openEstate } from '#tests/support/estate/open-estate.ts';
import { seedScreens } from '../../../bench/support/seed-screens.ts';

const options = { images: 100, packagesPerImage: 20, distinctPackages: 300 };
/** What a server is asked to look after, and how. */
const schema = `
  select 'index ' || indexdef as line from pg_indexes where schemaname = 'public'
  union all select 'constraint ' || conrelid::regclass || ' ' || pg_get_constraintdef(oid) || ' ' || convalidated from pg_constraint
    where connamespace = 'public'::regnamespace
  union all select 'trigger ' || tgrelid::regclass || ' ' || tgname || ' ' || tgenabled::text from pg_trigger where not tgisinternal
  union all select 'setting ' || name || ' ' || setting from pg_file_settings where sourcefile like '%postgresql.auto.conf'
  order by 1`;
let directory: string;
let estate: OpenEstate;
let before: readonly string[];

async function schemaLines(): Promise<readonly string[]> {
  const { rows } = await sql.raw<{ line: string }>(schema).execute(estate.database.db);
  return rows.map(({ line }) => line);
}

beforeAll(async () => {
  directory = await mkdtemp(join(tmpdir(), 'plimsoll-filled-'));
  estate = await openEstate({ directory });
  before = await schemaLines();
  await seedScreens(estate, options, () => undefined);
});
afterAll(async () => {
  await estate.close();
  await rm(directory, { recursive: true, force: true });
});

it('an estate that is filled for the bench has all that scans would have stored', async () => {
  const { db } = estate.database;
  const { rows } = await sql<Record<string, number>>`
    select (select count(*) from image) as images, (select count(*) from listed_image) as listed,
      (select count(distinct registry_id) from listed_image) as registries,
      (select count(*) from listed_image where policy_outcome in ('fail', 'warn')) > 0 as violating`.execute(db);
  expect(rows).toEqual([{ images: 100, listed: 100, registries: 8, violating: true }]);
  await expectCounted(db, 'filled');
  await expectListed(db);
  await expectJudged(estate, 'filled');
});

it('nothing of it is left to be matched', async () => {
  const { rows } = await sql<{ matched: boolean }>`
    select count(*) filter (where matched_build = (select build from advisory_state)) = count(*) as matched from package`.execute(
    estate.database.db,
  );
  expect(rows).toEqual([{ matched: true }]);
});

it('its database has every index, constraint and trigger, and is written as safely as any', async () => {
  expect(await schemaLines()).toEqual(before);
});
