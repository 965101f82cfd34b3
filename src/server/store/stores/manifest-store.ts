import { type Kysely, type Selectable, sql } from 'kysely';
import type { Artifact } from '#core/artifact-kind.ts';
import type { ImagePlatforms } from '#engine/image/index.ts';
import type { Tables } from '../schema.ts';
import { cleanText, toJson } from '../to-json.ts';

/** What is known of the image, or artifact, that a manifest digest names; it never changes. */
export interface ManifestFacts {
  readonly digest: string;
  /** Undefined where the image does not say when it was made. */
  readonly createdAt: Date | undefined;
  /** Bytes of its layers as stored; undefined for what is no image. */
  readonly size: number | undefined;
  /** What it is instead of an image. */
  readonly artifact?: Artifact | undefined;
  /** What it is for; of an index, what the image is for that pulling chooses. Undefined where that is not known. */
  readonly platform?: string | undefined;
}

/** Facts of manifests that listing has met, so that each is asked for once. */
export interface ManifestStore {
  facts(digests: readonly string[]): Promise<ReadonlyMap<string, ManifestFacts>>;
  keep(facts: readonly ManifestFacts[]): Promise<void>;
  /** The images of indexes, by the digests of these; those that have not been read are left out. */
  platforms(digests: readonly string[]): Promise<ReadonlyMap<string, ImagePlatforms>>;
  keepPlatforms(digest: string, platforms: ImagePlatforms): Promise<void>;
}

/** Facts of manifests in the database. */
export function createManifestStore(db: Kysely<Tables>): ManifestStore {
  return {
    facts: async (digests) => {
      if (digests.length === 0) return new Map();
      const query = db.selectFrom('manifest_fact').selectAll();
      const rows = await query.where('digest', '=', sql<string>`any(${digests})`).execute();
      return new Map(rows.map((row) => [row.digest, present(row)]));
    },
    keep: async (facts) => {
      if (facts.length === 0) return;
      const values = facts.map(({ digest, createdAt, size, artifact, platform }) => ({
        digest,
        created_at: createdAt ?? null,
        size: size ?? null,
        kind: artifact?.kind ?? null,
        media_type: artifact === undefined ? null : cleanText(artifact.mediaType),
        platform: platform === undefined ? null : cleanText(platform),
      }));
      await db
        .insertInto('manifest_fact')
        .values(values)
        .onConflict((conflict) => conflict.doNothing())
        .execute();
    },
    platforms: async (digests) => {
      if (digests.length === 0) return new Map();
      const query = db.selectFrom('manifest_platforms').selectAll();
      const rows = await query.where('digest', '=', sql<string>`any(${digests})`).execute();
      return new Map(rows.map(({ digest, images, left }) => [digest, { images, left }]));
    },
    keepPlatforms: async (digest, { images, left }) => {
      const row = { digest, images: toJson(images), left };
      await db
        .insertInto('manifest_platforms')
        .values(row)
        .onConflict((conflict) => conflict.doNothing())
        .execute();
    },
  };
}

function present(row: Selectable<Tables['manifest_fact']>): ManifestFacts {
  const { digest, created_at, size, kind, media_type, platform } = row;
  const facts = {
    digest,
    createdAt: created_at ?? undefined,
    size: size ?? undefined,
    ...(platform !== null && { platform }),
  };
  return kind === null ? facts : { ...facts, artifact: { kind, mediaType: media_type ?? '' } };
}
