import { sql } from 'kysely';
import { type EstateImage, type EstateOptions, estateImages } from '#tests/support/estate/estate.ts';
import { estateAdvisories } from '#tests/support/estate/estate-advisories.ts';
import type { OpenEstate } from '#tests/support/estate/open-estate.ts';
import { seedEstate } from '#tests/support/estate/seed-estate.ts';
import { registrySettings } from '#tests/support/service/open-test-store.ts';

/** Which share of the images each registry holds, in percent. */
const shares = [40, 20, 12, 10, 8, 5, 4, 1];
const trendDays = 30;

/** Fills an estate as scans and a first look at the advisories would have, with several registries; what is there already stays as it is. */
export async function seedScreens(estate: OpenEstate, options: EstateOptions): Promise<void> {
  const { db } = estate.database;
  const { rows } = await sql<{ images: number }>`select count(*) as images from image`.execute(db);
  if ((rows[0]?.images ?? 0) >= options.images) return;
  // A crash would cost this database nothing but the time to fill it again.
  await sql`alter system set full_page_writes = off`.execute(db);
  await sql`alter system set fsync = off`.execute(db);
  await sql`select pg_reload_conf()`.execute(db);
  const images = estateImages(options);
  for (const [index, share] of shares.entries()) {
    const registry = `registry-${index}.example`;
    const registryId = `registry-${index}`;
    await estate.store.registries.create(
      registryId,
      { ...registrySettings, name: `Registry ${index}`, path: registry },
      undefined,
    );
    const some = take(images, Math.ceil((options.images * share) / 100));
    await seedEstate(db, some, { registryId, registry, now: new Date(Date.UTC(2026, 0, 1 + index)) });
  }
  await estate.publish(estateAdvisories(options));
  await estate.rematch();
  for (let day = trendDays; day >= 0; day -= 1) {
    await estate.store.trends.record(new Date(Date.now() - day * 24 * 3600 * 1000));
  }
  await sql`alter system reset all`.execute(db);
  await sql`select pg_reload_conf()`.execute(db);
  await sql`vacuum analyze`.execute(db);
}

function* take(images: Iterator<EstateImage>, count: number): Generator<EstateImage> {
  for (let left = count; left > 0; left -= 1) {
    const { value, done } = images.next();
    if (done === true) return;
    yield value;
  }
}
