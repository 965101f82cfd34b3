import { type Kysely, sql } from 'kysely';
import type { Artifact, ArtifactKind } from '#core/artifact-kind.ts';
import { keyset, type Page, pageOf } from '../read-models/keyset.ts';
import { allOf } from '../read-models/text-filter.ts';
import type { Tables } from '../schema.ts';
import { cleanText } from '../to-json.ts';

/** What a tag names that is no image. */
export interface TaggedArtifact extends Artifact {
  readonly tag: string;
  /** Undefined where the registry was not asked: the name of the tag tells what it is. */
  readonly digest: string | undefined;
}

/** A repository (`host/name`) as it was listed. */
export interface ListedArtifacts {
  readonly registryId: string;
  readonly repository: string;
  readonly artifacts: readonly TaggedArtifact[];
  /** Tags that may name artifacts besides, as far as is known. */
  readonly otherTags: readonly string[];
  readonly now: Date;
}

/** An artifact, and where it is. */
export interface StoredArtifact extends TaggedArtifact {
  readonly registryId: string;
  readonly repository: string;
  readonly seenAt: Date;
}

export interface ArtifactFilter {
  readonly registryId?: string | undefined;
  /** `host/name`. */
  readonly repository?: string | undefined;
  readonly kind?: ArtifactKind | undefined;
  readonly q?: string | undefined;
  readonly cursor?: string | undefined;
  readonly limit: number;
}

/** How many artifacts of one kind a registry has. */
export interface ArtifactCount {
  readonly registryId: string;
  readonly kind: ArtifactKind;
  readonly count: number;
}

/** Charts, WebAssembly modules, signatures and whatever else registries hold besides images. */
export interface ArtifactStore {
  keep(found: Omit<ListedArtifacts, 'otherTags'>): Promise<void>;
  /** Keeps what a repository holds now; tags that are neither among the artifacts nor the others are forgotten. */
  replace(listed: ListedArtifacts): Promise<void>;
  /** By repository and tag. */
  list(filter: ArtifactFilter): Promise<Page<StoredArtifact>>;
  counts(): Promise<readonly ArtifactCount[]>;
}

/** Counting goes so far. */
const countedAtMost = 10_000;

/** Artifacts in the database. */
export function createArtifactStore(db: Kysely<Tables>): ArtifactStore {
  const keep: ArtifactStore['keep'] = async ({ registryId, repository, artifacts, now }) => {
    if (artifacts.length === 0) return;
    const column = (of: (one: TaggedArtifact) => string | undefined) => artifacts.map((one) => of(one) ?? null);
    await sql`
      insert into artifact (registry_id, repository, tag, kind, media_type, digest, seen_at)
      select distinct on (t.tag) ${registryId}, ${repository}, t.*, ${now}::timestamptz from unnest(${column(({ tag }) => tag)}::text[],
        ${column(({ kind }) => kind)}::text[], ${column(({ mediaType }) => cleanText(mediaType))}::text[],
        ${column(({ digest }) => digest)}::text[]) as t (tag, kind, media_type, digest)
      on conflict (repository, tag) do update set registry_id = excluded.registry_id, kind = excluded.kind,
        media_type = excluded.media_type, digest = excluded.digest, seen_at = excluded.seen_at`.execute(db);
  };
  return {
    keep,
    replace: async (listed) => {
      const { repository, artifacts, otherTags } = listed;
      const tags = [...artifacts.map(({ tag }) => tag), ...otherTags];
      await sql`delete from artifact where repository = ${repository} and not tag = any(${tags})`.execute(db);
      await keep(listed);
    },
    list: (filter) => listArtifacts(db, filter),
    counts: async () => {
      const { rows } = await sql<ArtifactCount>`
        select registry_id as "registryId", kind, count(*) as count from artifact group by 1, 2 order by 1, 2`.execute(
        db,
      );
      return rows;
    },
  };
}

async function listArtifacts(db: Kysely<Tables>, filter: ArtifactFilter): Promise<Page<StoredArtifact>> {
  const { registryId, repository, kind, q, cursor, limit } = filter;
  const order = keyset([
    { of: sql`repository`, type: 'text' },
    { of: sql`tag`, type: 'text' },
  ]);
  const where = allOf([
    registryId === undefined ? undefined : sql<boolean>`registry_id = ${registryId}`,
    repository === undefined ? undefined : sql<boolean>`repository = ${repository}`,
    kind === undefined ? undefined : sql<boolean>`kind = ${kind}`,
    q === undefined
      ? undefined
      : sql<boolean>`position(lower(${q}) in lower(repository || ':' || tag || ' ' || media_type)) > 0`,
  ]);
  const query = db.selectFrom('artifact').selectAll().select(order.key.as('page_key')).where(where);
  const rows = await query
    .where(order.after(cursor))
    .orderBy('repository')
    .orderBy('tag')
    .limit(limit + 1)
    .execute();
  const page = pageOf(rows, limit, (row) => ({
    registryId: row.registry_id,
    repository: row.repository,
    tag: row.tag,
    kind: row.kind,
    mediaType: row.media_type,
    digest: row.digest ?? undefined,
    seenAt: row.seen_at,
  }));
  if (cursor !== undefined) return page;
  if (page.nextCursor === undefined) return { ...page, total: rows.length };
  const counted = await sql<{ count: number }>`
    select count(*) as count from (select from artifact where ${where} limit ${countedAtMost + 1}) c`.execute(db);
  const count = counted.rows[0]?.count ?? 0;
  return { ...page, total: Math.min(count, countedAtMost), ...(count > countedAtMost && { totalIsAtLeast: true }) };
}
