import { describe, expect, it } from 'vitest';
import { silentLogger } from '#core/logger.ts';
import { RegistryError } from '../registry-error.ts';
import { defaultRetryPolicy, sleepFor, withRetries } from './retry.ts';

const signal = new AbortController().signal;

async function run(errors: readonly Error[], policy: Partial<typeof defaultRetryPolicy> = {}) {
  const slept: number[] = [];
  let calls = 0;
  const sleep = async (ms: number) => void slept.push(ms);
  const retry = { ...defaultRetryPolicy, ...policy, sleep, random: () => 1, logger: silentLogger };
  const operation = async () => {
    const error = errors[calls++];
    if (error !== undefined) throw error;
    return 'done';
  };
  const outcome = await withRetries(operation, retry, signal).catch((error: unknown) => error);
  return { outcome, calls, slept };
}

const busy = new RegistryError('registry/unavailable', 'busy', { retriable: true });

describe('withRetries', () => {
  it('doubles its delays up to the longest', async () => {
    const { outcome, slept } = await run([busy, busy, busy, busy], { maxDelayMs: 1500 });
    expect(outcome).toBe('done');
    expect(slept).toEqual([500, 1000, 1500, 1500]);
  });

  it('throws the last error after the allowed attempts', async () => {
    const last = new RegistryError('registry/timeout', 'last', { retriable: true });
    expect(await run([busy, last, busy], { attempts: 2 })).toMatchObject({ outcome: last, calls: 2 });
  });

  it.each([
    ['an error that stays', new RegistryError('registry/not-found', 'gone')],
    ['a bug', new TypeError('bug')],
  ])('throws %s at once', async (_, error) => {
    expect(await run([error])).toMatchObject({ outcome: error, calls: 1, slept: [] });
  });

  it('waits as long as asked to, if that is allowed', async () => {
    const asked = (retryAfterMs: number) =>
      new RegistryError('registry/rate-limited', 'wait', { retriable: true, retryAfterMs });
    expect((await run([asked(30_000)])).slept).toEqual([30_000]);
    expect(await run([asked(30_001)])).toMatchObject({ outcome: { retryAfterMs: 30_001 }, calls: 1 });
  });
});

describe('sleepFor', () => {
  it('ends when the signal aborts', async () => {
    const controller = new AbortController();
    const sleeping = sleepFor(60_000, controller.signal);
    controller.abort();
    await expect(sleeping).rejects.toThrow();
  });
});
