import { type Kysely, sql } from 'kysely';
import { silentLogger } from '#core/logger.ts';
import { openAdvisoryDatabase } from '#engine/advisories/index.ts';
import { subjectMatcher } from '#server/jobs/advisory-access.ts';
import { rematch } from '#server/jobs/handlers/rematch-packages/rematch-packages.ts';
import type { Tables } from '#server/store/index.ts';
import { type EstateImage, type EstateOptions, estateImages } from '#tests/support/estate/estate.ts';
import { estateAdvisories } from '#tests/support/estate/estate-advisories.ts';
import { judgeEstate } from '#tests/support/estate/judge-estate.ts';
import type { OpenEstate } from '#tests/support/estate/open-estate.ts';
import { createSeeder } from '#tests/support/estate/seed-estate.ts';
import { registrySettings } from '#tests/support/service/open-test-store.ts';
import { createPolicies } from './create-policies.ts';
import { listAtOnce } from './list-at-once.ts';
import { withoutIndexes } from './without-indexes.ts';

/** Which share of the images each registry holds, in percent. */
const shares = [40, 20, 12, 10, 8, 5, 4, 1];
const trendDays = 30;
/** After so many images the planner is told of tables that were empty before. */
const knownFirst = 2_000;
/** The tables that grow most, and what storing looks up. */
const needed = {
  image: [],
  image_package_exception: [],
  image_package_set: ['image_package_set_holders'],
  image_violation: [],
  layer_chain: [],
  package: ['package_supported_until'],
  package_set_member: [],
  package_violation: [],
  package_vulnerability: ['package_vulnerability_suppressed'],
  repository: [],
  repository_image: ['repository_image_image'],
  tag: ['tag_image', 'tag_previous_image'],
  vulnerability: ['vulnerability_uncompared'],
};

/**
 * Fills an estate to what scans come to, with advisories and policies that are there already, in several registries; one that is filled stays as it is. Each
 * thing is written once: packages are matched and judged as they come, and images listed once all is counted.
 */
export async function seedScreens(
  estate: OpenEstate,
  options: EstateOptions,
  onStep: (step: string) => void,
): Promise<void> {
  const { db } = estate.database;
  const { rows } = await sql<{ images: number }>`select count(*) as images from image`.execute(db);
  if ((rows[0]?.images ?? 0) >= options.images) return;
  // A crash would cost this database nothing but the time to fill it again.
  await sql`alter system set full_page_writes = off`.execute(db);
  await sql`alter system set fsync = off`.execute(db);
  await sql`alter system set maintenance_work_mem = '256MB'`.execute(db);
  await sql`select pg_reload_conf()`.execute(db);
  await createRegistries(estate);
  await createPolicies(estate);
  await estate.publish(estateAdvisories(options));
  onStep('advisories built');
  await listAtOnce(db, async () => {
    await withoutIndexes(db, needed, async () => {
      await storeImages(estate, options);
      onStep('images stored, matched, judged and counted');
    });
    onStep('indexes made');
  });
  await judgeEstate(estate.store);
  onStep('images listed');
  for (let day = trendDays; day >= 0; day -= 1) {
    await estate.store.trends.record(new Date(Date.now() - day * 24 * 3600 * 1000));
  }
  await sql`alter system reset all`.execute(db);
  await sql`select pg_reload_conf()`.execute(db);
  await sql`vacuum analyze`.execute(db);
  onStep('tables vacuumed');
}

async function createRegistries({ store }: OpenEstate): Promise<void> {
  for (const index of shares.keys()) {
    const settings = { ...registrySettings, name: `Registry ${index}`, path: `registry-${index}.example` };
    await store.registries.create(`registry-${index}`, settings, undefined);
  }
}

async function storeImages(
  { database: { db }, store, advisoriesPath }: OpenEstate,
  options: EstateOptions,
): Promise<void> {
  const advisories = openAdvisoryDatabase(advisoriesPath);
  try {
    const matcher = subjectMatcher(advisories, '1');
    await store.matching.begin(matcher);
    const seed = createSeeder(db, matcher);
    const images = estateImages(options);
    for (const [index, share] of shares.entries()) {
      const some = take(images, Math.ceil((options.images * share) / 100));
      const where = {
        registryId: `registry-${index}`,
        registry: `registry-${index}.example`,
        now: new Date(Date.UTC(2026, 0, 1 + index)),
      };
      if (index === 0) {
        await seed(take(some, knownFirst), where);
        await analyze(db);
      }
      await seed(some, where);
      await analyze(db);
    }
    // Finds that all is as the advisories say, and notes it.
    await rematch(matcher, { store, logger: silentLogger, signal: new AbortController().signal });
  } finally {
    advisories.close();
  }
}

/** While tables grow from nothing, the planner is to know of it. */
async function analyze(db: Kysely<Tables>): Promise<void> {
  await sql`analyze package, package_set, package_set_member, package_violation, image, image_package_set`.execute(db);
}

function* take(images: Iterator<EstateImage>, count: number): Generator<EstateImage> {
  for (let left = count; left > 0; left -= 1) {
    const { value, done } = images.next();
    if (done === true) return;
    yield value;
  }
}
