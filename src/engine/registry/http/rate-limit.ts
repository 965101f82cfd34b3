/** How many pulls a registry still allows, by its own word. */
export interface RateLimit {
  readonly limit: number;
  readonly remaining: number;
  /** The time for which `limit` holds, seconds. */
  readonly windowSeconds?: number;
}

/**
 * Reads `ratelimit-limit` and `ratelimit-remaining` as Docker Hub writes them, `100;w=21600`; undefined where they are missing. Where
 * `ratelimit-reset` stands with them, as GitLab writes it, they are of requests.
 */
export function parseRateLimit(header: (name: string) => string | undefined): RateLimit | undefined {
  const limit = parse(header('ratelimit-limit'));
  const remaining = parse(header('ratelimit-remaining'));
  if (limit === undefined || remaining === undefined || header('ratelimit-reset') !== undefined) return undefined;
  const windowSeconds = remaining.window ?? limit.window;
  return {
    limit: limit.count,
    remaining: remaining.count,
    ...(windowSeconds !== undefined && { windowSeconds }),
  };
}

function parse(value: string | undefined): { readonly count: number; readonly window: number | undefined } | undefined {
  const found = /^(\d{1,9})(?:;w=(\d{1,9}))?$/.exec(value?.trim() ?? '');
  if (found === null) return undefined;
  return { count: Number(found[1]), window: found[2] === undefined ? undefined : Number(found[2]) };
}
