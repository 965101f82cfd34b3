import { type Kysely, sql } from 'kysely';

const statements = [
  `create table api_token (
    id text primary key, account_id text not null references account on delete cascade, name text not null,
    token_hash bytea not null unique, scope text not null check (scope in ('read', 'scan', 'admin')),
    created_at timestamptz not null default now(), expires_at timestamptz not null, last_used_at timestamptz,
    unique (account_id, name))`,
];

/** Tokens with which programs sign in, as somebody and for some of what that one may do. */
export const apiTokens = {
  name: '015-api-tokens',
  up: async (db: Kysely<never>): Promise<void> => {
    for (const statement of statements) await sql.raw(statement).execute(db);
  },
};
