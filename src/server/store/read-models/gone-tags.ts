import { type RawBuilder, sql } from 'kysely';
import type { ArtifactKind } from '#core/artifact-kind.ts';

/** A tag that named an image last. */
export interface GoneTag {
  readonly tag: string;
  readonly since: string;
  /** What it names instead, unless it is gone. */
  readonly artifact?: ArtifactKind;
}

/** The column of the tags that named an image of a repository last; null where there are none. The names are those of the two ids. */
export function goneTagsOf(repositoryId: string, imageId: string): RawBuilder<GoneTagRow[] | null> {
  return sql`(
    select jsonb_agg(o order by o.name) from (
      select g.name, max(g.gone_since) as since, max(g.artifact_kind) as kind from gone_tag g
      where g.image_id = ${sql.raw(imageId)} and g.repository_id = ${sql.raw(repositoryId)}
        and not exists (select from tag t where t.repository_id = g.repository_id and t.image_id = g.image_id and t.name = g.name)
      group by g.name limit ${sql.lit(shownTags)}) o)`;
}

/** As the database gives them. */
export interface GoneTagRow {
  readonly name: string;
  readonly since: string;
  readonly kind: ArtifactKind | null;
}

/** One image may have had a tag for each build. */
const shownTags = 100;

/** Those tags as a property, if there are any. */
export function presentGoneTags(rows: readonly GoneTagRow[] | null): { readonly goneTags?: readonly GoneTag[] } {
  if (rows === null || rows.length === 0) return {};
  const goneTags = rows.map(({ name, since, kind }) => {
    return { tag: name, since: new Date(since).toISOString(), ...(kind !== null && { artifact: kind }) };
  });
  return { goneTags };
}
