import { errorMessage } from '#core/errors.ts';
import type { Logger } from '#core/logger.ts';
import type { RateLimit } from '../http/rate-limit.ts';
import { RegistryError } from '../registry-error.ts';
import type { BucketKey, RateBuckets } from './rate-buckets.ts';
import { type Lease, rateRules } from './request-rate.ts';
import { createSendCounter } from './send-counter.ts';

/** Lets requests to one host through as fast as its bucket allows. */
export interface RequestGate {
  /** Waits until a request may be sent; throws `registry/rate-limited` at once where that takes longer than is waited. */
  enter(isPull: boolean, signal: AbortSignal): Promise<void>;
  /** Told of each answer to what was sent at `sentAt`. */
  heard(answer: GateAnswer, sentAt: number): Promise<void>;
}

export interface GateAnswer {
  readonly status: number;
  readonly retryAfterMs: number | undefined;
  readonly pulls: RateLimit | undefined;
}

export interface RequestGateOptions {
  readonly buckets: RateBuckets;
  readonly key: BucketKey;
  /** The longest wait; where a longer one is due, whoever asks is told when to come back. */
  readonly maxWaitMs: number;
  readonly sleep: (ms: number, signal: AbortSignal) => Promise<void>;
  readonly now: () => number;
  readonly logger: Logger;
}

/** How long a lease holds: so soon a process learns what another one was told. */
const leaseMs = 1_000;
/** More are not leased at once: what is not sent is lost. */
const leasedAtOnce = 16;
const refusals: ReadonlySet<number> = new Set([429, 503]);

/** A gate before one host. Without a limit it asks its bucket once a second, and only while something is sent. */
export function createRequestGate(options: RequestGateOptions): RequestGate {
  const { key, now } = options;
  const sent = createSendCounter(now);
  const queue = { waiting: 0, tail: Promise.resolve() };
  let held: Held = nothingHeld;
  let refusedAt = Number.NEGATIVE_INFINITY;
  let told = { remaining: -1, until: 0 };
  const mayPass = (isPull: boolean) => {
    if (now() >= held.until || held.requests < 1 || (isPull && held.countsPulls)) return false;
    held = { ...held, requests: held.requests - 1 };
    return true;
  };
  const pass = async (isPull: boolean, signal: AbortSignal) => {
    for (let waited = 0; !mayPass(isPull); ) {
      signal.throwIfAborted();
      const lease = await leaseFrom(options, { wanted: Math.min(leasedAtOnce, queue.waiting), isPull });
      if (lease.requests > 0) {
        held = { requests: lease.requests - 1, until: now() + leaseMs, countsPulls: lease.countsPulls };
        if (isPull && lease.countsPulls) held = { ...held, requests: 0 };
        return;
      }
      if (waited + lease.waitMs > options.maxWaitMs) throw mustWait(key, lease, now());
      waited += lease.waitMs;
      await options.sleep(Math.ceil(lease.waitMs), signal);
    }
  };
  return {
    enter: async (isPull, signal) => {
      if (!mayPass(isPull)) {
        queue.waiting += 1;
        const turn = queue.tail
          .then(() => pass(isPull, signal))
          .finally(() => {
            queue.waiting -= 1;
          });
        queue.tail = turn.catch(() => undefined);
        await untilAborted(turn, signal);
      }
      sent.add();
    },
    heard: async ({ status, retryAfterMs, pulls }, sentAt) => {
      // Where only pulls are used up, everything else may go on.
      const isRefusal = refusals.has(status) && (pulls?.remaining !== 0 || retryAfterMs !== undefined);
      // What was under way when a refusal came says no more than that one did, unless it asks for a wait.
      if (isRefusal && (sentAt >= refusedAt || retryAfterMs !== undefined)) {
        refusedAt = now();
        held = nothingHeld;
        await note(options, { refusal: { status, retryAfterMs, sentPerSecond: sent.perSecond() } });
      }
      if (pulls === undefined || (pulls.remaining === told.remaining && now() < told.until)) return;
      told = { remaining: pulls.remaining, until: now() + rateRules.pullSettlesMs };
      held = nothingHeld;
      await note(options, { pulls });
    },
  };
}

/** Whoever waits goes when the signal aborts, although those before wait on. */
async function untilAborted(turn: Promise<void>, signal: AbortSignal): Promise<void> {
  const aborted = Promise.withResolvers<never>();
  const abort = () => aborted.reject(signal.reason);
  signal.addEventListener('abort', abort, { once: true });
  try {
    await Promise.race([turn, aborted.promise]);
  } finally {
    signal.removeEventListener('abort', abort);
  }
}

interface Held {
  readonly requests: number;
  readonly until: number;
  readonly countsPulls: boolean;
}

const nothingHeld: Held = { requests: 0, until: 0, countsPulls: false };

/** A bucket that cannot be asked must not stop what works; it is asked again a second later. */
async function leaseFrom(
  { buckets, key, logger }: RequestGateOptions,
  asked: { readonly wanted: number; readonly isPull: boolean },
): Promise<Lease> {
  try {
    return await buckets.lease(key, asked);
  } catch (error) {
    logger.warn({ host: key.host, error: errorMessage(error) }, 'cannot ask how fast a registry may be asked');
    return { requests: Number.POSITIVE_INFINITY, waitMs: 0, countsPulls: false };
  }
}

async function note(
  { buckets, key, logger }: RequestGateOptions,
  news: Parameters<RateBuckets['note']>[1],
): Promise<void> {
  try {
    await buckets.note(key, news);
  } catch (error) {
    logger.warn({ host: key.host, error: errorMessage(error) }, 'cannot write down how fast a registry may be asked');
  }
}

function mustWait({ host }: BucketKey, { waitMs, because }: Lease, now: number): RegistryError {
  const why =
    because === 'pulls'
      ? 'allows no more pulls for now'
      : because === 'refused'
        ? 'asked to be left alone for a while'
        : 'allows few requests for now';
  const message = `${host} ${why}: it is asked again after ${new Date(now + waitMs).toISOString()}`;
  return new RegistryError('registry/rate-limited', message, { retriable: true, retryAfterMs: waitMs });
}
