import { type Kysely, type RawBuilder, sql } from 'kysely';
import type { Tables } from '../schema.ts';

/** Repositories whose images are bases before all others: `registry.example/base/debian`, or `registry.example/base/*`. */
export type BaseRepositories = readonly string[];

/**
 * After an image has been stored with its layers and names: finds the image that it is built on, and the images that are built on
 * it. The base is the image whose layers are the longest stack at the bottom of the other's; one of a named repository
 * goes before any other. Where both have the same layers, the one whose history the other's begins with is the base.
 */
export async function saveBases(db: Kysely<Tables>, imageId: number, repositories: BaseRepositories): Promise<void> {
  await saveBaseOf(db, imageId, repositories);
  await saveAsBase(db, imageId, repositories);
}

async function saveBaseOf(db: Kysely<Tables>, imageId: number, repositories: BaseRepositories): Promise<void> {
  await sql`
    with recursive below as (
      select c.* from layer_chain c join image i on i.chain = c.id where i.id = ${imageId}
      union all select c.* from layer_chain c join below on c.id = below.parent
    ),
    best as (
      select b.id, below.depth, ${isNamed(sql`b.id`, repositories)} as named
      from below join image b on b.chain = below.id, image d
      where d.id = ${imageId} and b.id <> d.id and (b.chain <> d.chain or ${isHistoryPrefix})
      order by named desc, below.depth desc, jsonb_array_length(b.config->'history'), b.id limit 1
    )
    update image set base_image_id = best.id, base_layers = coalesce(best.depth, 0), base_named = coalesce(best.named, false)
    from (select) one left join best on true where image.id = ${imageId}`.execute(db);
}

async function saveAsBase(db: Kysely<Tables>, imageId: number, repositories: BaseRepositories): Promise<void> {
  await sql`
    with recursive above as (
      select c.id from layer_chain c join image i on i.chain = c.id where i.id = ${imageId}
      union all select c.id from layer_chain c join above on c.parent = above.id
    )
    update image d set base_image_id = b.id, base_layers = b.depth, base_named = b.named
    from (
      select i.*, c.depth, ${isNamed(sql`i.id`, repositories)} as named
      from image i join layer_chain c on c.id = i.chain where i.id = ${imageId}
    ) b
    where d.chain in (select id from above) and d.id <> b.id and (b.chain <> d.chain or ${isHistoryPrefix})
      and (d.base_image_id is null or (b.named, b.depth) > (d.base_named, d.base_layers))`.execute(db);
}

/** Whether the history of `b` is where that of `d` begins, and ends before. */
const isHistoryPrefix = sql<boolean>`(
  jsonb_array_length(b.config->'history') < jsonb_array_length(d.config->'history')
  and not exists (
    select from jsonb_array_elements(b.config->'history') with ordinality as line(entry, position)
    where line.entry->>'createdBy' is distinct from d.config->'history'->(position::int - 1)->>'createdBy'))`;

function isNamed(imageId: RawBuilder<unknown>, repositories: BaseRepositories): RawBuilder<boolean> {
  if (repositories.length === 0) return sql<boolean>`false`;
  const patterns = repositories.map((name) => name.replaceAll(/[\\%_]/g, '\\$&').replaceAll('*', '%'));
  return sql<boolean>`exists (
    select from repository_image n join repository r on r.id = n.repository_id
    where n.image_id = ${imageId} and r.name like any(${patterns}::text[]))`;
}
