import type { RateLimit } from '../http/rate-limit.ts';
import type { RequestQuota } from '../http/request-quota.ts';

/** How fast a registry lets itself be asked, as learnt from its refusals. Times are milliseconds since 1970. */
export interface RequestRate {
  /** Requests a second, as of `since`, from when it grows; undefined as long as nothing was refused. */
  readonly perSecond: number | undefined;
  readonly since: number;
  /** What may be sent at once, as of `filledAt`. */
  readonly tokens: number;
  readonly filledAt: number;
  /** Nothing is sent before; 0 for no wait. */
  readonly waitingUntil: number;
  /** Refusals in a row, and when the last one came. */
  readonly refusals: number;
  readonly refusedAt: number;
  /** The status of the last refusal. */
  readonly status: number | undefined;
  /** What the registry says of pulls itself. */
  readonly pulls: PullBudget | undefined;
}

/** Pulls that a registry still allows within its window. */
export interface PullBudget {
  readonly left: number;
  readonly limit: number;
  readonly windowSeconds: number;
  readonly heardAt: number;
  /** When one was last granted: what is heard right after may not know of it yet. */
  readonly grantedAt: number;
}

/** What a refusal said; `sentPerSecond` is how fast whoever was refused had been asking. */
export interface Refusal {
  readonly status: number;
  readonly retryAfterMs: number | undefined;
  readonly sentPerSecond: number;
}

/** These decide how fast a rate falls and comes back; the statement of the database that grants has them as well. */
export const rateRules = {
  leastPerSecond: 0.2,
  /** A rate doubles in this time, and then grows on by as much. */
  doublingMs: 60_000,
  /** Without a refusal for so long there is no limit any more. */
  forgottenMs: 600_000,
  /** Refusals within this time are of one storm: requests that were under way already. */
  stormMs: 1_000,
  firstPauseMs: 1_000,
  longestPauseMs: 60_000,
  /** No registry is believed that wants a longer wait. */
  longestWaitMs: 24 * 60 * 60 * 1000,
  /** What is heard of pulls this soon after one was granted may be older than that. */
  pullSettlesMs: 30_000,
} as const;

/** Nothing learnt yet. */
export const unlimitedRate: RequestRate = {
  perSecond: undefined,
  since: 0,
  tokens: 0,
  filledAt: 0,
  waitingUntil: 0,
  refusals: 0,
  refusedAt: 0,
  status: undefined,
  pulls: undefined,
};

/** Requests a second that are allowed now; undefined for no limit. */
export function speedAt({ perSecond, since }: RequestRate, now: number): number | undefined {
  const age = Math.max(0, now - since);
  if (perSecond === undefined || age >= rateRules.forgottenMs) return undefined;
  return perSecond * (1 + age / rateRules.doublingMs);
}

/** Whether what the registry said of pulls still holds. */
export function isCountingPulls({ pulls }: RequestRate, now: number): boolean {
  return pulls !== undefined && now - pulls.heardAt < pulls.windowSeconds * 1000;
}

/** Halves the rate, once for each storm of refusals, and waits: as long as was asked for, else longer each time. */
export function afterRefusal(rate: RequestRate, refusal: Refusal, now: number): RequestRate {
  const asked = refusal.retryAfterMs === undefined ? 0 : now + Math.min(refusal.retryAfterMs, rateRules.longestWaitMs);
  const isSameStorm = now < rate.waitingUntil || now - rate.refusedAt < rateRules.stormMs;
  if (isSameStorm && rate.refusals > 0) return { ...rate, waitingUntil: Math.max(rate.waitingUntil, asked) };
  const isInRow = now - Math.max(rate.refusedAt, rate.waitingUntil) < rateRules.longestPauseMs;
  const refusals = isInRow ? Math.min(rate.refusals + 1, 20) : 1;
  const pause = Math.min(rateRules.longestPauseMs, rateRules.firstPauseMs * 2 ** (refusals - 1));
  const waitingUntil = refusal.retryAfterMs === undefined ? now + pause : asked;
  const before = speedAt(rate, now) ?? refusal.sentPerSecond;
  return {
    ...rate,
    perSecond: Math.max(rateRules.leastPerSecond, before / 2),
    // It grows from when asking goes on.
    since: waitingUntil,
    tokens: 1,
    filledAt: waitingUntil,
    waitingUntil,
    refusals,
    refusedAt: now,
    status: refusal.status,
  };
}

