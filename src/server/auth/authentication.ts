import { createHash, randomBytes, randomUUID } from 'node:crypto';
import { Secret } from '#core/secret.ts';
import type { SignedIn, Store, StoredToken, TokenScope } from '#server/store/index.ts';
import { createAttemptLimiter } from './attempt-limiter.ts';
import { AuthError } from './auth-error.ts';
import { makeAttempt } from './make-attempt.ts';
import { networkOf } from './network-of.ts';
import { hashPassword, verifyPassword } from './password-hash.ts';
import { createSessionMemory } from './session-memory.ts';

/** A session that has just begun; the token is known to the browser only. */
export interface NewSession {
  readonly token: Secret;
  readonly signedIn: SignedIn;
}

/** An API token to be made. */
export interface WantedToken {
  readonly name: string;
  readonly scope: TokenScope;
  readonly expiresInDays?: number;
}

/** Who may come in. */
export interface Authentication {
  /** Throws `auth/wrong-credentials` or `auth/too-many-attempts`. `address` is where the request came from. */
  signIn(username: string, password: Secret, address: string): Promise<NewSession>;
  /** Who holds the token. Throws `auth/not-signed-in`. */
  authenticate(token: Secret | undefined): Promise<SignedIn>;
  /** Who holds an API token, and what it may do. Throws `auth/not-signed-in`. */
  authenticateToken(token: Secret): Promise<SignedIn & { readonly scope: TokenScope }>;
  /** Makes an API token for an account; throws `store/name-taken`. */
  createToken(
    accountId: string,
    wanted: WantedToken,
  ): Promise<{ readonly token: Secret; readonly stored: StoredToken }>;
  signOut(token: Secret): Promise<void>;
  /** Throws `auth/wrong-password`. Ends the account's other sessions. */
  changePassword(token: Secret, passwords: { readonly current: Secret; readonly next: Secret }): Promise<void>;
  /** Where there is no account yet, makes the administrator `admin` and returns the password, which is not kept. */
  ensureAdministrator(): Promise<Secret | undefined>;
}

const dayMs = 24 * 60 * 60 * 1000;
const sessionMs = 7 * 24 * 60 * 60 * 1000;
const windowMs = 15 * 60 * 1000;
const failuresOfOneNameFromOnePlace = 10;
/** More, so that nobody keeps others out by failing in their name; no more than NIST SP 800-63B (5.2.2) allows. */
const failuresOfOneName = 100;
const failuresOfOnePlace = 50;

/** Signs people in by name and password; sessions are in the database. */
export function createAuthentication(
  { accounts, tokens }: Pick<Store, 'accounts' | 'tokens'>,
  now: () => Date,
): Authentication {
  const clock = () => now().getTime();
  const attempts = countAttempts(clock);
  // Checked where there is no such account, so that the time taken does not tell.
  const nobody = hashPassword(new Secret(randomUUID()));
  const lookUp = (tokenHash: Buffer) => accounts.findSession(tokenHash, now());
  const sessions = createSessionMemory({ lookUp, now: clock });
  const remembered = (tokenHash: Buffer) => sessions.find(tokenHash);
  const authenticate = async (token: Secret | undefined, find = remembered): Promise<SignedIn> => {
    const found = token && (await find(hashToken(token)));
    if (found !== undefined) return found;
    throw new AuthError('auth/not-signed-in', 'sign in first');
  };
  return {
    signIn: async (username, password, address) => {
      const account = await makeAttempt(attempts.ofSigningIn(username, address), async () => {
        const found = await accounts.find(username);
        const isRight = await verifyPassword(password, found?.passwordHash ?? (await nobody));
        return isRight ? found : undefined;
      });
      if (account === undefined)
        throw new AuthError('auth/wrong-credentials', 'the user name or the password is wrong');
      const token = new Secret(randomBytes(32).toString('base64url'));
      const expiresAt = new Date(clock() + sessionMs);
      await accounts.addSession(hashToken(token), account.id, expiresAt);
      return { token, signedIn: { ...account, expiresAt } };
    },
    authenticate: (token) => authenticate(token),
    authenticateToken: async (token) => {
      const found = await tokens.use(hashToken(token), now());
      if (found === undefined) throw new AuthError('auth/not-signed-in', 'the API token is not known, or has expired');
      return found;
    },
    createToken: async (accountId, { name, scope, expiresInDays = 365 }) => {
      // The prefix lets scanners of repositories recognise one that was committed.
      const token = new Secret(`plimsoll_${randomBytes(32).toString('base64url')}`);
      const createdAt = now();
      const expiresAt = new Date(createdAt.getTime() + expiresInDays * dayMs);
      const stored = { id: randomUUID(), name, scope, createdAt, expiresAt };
      await tokens.create(accountId, { ...stored, hash: hashToken(token) });
      return { token, stored };
    },
    signOut: async (token) => {
      await accounts.removeSession(hashToken(token));
      sessions.forget();
    },
    changePassword: async (token, { current, next }) => {
      const account = await authenticate(token, lookUp);
      const isRight = await makeAttempt(attempts.ofChanging(account.id), async () =>
        (await verifyPassword(current, account.passwordHash)) ? true : undefined,
      );
      if (isRight !== true) throw new AuthError('auth/wrong-password', 'the current password is another one');
      await accounts.setPassword(account.id, await hashPassword(next));
      await accounts.removeOtherSessions(account.id, hashToken(token));
      sessions.forget();
    },
    ensureAdministrator: async () => {
      if ((await accounts.count()) > 0) return undefined;
      const password = new Secret(randomBytes(15).toString('base64url'));
      const passwordHash = await hashPassword(password);
      const account = { id: randomUUID(), username: 'admin', passwordHash, role: 'administrator' } as const;
      return (await accounts.create(account)) ? password : undefined;
    },
  };
}

function hashToken(token: Secret): Buffer {
  return createHash('sha256').update(token.reveal()).digest();
}

/** What attempts count for: who is meant, from where, and both together. */
function countAttempts(now: () => number) {
  const limiter = (allowed: number) => createAttemptLimiter({ allowed, windowMs, now });
  const pairs = limiter(failuresOfOneNameFromOnePlace);
  const names = limiter(failuresOfOneName);
  const places = limiter(failuresOfOnePlace);
  const changes = limiter(failuresOfOneNameFromOnePlace);
  return {
    ofSigningIn: (username: string, address: string) => {
      const place = networkOf(address);
      return [
        { limiter: pairs, key: `${place} ${username}`, isForgiving: true },
        { limiter: names, key: username, isForgiving: true },
        { limiter: places, key: place, isForgiving: false },
      ];
    },
    ofChanging: (accountId: string) => [{ limiter: changes, key: accountId, isForgiving: true }],
  };
}
