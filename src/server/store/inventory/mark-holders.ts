import { type Kysely, sql } from 'kysely';
import type { Tables } from '../schema.ts';

/** Marks all package sets that hold these packages to be counted again, in the transaction that changed the packages. */
export async function markHolders(db: Kysely<Tables>, packageIds: readonly number[]): Promise<void> {
  if (packageIds.length === 0) return;
  await sql`
    insert into package_set_to_count select distinct set_id from package_set_member
    where package_id = any(${packageIds}::bigint[]) on conflict do nothing`.execute(db);
}

/** Marks images to be counted again, in the transaction that changed what is decided in them alone, or what that is decided of. */
export async function markImages(db: Kysely<Tables>, imageIds: readonly number[]): Promise<void> {
  if (imageIds.length === 0) return;
  await sql`insert into image_to_count select unnest(${imageIds}::bigint[]) on conflict do nothing`.execute(db);
}