/** Waits until requests that are used up come back, by the registry's own word: that is no refusal, and the rate stays. */
export function afterQuotaSpent(
  rate: RequestRate,
  { resetMs }: Pick<RequestQuota, 'resetMs'>,
  now: number,
): RequestRate {
  const until = now + Math.min(resetMs, rateRules.longestWaitMs);
  return { ...rate, waitingUntil: Math.max(rate.waitingUntil, until) };
}

/** Takes over what the registry says of pulls; a higher number only once no grant of ours can be missing in it. */
export function afterPullsHeard(rate: RequestRate, heard: RateLimit, now: number): RequestRate {
  const { pulls } = rate;
  const windowSeconds = heard.windowSeconds ?? pulls?.windowSeconds;
  if (windowSeconds === undefined) return rate;
  const isSettled = pulls === undefined || now - pulls.grantedAt >= rateRules.pullSettlesMs;
  const left = isSettled ? heard.remaining : Math.min(heard.remaining, pulls.left);
  return {
    ...rate,
    pulls: { left, limit: heard.limit, windowSeconds, heardAt: now, grantedAt: pulls?.grantedAt ?? 0 },
  };
}

/** Where no pull is left: how long until one is tried. In a window that slides, one comes back in this time. */
export function pullPauseMs({ limit, windowSeconds }: Pick<PullBudget, 'limit' | 'windowSeconds'>): number {
  return (windowSeconds * 1000) / Math.max(1, limit);
}

/** What was granted: `requests` of them (endless for no limit), or none before `waitMs` have passed, and why. */
export interface Lease {
  readonly requests: number;
  readonly waitMs: number;
  readonly because?: 'refused' | 'rate' | 'pulls';
}

/** Grants up to `wanted` requests, or one pull, and says what is left. */
export function grant(
  rate: RequestRate,
  { wanted, isPull }: { readonly wanted: number; readonly isPull: boolean },
  now: number,
): { readonly lease: Lease; readonly rate: RequestRate } {
  const pulls = isCountingPulls(rate, now) ? rate.pulls : undefined;
  const none = (waitMs: number, because: NonNullable<Lease['because']>) => ({
    lease: { requests: 0, waitMs, because },
    rate,
  });
  if (now < rate.waitingUntil) return none(rate.waitingUntil - now, 'refused');
  const pause = pulls === undefined ? 0 : pulls.heardAt + pullPauseMs(pulls) - now;
  if (isPull && pulls !== undefined && pulls.left <= 0 && pause > 0) return none(pause, 'pulls');
  const speed = speedAt(rate, now);
  const tokens = speed === undefined ? 0 : filled(rate, speed, now);
  if (speed !== undefined && tokens < 1) return none(((1 - tokens) * 1000) / speed, 'rate');
  const most = isPull && pulls !== undefined ? 1 : speed === undefined ? Number.POSITIVE_INFINITY : wanted;
  const requests = speed === undefined ? most : Math.min(most, Math.floor(tokens));
  const taken = isPull && pulls !== undefined ? { pulls: afterPull(pulls, now) } : {};
  const spent = speed === undefined ? {} : { tokens: tokens - requests, filledAt: Math.max(now, rate.filledAt) };
  return { lease: { requests, waitMs: 0 }, rate: { ...rate, ...spent, ...taken } };
}

/** One that is tried although none is left lets the others wait on. */
function afterPull(pulls: PullBudget, now: number): PullBudget {
  const left = Math.max(0, pulls.left - 1);
  return { ...pulls, left, grantedAt: now, heardAt: pulls.left <= 0 ? now : pulls.heardAt };
}

/** A second's worth is kept at most. */
function filled({ tokens, filledAt }: RequestRate, speed: number, now: number): number {
  return Math.min(Math.max(1, speed), tokens + (speed * Math.max(0, now - filledAt)) / 1000);
}
