import { type Kysely, sql } from 'kysely';
import type { Tables } from '../schema.ts';
import { isUniqueViolation, StoreError } from '../store-error.ts';
import type { SignedIn } from './account-store.ts';

/** What a token may do: look; look and scan; all that its account may. */
export type TokenScope = 'read' | 'scan' | 'admin';

/** An API token; the token itself is kept nowhere. */
export interface StoredToken {
  readonly id: string;
  readonly name: string;
  readonly scope: TokenScope;
  readonly createdAt: Date;
  readonly expiresAt: Date;
  readonly lastUsedAt?: Date;
}

/** API tokens by their hashes. */
export interface TokenStore {
  list(accountId: string): Promise<readonly StoredToken[]>;
  /** Throws `store/name-taken`. */
  create(accountId: string, token: Omit<StoredToken, 'lastUsedAt'> & { readonly hash: Buffer }): Promise<void>;
  /** False where the account has no such token. */
  remove(accountId: string, id: string): Promise<boolean>;
  /** Who holds a token that has not expired; notes, to the minute, that it was used. */
  use(hash: Buffer, now: Date): Promise<(SignedIn & { readonly scope: TokenScope }) | undefined>;
}

/** API tokens in the database. */
export function createTokenStore(db: Kysely<Tables>): TokenStore {
  return {
    list: async (accountId) => {
      const rows = await db
        .selectFrom('api_token')
        .selectAll()
        .where('account_id', '=', accountId)
        .orderBy('created_at')
        .execute();
      return rows.map(({ id, name, scope, created_at, expires_at, last_used_at }) => ({
        id,
        name,
        scope,
        createdAt: created_at,
        expiresAt: expires_at,
        ...(last_used_at !== null && { lastUsedAt: last_used_at }),
      }));
    },
    create: async (accountId, { id, name, scope, createdAt, expiresAt, hash }) => {
      const row = { id, account_id: accountId, name, scope, token_hash: hash };
      await db
        .insertInto('api_token')
        .values({ ...row, created_at: createdAt, expires_at: expiresAt })
        .execute()
        .catch((error: unknown) => {
          if (!isUniqueViolation(error)) throw error;
          throw new StoreError('store/name-taken', `you have a token of the name ${name} already`, { cause: error });
        });
    },
    remove: async (accountId, id) => {
      const removed = await db
        .deleteFrom('api_token')
        .where('account_id', '=', accountId)
        .where('id', '=', id)
        .returning('id')
        .executeTakeFirst();
      return removed !== undefined;
    },
    use: (hash, now) => use(db, hash, now),
  };
}

async function use(db: Kysely<Tables>, hash: Buffer, now: Date) {
  const found = await db
    .selectFrom('api_token as t')
    .innerJoin('account as a', 'a.id', 't.account_id')
    .select(['a.id', 'a.username', 'a.password_hash as passwordHash', 'a.role', 't.scope', 't.expires_at as expiresAt'])
    .where('t.token_hash', '=', hash)
    .where('t.expires_at', '>', now)
    .executeTakeFirst();
  if (found === undefined) return undefined;
  await sql`
    update api_token set last_used_at = ${now}::timestamptz
    where token_hash = ${hash} and (last_used_at is null or last_used_at < ${now}::timestamptz - interval '1 minute')`.execute(
    db,
  );
  return found;
}
