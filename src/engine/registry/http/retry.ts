import { setTimeout as wait } from 'node:timers/promises';
import type { Logger } from '#core/logger.ts';
import { RegistryError } from '../registry-error.ts';

/** How often and how patiently a failed request is sent again. */
export interface RetryPolicy {
  /** Tries in all, the first included. */
  readonly attempts: number;
  readonly minDelayMs: number;
  /** The longest wait; where a registry asks for a longer one, the operation fails and says when to come back. */
  readonly maxDelayMs: number;
}

export const defaultRetryPolicy: RetryPolicy = { attempts: 5, minDelayMs: 500, maxDelayMs: 30_000 };

export interface Retry extends RetryPolicy {
  readonly sleep: (ms: number, signal: AbortSignal) => Promise<void>;
  /** 0 to 1. */
  readonly random: () => number;
  readonly logger: Logger;
}

/** Waits, unless the signal aborts first. */
export async function sleepFor(ms: number, signal: AbortSignal): Promise<void> {
  await wait(ms, undefined, { signal });
}

/**
 * Runs `operation` again after retriable errors: when the registry said to (`Retry-After`), otherwise after a delay that
 * doubles each time, half of it random so that many clients do not come back at once.
 */
export async function withRetries<T>(operation: () => Promise<T>, retry: Retry, signal: AbortSignal): Promise<T> {
  for (let attempt = 1; ; attempt += 1) {
    try {
      return await operation();
    } catch (error) {
      signal.throwIfAborted();
      const isLast = attempt >= retry.attempts;
      if (isLast || !(error instanceof RegistryError) || !error.retriable) throw error;
      await pause(error, attempt, retry, signal);
    }
  }
}

/** Waits before try number `attempt + 1`, or rethrows `error` where the registry wants a longer wait than allowed. */
export async function pause(error: RegistryError, attempt: number, retry: Retry, signal: AbortSignal): Promise<void> {
  if ((error.retryAfterMs ?? 0) > retry.maxDelayMs) throw error;
  const delayMs = error.retryAfterMs ?? backoffMs(attempt, retry);
  retry.logger.debug({ code: error.code, attempt, delayMs, reason: error.message }, 'registry request is tried again');
  try {
    await retry.sleep(delayMs, signal);
  } finally {
    signal.throwIfAborted();
  }
}

function backoffMs(attempt: number, { minDelayMs, maxDelayMs, random }: Retry): number {
  const full = Math.min(maxDelayMs, minDelayMs * 2 ** (attempt - 1));
  return Math.round(full * (0.5 + random() / 2));
}
