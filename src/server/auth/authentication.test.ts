import { argon2Sync } from 'node:crypto';
import { beforeEach, describe, expect, it } from 'vitest';
import { Secret } from '#core/secret.ts';
import type { Account, Store } from '#server/store/index.ts';
import { type Authentication, createAuthentication } from './authentication.ts';

const right = new Secret('right-password');
const wrong = new Secret('wrong-password');
const nonce = Buffer.alloc(8);
/** Costs next to nothing to check. */
const cheap = argon2Sync('argon2id', {
  message: 'right-password',
  nonce,
  memory: 8,
  passes: 1,
  parallelism: 1,
  tagLength: 32,
});
const passwordHash = `$argon2id$v=19$m=8,t=1,p=1$${nonce.toString('base64').replaceAll('=', '')}$${cheap.toString('base64').replaceAll('=', '')}`;

let authentication: Authentication;
let found: Account | Error | undefined;

beforeEach(() => {
  found = { id: 'account-1', username: 'admin', passwordHash, role: 'administrator' };
  const accounts = {
    find: async () => {
      if (found instanceof Error) throw found;
      return found;
    },
    addSession: async () => undefined,
    findSession: async () =>
      found instanceof Error || found === undefined ? undefined : { ...found, expiresAt: new Date(1e12) },
  } as unknown as Store['accounts'];
  authentication = createAuthentication({ accounts, tokens: {} as Store['tokens'] }, () => new Date(0));
});

/** The codes that attempts at once come to, with how many of each. */
async function counted(attempts: readonly Promise<unknown>[]): Promise<Record<string, number>> {
  const ended = await Promise.allSettled(attempts);
  const codes = ended.map((one) => (one.status === 'fulfilled' ? 'in' : String(one.reason.code ?? one.reason)));
  return Object.fromEntries([...new Set(codes)].map((code) => [code, codes.filter((one) => one === code).length]));
}

const times = (count: number, attempt: (index: number) => Promise<unknown>) =>
  Array.from({ length: count }, (_, index) => attempt(index));

describe('attempts to sign in', () => {
  it('that are made at once fail no more often than those that wait for each other', async () => {
    const guesses = times(40, () => authentication.signIn('admin', wrong, '192.0.2.1'));
    expect(await counted(guesses)).toEqual({ 'auth/wrong-credentials': 10, 'auth/too-many-attempts': 30 });
    expect(await counted([authentication.signIn('admin', right, '192.0.2.1')])).toEqual({
      'auth/too-many-attempts': 1,
    });
  });

  it('with names that are made up are as few from one network, whatever its addresses', async () => {
    const guesses = times(60, (index) => authentication.signIn(`user-${index}`, wrong, `2001:db8:1:2::${index}`));
    expect(await counted(guesses)).toEqual({ 'auth/wrong-credentials': 50, 'auth/too-many-attempts': 10 });
  });

  it('of others keep nobody out who comes from elsewhere', async () => {
    await counted(times(10, () => authentication.signIn('admin', wrong, '192.0.2.1')));
    expect(await counted([authentication.signIn('admin', right, '198.51.100.1')])).toEqual({ in: 1 });
  });

  it('from everywhere are few for one name', async () => {
    const guesses = times(110, (index) => authentication.signIn('admin', wrong, `192.0.2.${Math.floor(index / 10)}`));
    expect(await counted(guesses)).toEqual({ 'auth/wrong-credentials': 100, 'auth/too-many-attempts': 10 });
  });

  it('that succeed are without end', async () => {
    for (let round = 0; round < 6; round += 1) {
      expect(await counted(times(10, () => authentication.signIn('admin', right, '192.0.2.1')))).toEqual({ in: 10 });
    }
  });

  it('count for nothing where it could not be found out whether they are right', async () => {
    const account = found;
    found = new Error('database gone');
    await counted(times(10, () => authentication.signIn('admin', right, '192.0.2.1')));
    found = account;
    expect(await counted([authentication.signIn('admin', right, '192.0.2.1')])).toEqual({ in: 1 });
  });
});

describe('attempts to change a password', () => {
  it('that are made at once fail no more often than those that wait for each other', async () => {
    const change = () => authentication.changePassword(new Secret('token'), { current: wrong, next: right });
    expect(await counted(times(20, change))).toEqual({ 'auth/wrong-password': 10, 'auth/too-many-attempts': 10 });
  });
});
