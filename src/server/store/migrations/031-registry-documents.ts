import { type Kysely, sql } from 'kysely';

/** Manifests and configurations are kept for a while, so that a run asks for each once. */
export const registryDocuments = {
  name: '031-registry-documents',
  up: async (db: Kysely<never>): Promise<void> => {
    await sql`create table registry_document (
      digest text primary key, bytes bytea not null, kept_at timestamptz not null default now())`.execute(db);
    await sql`create index registry_document_kept on registry_document (kept_at)`.execute(db);
  },
};
