import { type Kysely, type RawBuilder, sql } from 'kysely';
import type { Tables } from '../schema.ts';

/** Where some packages are: what images share of them is looked at once, and not image by image. */
export interface HoldingSets {
  readonly packageIds: readonly number[];
  /** The sets that have any of them. */
  readonly setIds: readonly number[];
  /** The sets of each package that any set has. */
  readonly setsOf: ReadonlyMap<number, readonly number[]>;
  /** How many images have a set, by its id. */
  readonly imagesOf: ReadonlyMap<number, number>;
  /** Images that have one of the sets, and yet none of the packages: all that it brought them is gone. */
  readonly deadImageIds: readonly number[];
}

/** Finds where packages are, by their ids. */
export async function holdingSets(db: Kysely<Tables>, packageIds: readonly number[]): Promise<HoldingSets> {
  const { rows } = await sql<{ package_id: number; set_id: number }>`
    select package_id, set_id from package_set_member where package_id = any(${packageIds}::bigint[])`.execute(db);
  const setsOf = new Map(
    [...Map.groupBy(rows, (row) => row.package_id)].map(([id, held]) => [id, held.map(({ set_id }) => set_id)]),
  );
  const setIds = [...new Set(rows.map(({ set_id }) => set_id))];
  const [imagesOf, deadImageIds] = await Promise.all([countImages(db, setIds), deadOnes(db, { packageIds, setIds })]);
  return { packageIds, setIds, setsOf, imagesOf, deadImageIds };
}

/** How many images there are with any of some sets: each once. */
export async function countImagesWith(
  db: Kysely<Tables>,
  { setIds, imagesOf }: Pick<HoldingSets, 'setIds' | 'imagesOf'>,
): Promise<number> {
  const [only] = setIds;
  if (only === undefined) return 0;
  if (setIds.length === 1) return imagesOf.get(only) ?? 0;
  const { rows } = await sql<{ images: number }>`
    select count(*) as images from (
      select from image_package_set where set_id = any(${setIds}::bigint[]) group by image_id) i`.execute(db);
  return rows[0]?.images ?? 0;
}

async function countImages(db: Kysely<Tables>, setIds: readonly number[]): Promise<ReadonlyMap<number, number>> {
  const { rows } = await sql<{ set_id: number; images: number }>`
    select set_id, count(*) as images from image_package_set where set_id = any(${setIds}::bigint[])
    group by set_id`.execute(db);
  return new Map(rows.map(({ set_id, images }) => [set_id, images]));
}

type Sought = Pick<HoldingSets, 'packageIds' | 'setIds'>;

async function deadOnes(db: Kysely<Tables>, { packageIds, setIds }: Sought): Promise<readonly number[]> {
  const { rows } = await sql<{ image_id: number }>`
    ${deadImages(sql`${packageIds}::bigint[]`, sql`${setIds}::bigint[]`)}`.execute(db);
  return rows.map(({ image_id }) => image_id);
}

/** Numbers of the images that have one of some sets, and yet none of some packages in them: all that it brought them is gone. */
export function deadImages(packageIds: RawBuilder<unknown>, setIds: RawBuilder<unknown>): RawBuilder<unknown> {
  return sql`
    with gone as materialized (
      select image_id, position, package_id from image_package_exception
      where package_id = any(${packageIds}) and reason in ('removed', 'replaced')
    ),
    doubtful as materialized (select distinct image_id from gone),
    holding as (
      select s.image_id from doubtful d join image_package_set s on s.image_id = d.image_id
        join package_set_member m on m.set_id = s.set_id
      where s.set_id = any(${setIds}) and m.package_id = any(${packageIds})
        -- Not a join, for which the planner takes what is gone of thousands of images for one row.
        and (s.image_id, s.position, m.package_id) not in (select image_id, position, package_id from gone)
    )
    select image_id from doubtful except select image_id from holding`;
}
