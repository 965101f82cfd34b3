import { type Kysely, sql } from 'kysely';
import type { DocumentCache } from '#engine/registry/index.ts';
import type { Tables } from '../schema.ts';

/** Manifests, indexes and configurations that registries were asked for, shared by all workers. */
export interface DocumentStore extends DocumentCache {
  /** Removes what was kept before that time. */
  prune(before: Date): Promise<void>;
}

/** Documents in the database; it compresses them itself. */
export function createDocumentStore(db: Kysely<Tables>): DocumentStore {
  return {
    get: async (digest) => {
      const query = db.selectFrom('registry_document').select('bytes').where('digest', '=', digest);
      return (await query.executeTakeFirst())?.bytes;
    },
    keep: async (digest, bytes) => {
      await sql`insert into registry_document (digest, bytes) values (${digest}, ${Buffer.from(bytes)}) on conflict do nothing`.execute(
        db,
      );
    },
    prune: async (before) => void (await db.deleteFrom('registry_document').where('kept_at', '<', before).execute()),
  };
}
