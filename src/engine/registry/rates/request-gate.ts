import { errorMessage } from '#core/errors.ts';
import type { Logger } from '#core/logger.ts';
import type { RateLimit } from '../http/rate-limit.ts';
import type { RequestQuota } from '../http/request-quota.ts';
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
  /** Told once what was let through is over, answered or not. */
  leave(): void;
}

export interface GateAnswer {
  readonly status: number;
  readonly retryAfterMs: number | undefined;
  readonly pulls: RateLimit | undefined;
  readonly quota?: RequestQuota | undefined;
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
/** Answers that tell of the same moment are this far apart at most. */
const spentSettlesMs = 2_000;
const refusals: ReadonlySet<number> = new Set([429, 503]);

/** A gate before one host. Without a limit it asks its bucket once a second, and only while something is sent. */
export function createRequestGate(options: RequestGateOptions): RequestGate {
  const { key, now } = options;
  const sent = createSendCounter(now);
  const queue = { waiting: 0, tail: Promise.resolve() };
  let held: Held = nothingHeld;
  let refusedAt = Number.NEGATIVE_INFINITY;
  let underWay = 0;
  let spentUntil = Number.NEGATIVE_INFINITY;
  let told = { remaining: -1, until: 0, noted: Promise.resolve() };
  // What was leased before some news may be too much: nothing of it is kept.
  let news = 0;
  const tell = async (what: Parameters<RateBuckets['note']>[1]) => {
    const forget = () => {
      news += 1;
      held = nothingHeld;
    };
    forget();
    await note(options, what);
    forget();
  };
  // Pulls are few and dear: each is asked for on its own, so that what any process was told holds for the next one.
  const mayPass = (isPull: boolean) => {
    if (isPull || now() >= held.until || held.requests < 1) return false;
    held = { ...held, requests: held.requests - 1 };
    return true;
  };
  const pass = async (isPull: boolean, signal: AbortSignal) => {
    for (let waited = 0; !mayPass(isPull); ) {
      signal.throwIfAborted();
      const before = news;
      const lease = await leaseFrom(options, { wanted: isPull ? 1 : Math.min(leasedAtOnce, queue.waiting), isPull });
      const isOld = before !== news;
      if (isPull && isOld && lease.requests === Number.POSITIVE_INFINITY) continue;
      if (lease.requests > 0) {
        if (!isPull && !isOld) held = { requests: lease.requests - 1, until: now() + leaseMs };
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
      underWay += 1;
    },
    leave: () => {
      underWay -= 1;
    },
    heard: async ({ status, retryAfterMs, pulls, quota }, sentAt) => {
      // Where only pulls are used up, everything else may go on; where it is known until when all is, the rate was not too high.
      const isUsedUp = pulls?.remaining === 0 || quota?.remaining === 0;
      const isRefusal = refusals.has(status) && (!isUsedUp || retryAfterMs !== undefined);
      // What was under way when a refusal came says no more than that one did, unless it asks for a wait.
      if (isRefusal && (sentAt >= refusedAt || retryAfterMs !== undefined)) {
        refusedAt = now();
        await tell({ refusal: { status, retryAfterMs, sentPerSecond: sent.perSecond() } });
      }
      // What is under way besides this one will be counted as well.
      const isSpent = quota !== undefined && quota.resetMs > 0 && quota.remaining < underWay;
      if (isSpent && now() + quota.resetMs > spentUntil + spentSettlesMs) {
        spentUntil = now() + quota.resetMs;
        await tell({ spent: quota });
      }
      if (pulls === undefined) return;
      if (pulls.remaining !== told.remaining || now() >= told.until) {
        const until = now() + rateRules.pullSettlesMs;
        told = { remaining: pulls.remaining, until, noted: tell({ pulls }) };
      }
      // Another answer may have said the same, and be about to write it down.
      await told.noted;
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
}

const nothingHeld: Held = { requests: 0, until: 0 };

/** A bucket that cannot be asked must not stop what works; it is asked again a second later. */
async function leaseFrom(
  { buckets, key, logger }: RequestGateOptions,
  asked: { readonly wanted: number; readonly isPull: boolean },
): Promise<Lease> {
  try {
    return await buckets.lease(key, asked);
  } catch (error) {
    logger.warn({ host: key.host, error: errorMessage(error) }, 'cannot ask how fast a registry may be asked');
    return { requests: Number.POSITIVE_INFINITY, waitMs: 0 };
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
