import { type Kysely, type RawBuilder, sql } from 'kysely';
import type { ArtifactKind } from '#core/artifact-kind.ts';
import { restoreTags, tagColumns } from '../inventory/restore-tags.ts';
import { runTransaction } from '../run-transaction.ts';
import type { Tables } from '../schema.ts';

/** A tag as its registry lists it. */
export interface ListedTagName {
  readonly tag: string;
  /** What it names, where that is known. */
  readonly digest: string | undefined;
  /** What it names where that is known to be no image. */
  readonly artifact: ArtifactKind | undefined;
}

/** All tags of a repository (`host/name`). */
export interface ListedTagNames {
  readonly repository: string;
  readonly tags: readonly ListedTagName[];
  readonly now: Date;
}

/** A tag of a repository (`host/name`) that names an artifact. */
export interface ArtifactTag {
  readonly repository: string;
  readonly tag: string;
  readonly artifact: ArtifactKind;
  readonly now: Date;
}

/** Which tags name the images that they are known to have named. */
export interface TagStore {
  /** Takes away from images the tags that are not listed any more, or name something else; gives back those that are listed again. */
  follow(listed: ListedTagNames): Promise<void>;
  /** Takes a tag away from its image. */
  nameArtifact(named: ArtifactTag): Promise<void>;
  /** Takes away the tags of the registry's repositories that are missing. */
  leaveMissing(registryId: string, now: Date): Promise<void>;
}

/** Tags in the database. */
export function createTagStore(db: Kysely<Tables>): TagStore {
  return {
    follow: ({ repository, tags, now }) => {
      const column = (of: (one: ListedTagName) => string | undefined) => tags.map((one) => of(one) ?? null);
      const listed = sql`listed (name, digest, kind) as materialized (select * from unnest(
        ${column(({ tag }) => tag)}::text[], ${column(({ digest }) => digest)}::text[], ${column(({ artifact }) => artifact)}::text[])),
        here as (select id from repository where name = ${repository})`;
      return runTransaction(db, async (within) => {
        const left = sql`
          select t.*, l.kind from tag t join here on here.id = t.repository_id left join listed l on l.name = t.name
          where l.name is null or l.kind is not null`;
        await leave(within, { listed, left, now });
        await sql`
          with ${listed}
          update gone_tag g set artifact_kind = n.kind from (
            select o.name, l.kind from gone_tag o join here on here.id = o.repository_id left join listed l on l.name = o.name
            where l.name is null or l.kind is not null) n, here
          where g.repository_id = here.id and g.name = n.name and g.artifact_kind is distinct from n.kind`.execute(
          within,
        );
        // What another digest stands for is found out by its scan.
        await restoreTags(within, {
          listed,
          which: sql`g.artifact_kind is null and g.repository_id in (select id from here)
            and exists (select from listed l where l.name = g.name and coalesce(l.digest, g.target_digest) = g.target_digest)`,
        });
      });
    },
    nameArtifact: ({ repository, tag, artifact, now }) => {
      const listed = sql`here as (select id from repository where name = ${repository})`;
      const left = sql`
        select t.*, ${artifact}::text as kind from tag t join here on here.id = t.repository_id where t.name = ${tag}`;
      return leave(db, { listed, left, now });
    },
    leaveMissing: (registryId, now) => {
      const listed = sql`missing as (select id from repository where registry_id = ${registryId} and missing_since is not null)`;
      const left = sql`select t.*, null::text as kind from tag t join missing on missing.id = t.repository_id`;
      return leave(db, { listed, left, now });
    },
  };
}

interface Leaving {
  readonly listed: RawBuilder<unknown>;
  /** Rows of tags, each with a `kind`. */
  readonly left: RawBuilder<unknown>;
  readonly now: Date;
}

async function leave(db: Kysely<Tables>, { listed, left, now }: Leaving): Promise<void> {
  await sql`
    with ${listed}, leaving as materialized (${left}), gone as (
      delete from tag t using leaving l where t.repository_id = l.repository_id and t.name = l.name and t.platform = l.platform)
    insert into gone_tag (${tagColumns}, gone_since, artifact_kind) select ${tagColumns}, ${now}::timestamptz, kind from leaving
    on conflict (repository_id, name, platform) do update set image_id = excluded.image_id, target_digest = excluded.target_digest,
      scanned_at = excluded.scanned_at, previous_image_id = excluded.previous_image_id, moved_at = excluded.moved_at,
      gone_since = excluded.gone_since, artifact_kind = excluded.artifact_kind`.execute(db);
}
