import { type Kysely, sql } from 'kysely';
import type { Tables } from '../schema.ts';

/** What is known of the image that a manifest digest names; it never changes. */
export interface ManifestFacts {
  readonly digest: string;
  /** Undefined where the image does not say when it was made. */
  readonly createdAt: Date | undefined;
  /** Bytes of its layers as stored. */
  readonly size: number;
}

/** Facts of manifests that listing has met, so that each is asked for once. */
export interface ManifestStore {
  facts(digests: readonly string[]): Promise<ReadonlyMap<string, ManifestFacts>>;
  keep(facts: readonly ManifestFacts[]): Promise<void>;
}

/** Facts of manifests in the database. */
export function createManifestStore(db: Kysely<Tables>): ManifestStore {
  return {
    facts: async (digests) => {
      if (digests.length === 0) return new Map();
      const query = db.selectFrom('manifest_fact').selectAll();
      const rows = await query.where('digest', '=', sql<string>`any(${digests})`).execute();
      return new Map(
        rows.map(({ digest, created_at, size }) => [digest, { digest, createdAt: created_at ?? undefined, size }]),
      );
    },
    keep: async (facts) => {
      if (facts.length === 0) return;
      const values = facts.map(({ digest, createdAt, size }) => ({ digest, created_at: createdAt ?? null, size }));
      await db
        .insertInto('manifest_fact')
        .values(values)
        .onConflict((conflict) => conflict.doNothing())
        .execute();
    },
  };
}
