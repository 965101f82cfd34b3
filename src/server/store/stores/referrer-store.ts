import { type Kysely, type Selectable, sql } from 'kysely';
import type { ArtifactKind } from '#core/artifact-kind.ts';
import { runTransaction } from '../run-transaction.ts';
import type { Tables } from '../schema.ts';
import { toJson } from '../to-json.ts';

/** A document that is attached to an image. */
export interface AttachedDocument {
  /** Of its manifest. */
  readonly digest: string;
  readonly kind: ArtifactKind;
  readonly mediaType: string;
  readonly artifactType: string | undefined;
  /** Of its manifest, bytes. */
  readonly size: number;
  readonly predicateTypes: readonly string[];
  readonly foundBy: Tables['referrer']['found_by'];
}

/** The image that documents are attached to: `host/name`, and the digest of its manifest. */
export interface AttachedTo {
  readonly repository: string;
  readonly subject: string;
}

/** An image, and what the reference named by which it was come upon: itself, or an index. */
export interface LookedAt extends AttachedTo {
  readonly target: string;
}

/** How it was looked for what is attached. */
export interface Look {
  /** The tags of cosign, and those in place of the referrers API, that there were; undefined where nobody knows. */
  readonly tags: ReadonlySet<string> | undefined;
  readonly runId: string | undefined;
  readonly now: Date;
}

/** A repository as a run has listed it. */
export interface ListedRepository {
  readonly runId: string;
  /** The host. */
  readonly registry: string;
  /** Below the host. */
  readonly repository: string;
  /** Only this one. */
  readonly tag?: string | undefined;
  /** It is looked again where the last look was before. */
  readonly before: Date;
}

/** What is attached to images. */
export interface ReferrerStore {
  /** Keeps what is attached to an image now, in place of what was. */
  replace(to: AttachedTo, documents: readonly AttachedDocument[]): Promise<void>;
  /** Notes that all has been done about what is attached to an image now. */
  noteLook(at: LookedAt, look: Look): Promise<void>;
  /** Whether the run has done so. */
  isLooked(at: LookedAt, runId: string): Promise<boolean>;
  /** Tags whose image, known already, must be looked at for attachments again: other tags of cosign are listed for it than last time, or that is long ago. */
  due(listed: ListedRepository): Promise<ReadonlySet<string>>;
  /** A tag of a repository (`host/name`) that names this digest, or an index with it. */
  tagOf(repository: string, digest: string): Promise<string | undefined>;
  /** What is attached to an image (by its ID), wherever it is known; undefined where there is no such image. */
  ofImage(imageId: string): Promise<readonly (AttachedDocument & AttachedTo)[] | undefined>;
  /** Forgets what was attached to images that are not known any more. */
  prune(): Promise<void>;
}

