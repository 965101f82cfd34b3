import { type Kysely, type Selectable, sql } from 'kysely';
import type { ArtifactKind } from '#core/artifact-kind.ts';
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

/** What is attached to images. */
export interface ReferrerStore {
  /** Keeps what is attached to an image now, in place of what was. */
  replace(to: AttachedTo, documents: readonly AttachedDocument[]): Promise<void>;
  /** What is attached to an image (by its ID), wherever it is known; undefined where there is no such image. */
  ofImage(imageId: string): Promise<readonly (AttachedDocument & AttachedTo)[] | undefined>;
  /** Forgets what was attached to images that are not known any more. */
  prune(): Promise<void>;
}

/** Referrers in the database. */
export function createReferrerStore(db: Kysely<Tables>): ReferrerStore {
  return {
    replace: ({ repository, subject }, documents) =>
      db.transaction().execute(async (within) => {
        const attached = within
          .deleteFrom('referrer')
          .where('repository', '=', repository)
          .where('subject', '=', subject);
        await attached.execute();
        await insert(within, { repository, subject }, documents);
      }),
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
    },
  };
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
