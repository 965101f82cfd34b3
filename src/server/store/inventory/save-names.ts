import { type Kysely, sql } from 'kysely';
import type { ImageReference } from '#core/image-reference.ts';
import type { Tables } from '../schema.ts';
import { toJson } from '../to-json.ts';
import { restoreTags } from './restore-tags.ts';

/** A name by which an image has been found. */
export interface ImageName {
  readonly registryId: string;
  readonly reference: ImageReference;
  /** The platform asked for; empty for none. */
  readonly platform: string;
  /** What the reference named: a manifest, or an index. */
  readonly targetDigest: string;
  readonly manifestDigest: string;
  readonly imageId: number;
}

/** Stores what images are called, each tag once at most in one call; names that no tag of their repository bears any more are dropped. Returns
 * the images that bear other names than before, or may. */
export async function saveNames(
  db: Kysely<Tables>,
  names: readonly ImageName[],
  now: Date,
): Promise<readonly number[]> {
  const repositories = new Map(names.map((name) => [repositoryOf(name), name.registryId]));
  const { rows: stored } = await sql<{ id: number; name: string }>`
    insert into repository (registry_id, name)
    select * from unnest(${[...repositories.values()]}::text[], ${[...repositories.keys()]}::text[])
    on conflict (name) do update set registry_id = excluded.registry_id returning id, name`.execute(db);
  const ids = new Map(stored.map(({ id, name }) => [name, id]));
  const rows = names.map((name) => ({
    repository_id: ids.get(repositoryOf(name)) ?? 0,
    image_id: name.imageId,
    manifest_digest: name.manifestDigest,
    target_digest: name.targetDigest,
    tag: name.reference.tag ?? null,
    platform: name.platform,
  }));
  const left = [...(await moveTags(db, rows, now)), ...(await dropPlatforms(db, rows))];
  // After the tags, so that the triggers that keep what is listed and searched find the whole name at once.
  await sql`
    insert into repository_image as r (repository_id, image_id, manifest_digest, by_digest, scanned_at)
    select repository_id, image_id, min(manifest_digest), bool_or(tag is null), ${now}::timestamptz
    from jsonb_to_recordset(${toJson(rows)}::jsonb) as n(repository_id bigint, image_id bigint, manifest_digest text, tag text)
    group by repository_id, image_id
    on conflict (repository_id, image_id) do update set manifest_digest = excluded.manifest_digest,
      by_digest = r.by_digest or excluded.by_digest, scanned_at = excluded.scanned_at`.execute(db);
  await dropNames(db, left);
  return [...new Set([...names.map(({ imageId }) => imageId), ...left.map(({ image_id }) => image_id)])];
}

interface NameRow {
  readonly repository_id: number;
  readonly image_id: number;
  readonly target_digest: string;
  readonly tag: string | null;
  readonly platform: string;
}

type LeftName = Pick<NameRow, 'repository_id' | 'image_id'>;

/** Stores the tags among names; returns the images that one of them has left. */
async function moveTags(db: Kysely<Tables>, rows: readonly NameRow[], now: Date): Promise<readonly LeftName[]> {
  const tagged = rows.filter(({ tag }) => tag !== null);
  if (tagged.length === 0) return [];
  await restoreTags(db, {
    listed: sql`named as (select * from jsonb_to_recordset(${toJson(tagged)}::jsonb) as n(repository_id bigint, tag text))`,
    which: sql`exists (select from named n where n.repository_id = g.repository_id and n.tag = g.name)`,
  });
  const { rows: left } = await sql<LeftName>`
    select distinct t.repository_id, t.image_id from tag t join jsonb_to_recordset(${toJson(tagged)}::jsonb)
      as n(repository_id bigint, tag text, platform text, image_id bigint)
      on n.repository_id = t.repository_id and n.tag = t.name and n.platform = t.platform
    where t.image_id <> n.image_id`.execute(db);
  await sql`
    insert into tag as t (repository_id, name, platform, image_id, target_digest, scanned_at)
    select repository_id, tag, platform, image_id, target_digest, ${now}::timestamptz
    from jsonb_to_recordset(${toJson(tagged)}::jsonb)
      as n(repository_id bigint, tag text, platform text, image_id bigint, target_digest text)
    on conflict (repository_id, name, platform) do update set image_id = excluded.image_id,
      target_digest = excluded.target_digest, scanned_at = excluded.scanned_at,
      previous_image_id = case when t.image_id = excluded.image_id then t.previous_image_id else t.image_id end,
      moved_at = case when t.image_id = excluded.image_id then t.moved_at else excluded.scanned_at end`.execute(db);
  return left;
}

/**
 * Drops what tags named before for platforms that are not wanted any more, or that what they name now is not built for; returns the images that have lost a
 * tag. Where all platforms are wanted and it is not known which there are, all stay.
 */
async function dropPlatforms(db: Kysely<Tables>, rows: readonly NameRow[]): Promise<readonly LeftName[]> {
  const tagged = rows.filter(({ tag }) => tag !== null);
  if (tagged.length === 0) return [];
  const { rows: dropped } = await sql<LeftName>`
    delete from tag t using jsonb_to_recordset(${toJson(tagged)}::jsonb) as n(repository_id bigint, tag text, platform text, target_digest text)
      join repository r on r.id = n.repository_id join registry g on g.id = r.registry_id
      left join manifest_platforms m on m.digest = n.target_digest
    where t.repository_id = n.repository_id and t.name = n.tag and t.platform <> n.platform and t.target_digest <> n.target_digest
      and case when g.all_platforms then m.digest is not null and not m.images @> jsonb_build_array(jsonb_build_object('platform', t.platform))
        else not t.platform = any(g.platforms) and (t.platform <> '' or g.platforms <> '{}') end
    returning t.repository_id, t.image_id`.execute(db);
  return dropped;
}

/** Drops names that tags have left, where no other tag of the repository bears them, or did last before it was gone. */
async function dropNames(db: Kysely<Tables>, left: readonly LeftName[]): Promise<void> {
  if (left.length === 0) return;
  await sql`
    delete from repository_image r
    using unnest(${left.map((row) => row.repository_id)}::bigint[], ${left.map((row) => row.image_id)}::bigint[]) as n(repository_id, image_id)
    where r.repository_id = n.repository_id and r.image_id = n.image_id and not by_digest
      and not exists (select from tag t where t.repository_id = r.repository_id and t.image_id = r.image_id)
      and not exists (select from gone_tag g where g.repository_id = r.repository_id and g.image_id = r.image_id)`.execute(
    db,
  );
}

function repositoryOf({ reference: { registry, repository } }: ImageName): string {
  return `${registry}/${repository}`;
}
