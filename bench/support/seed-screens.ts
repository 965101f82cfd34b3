import { type Kysely, sql } from 'kysely';
import { silentLogger } from '#core/logger.ts';
import { openAdvisoryDatabase } from '#engine/advisories/index.ts';
import { subjectMatcher } from '#server/jobs/advisory-access.ts';
import { rematch } from '#server/jobs/handlers/rematch-packages/rematch-packages.ts';
import type { Store, Tables } from '#server/store/index.ts';
import { type EstateImage, type EstateOptions, estateImages } from '#tests/support/estate/estate.ts';
import { estateAdvisories } from '#tests/support/estate/estate-advisories.ts';
import type { OpenEstate } from '#tests/support/estate/open-estate.ts';
import { seedEstate } from '#tests/support/estate/seed-estate.ts';
import { registrySettings } from '#tests/support/service/open-test-store.ts';
import { listAtOnce } from './list-at-once.ts';

/** Which share of the images each registry holds, in percent. */
const shares = [40, 20, 12, 10, 8, 5, 4, 1];
const trendDays = 30;

/**
 * Fills an estate to what scans and a first look at the advisories come to, with several registries; what is there already stays as it is.
 * Each thing is written once: all is matched before anything is counted, and counted before it is listed.
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
  await sql`select pg_reload_conf()`.execute(db);
  await listAtOnce(db, async () => {
    await storeImages(estate, options);
    onStep('images stored');
    await sql`insert into package_set_to_count select id from package_set on conflict do nothing`.execute(db);
    await sql`insert into image_to_count select id from image on conflict do nothing`.execute(db);
    await estate.publish(estateAdvisories(options));
    await matchThenCount(estate);
    onStep('packages matched, images counted');
  });
  onStep('images listed');
  for (let day = trendDays; day >= 0; day -= 1) {
    await estate.store.trends.record(new Date(Date.now() - day * 24 * 3600 * 1000));
  }
  await sql`alter system reset all`.execute(db);
  await sql`select pg_reload_conf()`.execute(db);
  await sql`vacuum analyze`.execute(db);
}

async function storeImages({ database: { db }, store }: OpenEstate, options: EstateOptions): Promise<void> {
  const images = estateImages(options);
  for (const [index, share] of shares.entries()) {
    const registry = `registry-${index}.example`;
    const registryId = `registry-${index}`;
    await store.registries.create(
      registryId,
      { ...registrySettings, name: `Registry ${index}`, path: registry },
      undefined,
    );
    const some = take(images, Math.ceil((options.images * share) / 100));
    await seedEstate(db, some, {
      registryId,
      registry,
      now: new Date(Date.UTC(2026, 0, 1 + index)),
      isCounted: false,
    });
    await analyze(db);
  }
}

/** While tables grow from nothing, the planner is to know of it. */
async function analyze(db: Kysely<Tables>): Promise<void> {
  await sql`analyze package, package_set, package_set_member, image, image_package_set, repository_image, tag`.execute(
    db,
  );
}

async function matchThenCount({ advisoriesPath, store }: OpenEstate): Promise<void> {
  const { matching } = store;
  const patient: Store = {
    ...store,
    matching: {
      ...matching,
      count: async (atOnce) => (await matching.countMarked()) === 0 && (await matching.count(atOnce)),
    },
  };
  const advisories = openAdvisoryDatabase(advisoriesPath);
  try {
    const { signal } = new AbortController();
    await rematch(subjectMatcher(advisories, '1'), { store: patient, logger: silentLogger, signal });
  } finally {
    advisories.close();
  }
}

function* take(images: Iterator<EstateImage>, count: number): Generator<EstateImage> {
  for (let left = count; left > 0; left -= 1) {
    const { value, done } = images.next();
    if (done === true) return;
    yield value;
  }
}
