import { type Kysely, type RawBuilder, sql } from 'kysely';
import { countedHere, joinHere } from '../inventory/statements/here.ts';
import { planKept } from '../kept-plans.ts';
import type { Tables } from '../schema.ts';
import { isCounted } from './image-totals.ts';

/**
 * The packages of an image, `with members as (…)`: `package_id`, `layer_index`, and the files of that layer that tell of it, each
 * package once. Positions past the layers are the image's own sets (see `planPackageSets`).
 */
export function membersOf(
  imageId: number,
  name: 'members' | 'old_members' | 'new_members' = 'members',
): RawBuilder<unknown> {
  return sql`${sql.raw(name)} as (
    select m.package_id, s.position % ${layersOf(imageId)} as layer_index,
      array(select p from unnest(m.paths) p where p <> all(coalesce(x.gone_paths, '{}'))) as paths
    from image_package_set s join package_set_member m on m.set_id = s.set_id
      left join image_package_exception x
        on x.image_id = s.image_id and x.position = s.position and x.package_id = m.package_id
    where s.image_id = ${imageId}::bigint and (x.reason is null or x.reason = 'moved')
  )`;
}

/** How many layers an image has: asked for once in a query, since the list of them is large. */
function layersOf(imageId: number): RawBuilder<number> {
  return sql<number>`(select greatest(jsonb_array_length(layers), 1) from image where id = ${imageId}::bigint)`;
}

/** A file of an image that tells of a package, and the layer that brought it. */
export interface PackagePlace {
  readonly path: string;
  readonly layerIndex: number;
}

/** All places of some packages of an image, by package id. */
export async function placesOf(
  db: Kysely<Tables>,
  imageId: number,
  packageIds: readonly number[],
): Promise<ReadonlyMap<number, readonly PackagePlace[]>> {
  const { rows } = await sql<{ package_id: number; path: string; layerIndex: number }>`${planKept}
    select m.package_id, p.path, s.position % ${layersOf(imageId)} as "layerIndex"
    from image_package_set s join package_set_member m on m.set_id = s.set_id
      left join image_package_exception x
        on x.image_id = s.image_id and x.position = s.position and x.package_id = m.package_id
      cross join unnest(m.paths) as p(path)
    where s.image_id = ${imageId}::bigint and m.package_id = any(${packageIds}::bigint[])
      and (x.reason is null or x.reason in ('moved', 'duplicate')) and p.path <> all(coalesce(x.gone_paths, '{}'))
    order by "layerIndex", p.path`.execute(db);
  const places = Map.groupBy(rows, ({ package_id }) => package_id);
  return new Map([...places].map(([id, found]) => [id, found.map(({ path, layerIndex }) => ({ path, layerIndex }))]));
}

/** The number of an image by its digest. */
export async function findImageId(db: Kysely<Tables>, digest: string): Promise<number | undefined> {
  return (await db.selectFrom('image').select('id').where('digest', '=', digest).executeTakeFirst())?.id;
}

/** The images, by number and perhaps several times, that hold any of the packages that a query gives, wherever they stand. */
export function holdersOf(packages: RawBuilder<unknown>): RawBuilder<unknown> {
  return sql`
    select s.image_id from package_set_member m join image_package_set s on s.set_id = m.set_id
      left join image_package_exception x
        on x.image_id = s.image_id and x.position = s.position and x.package_id = m.package_id
    where m.package_id in (${packages}) and (x.reason is null or x.reason in ('moved', 'duplicate'))`;
}

/**
 * The images, by number and perhaps several times, in which a finding counts that is as `where` says of packages `p`, findings `v` and vulnerabilities
 * `e`. Of images of which statements themselves decide something, each finding is looked at; of all others the packages.
 */
export function findingHolders(where: RawBuilder<boolean>): RawBuilder<unknown> {
  const findings = sql`package p join package_vulnerability v on v.package_id = p.id join vulnerability e on e.id = v.vulnerability_id`;
  const packages = sql`select p.id from ${findings} where ${where} and ${isCounted}`;
  return sql`
    select h.image_id from (${holdersOf(packages)}) h
    where not exists (select from image_suppression d where d.image_id = h.image_id)
    union all
    select s.image_id from (select distinct image_id from image_suppression) d
      join image_package_set s on s.image_id = d.image_id join package_set_member m on m.set_id = s.set_id
      left join image_package_exception x
        on x.image_id = s.image_id and x.position = s.position and x.package_id = m.package_id
      join package p on p.id = m.package_id join package_vulnerability v on v.package_id = p.id
      join vulnerability e on e.id = v.vulnerability_id ${joinHere(sql`s.image_id`)}
    where (x.reason is null or x.reason in ('moved', 'duplicate')) and ${where} and ${countedHere}`;
}

/** Whether the base image brought a package, or the application on top of it. */
export type PackageSide = 'base' | 'application';

/** The condition that members `m` of an image are of one side; of an image whose base is not known, all is of the application. */
export function sideCondition(imageId: number, side: PackageSide | undefined): RawBuilder<boolean> | undefined {
  if (side === undefined) return undefined;
  const layers = sql`(select case when base_image_id is null then 0 else base_layers end from image where id = ${imageId})`;
  return side === 'base' ? sql<boolean>`m.layer_index < ${layers}` : sql<boolean>`m.layer_index >= ${layers}`;
}
