import { type Kysely, sql } from 'kysely';

/** Whether VEX documents that are attached to images in a registry are applied. */
export const trustedRegistries = {
  name: '026-trusted-registries',
  up: async (db: Kysely<never>): Promise<void> => {
    await sql`alter table registry add column trusts_vex boolean not null default false`.execute(db);
  },
};
