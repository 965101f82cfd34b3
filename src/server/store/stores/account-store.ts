import { type Kysely, sql } from 'kysely';
import { planKept } from '../kept-plans.ts';
import type { Tables } from '../schema.ts';

/** Who may sign in. */
export interface Account {
  readonly id: string;
  readonly username: string;
  readonly passwordHash: string;
  readonly role: 'administrator' | 'reader';
}

/** Somebody who is signed in, until `expiresAt`. */
export interface SignedIn extends Account {
  readonly expiresAt: Date;
}

/** Accounts and their sessions; of a session's token only the hash is kept. */
export interface AccountStore {
  count(): Promise<number>;
  /** Adds an account; false where the name is taken. */
  create(account: Account): Promise<boolean>;
  find(username: string): Promise<Account | undefined>;
  setPassword(accountId: string, passwordHash: string): Promise<void>;
  addSession(tokenHash: Buffer, accountId: string, expiresAt: Date): Promise<void>;
  /** Who holds the session, unless it has expired. */
  findSession(tokenHash: Buffer, now: Date): Promise<SignedIn | undefined>;
  removeSession(tokenHash: Buffer): Promise<void>;
  /** Ends all sessions of an account but one. */
  removeOtherSessions(accountId: string, keptTokenHash: Buffer): Promise<void>;
  removeExpiredSessions(now: Date): Promise<void>;
}

/** Accounts in the database. */
export function createAccountStore(db: Kysely<Tables>): AccountStore {
  const columns = ['account.id', 'account.username', 'account.password_hash as passwordHash', 'account.role'] as const;
  return {
    count: async () => {
      const { count } = await db
        .selectFrom('account')
        .select(sql<number>`count(*)`.as('count'))
        .executeTakeFirstOrThrow();
      return count;
    },
    create: async ({ id, username, passwordHash, role }) => {
      const added = await db
        .insertInto('account')
        .values({ id, username, password_hash: passwordHash, role })
        .onConflict((conflict) => conflict.doNothing())
        .returning('id')
        .executeTakeFirst();
      return added !== undefined;
    },
    find: (username) => db.selectFrom('account').select(columns).where('username', '=', username).executeTakeFirst(),
    setPassword: async (accountId, passwordHash) => {
      await db.updateTable('account').set({ password_hash: passwordHash }).where('id', '=', accountId).execute();
    },
    addSession: async (tokenHash, accountId, expiresAt) => {
      await db
        .insertInto('session')
        .values({ token_hash: tokenHash, account_id: accountId, expires_at: expiresAt })
        .execute();
    },
    findSession: async (tokenHash, now) => {
      const { rows } = await sql<SignedIn>`${planKept}
        select a.id, a.username, a.password_hash as "passwordHash", a.role, s.expires_at as "expiresAt"
        from session s join account a on a.id = s.account_id
        where s.token_hash = ${tokenHash} and s.expires_at > ${now}::timestamptz`.execute(db);
      return rows[0];
    },
    removeSession: async (tokenHash) => {
      await db.deleteFrom('session').where('token_hash', '=', tokenHash).execute();
    },
    removeOtherSessions: async (accountId, keptTokenHash) => {
      await db
        .deleteFrom('session')
        .where('account_id', '=', accountId)
        .where('token_hash', '!=', keptTokenHash)
        .execute();
    },
    removeExpiredSessions: async (now) => {
      await db.deleteFrom('session').where('expires_at', '<=', now).execute();
    },
  };
}
