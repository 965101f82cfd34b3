import { describe, expect, it } from 'vitest';
import { Secret } from '#core/secret.ts';
import { madeCredential } from './credential-source.ts';

const signal = new AbortController().signal;
const hour = 3_600_000;

function source(lifetimeMs: number | undefined) {
  let now = 0;
  let made = 0;
  const signIn = async () => {
    made += 1;
    const credential = { username: 'AWS', password: new Secret(`p${made}`) };
    return lifetimeMs === undefined ? credential : { ...credential, expiresAt: now + lifetimeMs };
  };
  const credentials = madeCredential(signIn, () => now);
  return {
    credentials,
    made: () => made,
    at: (ms: number) => {
      now = ms;
      return credentials.current(signal);
    },
  };
}

describe('madeCredential', () => {
  it('is made at first use, kept, and made anew ten minutes before it expires', async () => {
    const { at, made } = source(12 * hour);
    const counts: number[] = [];
    for (const ms of [0, 11 * hour, 12 * hour - 700_000, 12 * hour - 500_000, 12 * hour]) {
      await at(ms);
      counts.push(made());
    }
    expect(counts).toEqual([1, 1, 1, 2, 2]);
  });

  it('is made once for requests that come at the same time', async () => {
    const { credentials, made } = source(hour);
    await Promise.all([credentials.current(signal), credentials.current(signal), credentials.current(signal)]);
    expect(made()).toBe(1);
  });

  it('is made anew where the registry no longer takes it', async () => {
    const { credentials, made } = source(hour);
    const first = await credentials.current(signal);
    await credentials.current(signal, first);
    expect(made()).toBe(2);
  });

  it('is not made anew where it has no end, since it would be the same', async () => {
    const { credentials, made } = source(undefined);
    const first = await credentials.current(signal);
    expect(await credentials.current(signal, first)).toBe(first);
    expect(made()).toBe(1);
  });

  it('is made for those who wait for it where whoever began it is stopped, and for them alone', async () => {
    const first = new AbortController();
    let tries = 0;
    const credentials = madeCredential(
      async (asked) => {
        tries += 1;
        if (asked !== first.signal) return { username: 'AWS', password: new Secret('p') };
        return new Promise((_, reject) => asked.addEventListener('abort', () => reject(asked.reason as Error)));
      },
      () => 0,
    );
    const begun = credentials.current(first.signal);
    const waiting = [credentials.current(signal), credentials.current(signal)];
    first.abort(new Error('cancelled'));
    await expect(begun).rejects.toThrow('cancelled');
    expect(await Promise.all(waiting)).toMatchObject([{ username: 'AWS' }, { username: 'AWS' }]);
    expect(tries).toBe(2);
  });

  it('is tried again after a sign-in that failed', async () => {
    let tries = 0;
    const credentials = madeCredential(
      async () => {
        tries += 1;
        if (tries === 1) throw new Error('no');
        return undefined;
      },
      () => 0,
    );
    await expect(credentials.current(signal)).rejects.toThrow('no');
    await expect(credentials.current(signal)).resolves.toBeUndefined();
  });
});
