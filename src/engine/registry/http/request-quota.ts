/** How many requests a server still allows, by its own word, and when that begins anew. */
export interface RequestQuota {
  readonly remaining: number;
  /** Milliseconds from now. */
  readonly resetMs: number;
}

type Header = (name: string) => string | undefined;

/** A time in seconds that is no duration: GitHub, GitLab and Docker Hub's API say when, others in how long. */
const firstEpochSeconds = 1_000_000_000;
const firstEpochMs = 1_000_000_000_000;
const maxFieldLength = 1_000;

/**
 * Reads what servers tell of requests: `x-ratelimit-remaining` and `-reset` (GitHub, Quay, Docker Hub's API),
 * `ratelimit-remaining` and `-reset` (GitLab, earlier drafts of the IETF), `RateLimit` (draft-ietf-httpapi-ratelimit-headers).
 * Undefined where a server says nothing, or not when it begins anew. `now` in milliseconds since 1970.
 */
export function parseRequestQuota(header: Header, now: number): RequestQuota | undefined {
  return (
    byField('x-ratelimit', header, now) ??
    byField('ratelimit', header, now) ??
    byList((header('ratelimit') ?? '').slice(0, maxFieldLength))
  );
}

function byField(prefix: string, header: Header, now: number): RequestQuota | undefined {
  const remaining = numberIn(header(`${prefix}-remaining`));
  const reset = numberIn(header(`${prefix}-reset`));
  // A limit of nothing is how some say that there is none.
  const isUnlimited = numberIn(header(`${prefix}-limit`)) === 0;
  if (remaining === undefined || reset === undefined || isUnlimited) return undefined;
  if (reset < firstEpochSeconds) return { remaining, resetMs: reset * 1000 };
  // By the server's own clock where it tells it, which need not be ours; a second more, since both are whole seconds.
  const serverNow = Date.parse(header('date') ?? '');
  const at = reset < firstEpochMs ? reset * 1000 : reset;
  return { remaining, resetMs: Math.max(0, at - (Number.isNaN(serverNow) ? now : serverNow)) + 1000 };
}

/** `"burst";r=5;t=3, "daily";r=0;t=600`, or `limit=10, remaining=0, reset=4` as an earlier draft has it: of several, the one of which least is left. */
function byList(value: string): RequestQuota | undefined {
  const old = { remaining: parameter(value, 'remaining'), reset: parameter(value, 'reset') };
  const policies = value.split(',').map((one) => ({ remaining: parameter(one, 'r'), reset: parameter(one, 't') }));
  const found = [old, ...policies].flatMap(({ remaining, reset }) =>
    remaining === undefined || reset === undefined ? [] : [{ remaining, resetMs: reset * 1000 }],
  );
  return found.sort((a, b) => a.remaining - b.remaining || b.resetMs - a.resetMs)[0];
}

function parameter(text: string, name: string): number | undefined {
  const found = text.split(/[;,]/).find((part) => part.trim().startsWith(`${name}=`));
  return numberIn(found?.slice(found.indexOf('=') + 1));
}

function numberIn(text: string | undefined): number | undefined {
  const digits = text?.trim() ?? '';
  return /^\d{1,15}$/.test(digits) ? Number(digits) : undefined;
}