/** Referrers in the database. */
export function createReferrerStore(db: Kysely<Tables>): ReferrerStore {
  return {
    replace: ({ repository, subject }, documents) =>
      runTransaction(db, async (within) => {
        const attached = within
          .deleteFrom('referrer')
          .where('repository', '=', repository)
          .where('subject', '=', subject);
        await attached.execute();
        await insert(within, { repository, subject }, documents);
      }),
    noteLook: async ({ repository, subject, target }, { tags, runId, now }) => {
      await sql`
        insert into referrer_look (repository, subject, target, tags, looked_at, run_id)
        values (${repository}, ${subject}, ${target}, ${[...(tags ?? [])].sort()}::text[], ${now}::timestamptz, ${runId ?? null})
        on conflict (repository, subject, target) do update set tags = excluded.tags, looked_at = excluded.looked_at, run_id = excluded.run_id`.execute(
        db,
      );
    },
    isLooked: async ({ repository, subject, target }, runId) => {
      const query = db.selectFrom('referrer_look').select('run_id').where('repository', '=', repository);
      const look = await query.where('subject', '=', subject).where('target', '=', target).executeTakeFirst();
      return look?.run_id === runId;
    },
    due: (listed) => dueTags(db, listed),
    tagOf: async (repository, digest) => {
      const { rows } = await sql<{ name: string }>`
        select t.name from repository r join tag t on t.repository_id = r.id
          join repository_image n on n.repository_id = r.id and n.image_id = t.image_id
        where r.name = ${repository} and (t.target_digest = ${digest} or n.manifest_digest = ${digest})
        order by t.name limit 1`.execute(db);
      return rows[0]?.name;
    },
    ofImage: async (imageId) => {
      const image = await db.selectFrom('image').select('id').where('digest', '=', imageId).executeTakeFirst();
      if (image === undefined) return undefined;
      const { rows } = await sql<Row>`
        select f.* from repository_image n join repository r on r.id = n.repository_id
          join referrer f on f.repository = r.name and f.subject = n.manifest_digest
        where n.image_id = ${image.id} order by f.kind, f.repository, f.digest`.execute(db);
      return rows.map(present);
    },
    prune: async () => {
      // What was just found may be of an image that is about to be stored.
      await sql`
        delete from referrer f where seen_at < now() - interval '1 day' and not exists (
          select from repository r join repository_image n on n.repository_id = r.id
          where r.name = f.repository and n.manifest_digest = f.subject)`.execute(db);
      await sql`
        delete from referrer_look f where looked_at < now() - interval '1 day' and not exists (
          select from repository r join repository_image n on n.repository_id = r.id
          where r.name = f.repository and n.manifest_digest = f.subject)`.execute(db);
    },
  };
}

async function dueTags(
  db: Kysely<Tables>,
  { runId, registry, repository, tag, before }: ListedRepository,
): Promise<ReadonlySet<string>> {
  const { rows } = await sql<{ name: string }>`
    select distinct t.name from repository r join tag t on t.repository_id = r.id
      join repository_image n on n.repository_id = r.id and n.image_id = t.image_id
      left join referrer_look l on l.repository = r.name and l.subject = n.manifest_digest and l.target = t.target_digest
    where r.name = ${`${registry}/${repository}`} and (${tag ?? null}::text is null or t.name = ${tag ?? null})
      and (l.looked_at < ${before} or coalesce(l.tags, '{}') <> array(
        -- By name, of each image: a repository may have as many of these tags as of others.
        select distinct a.tag collate "C" from run_tag a
        where a.run_id = ${runId} and a.repository = any(array[${repository}, ${`${registry}/${repository}`}]) and a.rule = 'not-an-image' and a.tag = any(array(
          select replace(digest, ':', '-') || suffix from unnest(array[n.manifest_digest, t.target_digest]) digest,
            unnest(array['', '.att', '.sbom', '.sig']) suffix))
        order by 1))`.execute(db);
  return new Set(rows.map(({ name }) => name));
}

async function insert(
  db: Kysely<Tables>,
  { repository, subject }: AttachedTo,
  documents: readonly AttachedDocument[],
): Promise<void> {
  await sql`
    insert into referrer (repository, subject, digest, kind, media_type, artifact_type, size, predicate_types, found_by)
    select ${repository}, ${subject}, d.digest, d.kind, d."mediaType", d."artifactType", d.size, d."predicateTypes", d."foundBy"
    from jsonb_to_recordset(${toJson(documents)}::jsonb) as d(digest text, kind text, "mediaType" text, "artifactType" text,
      size bigint, "predicateTypes" text[], "foundBy" text) on conflict do nothing`.execute(db);
}

type Row = Selectable<Tables['referrer']>;

function present(row: Row): AttachedDocument & AttachedTo {
  return {
    repository: row.repository,
    subject: row.subject,
    digest: row.digest,
    kind: row.kind,
    mediaType: row.media_type,
    artifactType: row.artifact_type ?? undefined,
    size: row.size,
    predicateTypes: row.predicate_types,
    foundBy: row.found_by,
  };
}
