import { type Kysely, sql } from 'kysely';

const statements = [
  // When it was last looked for what is attached to an image (by the digest of its manifest, and of what the tag named), and which tags of cosign there were.
  `create table referrer_look (
    repository text not null, subject text not null, target text not null, tags text[] not null,
    looked_at timestamptz not null, primary key (repository, subject, target))`,
  // Until when its registry wants to be left alone, where nothing goes on before.
  `alter table run add column waiting_until timestamptz`,
];

/** What is attached to an image later on is found, and a run that waits says until when. */
export const laterAttachments = {
  name: '036-later-attachments',
  up: async (db: Kysely<never>): Promise<void> => {
    for (const statement of statements) await sql.raw(statement).execute(db);
  },
};
