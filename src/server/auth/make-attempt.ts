import type { AttemptLimiter } from './attempt-limiter.ts';
import { AuthError } from './auth-error.ts';

/** What an attempt counts for. */
export interface Counted {
  readonly limiter: AttemptLimiter;
  readonly key: string;
  /** A success makes failures before it forgotten, too. */
  readonly isForgiving: boolean;
}

/**
 * Makes an attempt at something that may fail only so often; undefined where it fails. Throws `auth/too-many-attempts`, before anything is
 * tried, and whatever `attempt` throws, which counts for nothing.
 */
export async function makeAttempt<T>(
  counted: readonly Counted[],
  attempt: () => Promise<T | undefined>,
): Promise<T | undefined> {
  for (const { limiter, key } of counted) refuseHasty(limiter, key);
  for (const { limiter, key } of counted) limiter.begin(key);
  try {
    const found = await attempt();
    if (found === undefined) return undefined;
    for (const { limiter, key, isForgiving } of counted) {
      if (isForgiving) limiter.forget(key);
      else limiter.takeBack(key);
    }
    return found;
  } catch (error) {
    for (const { limiter, key } of counted) limiter.takeBack(key);
    throw error;
  }
}

function refuseHasty(limiter: AttemptLimiter, key: string): void {
  const retryAfterSeconds = limiter.waitSeconds(key);
  if (retryAfterSeconds === 0) return;
  const minutes = Math.ceil(retryAfterSeconds / 60);
  const message = `too many failed attempts: wait ${minutes} ${minutes === 1 ? 'minute' : 'minutes'} and try again`;
  throw new AuthError('auth/too-many-attempts', message, { retryAfterSeconds });
}
