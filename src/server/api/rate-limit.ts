import type { FastifyInstance } from 'fastify';
import { ApiError } from './api-error.ts';
import type { ApiServices } from './api-services.ts';

declare module 'fastify' {
  interface FastifyContextConfig {
    /** Answering costs much: nobody may ask for it without end. */
    readonly isExpensive?: boolean;
  }
}

const burst = 60;
const perMinute = 120;
/** Askers remembered at most; the one that was silent for longest is forgotten first. */
const maxAskers = 10_000;

/** Allows each user so many expensive requests (a token bucket); more are answered 429 with when to try again. */
export function limitRates(app: FastifyInstance, { now }: Pick<ApiServices, 'now'>): void {
  const buckets = new Map<string, { readonly left: number; readonly at: number }>();
  app.addHook('preHandler', async (request) => {
    if (request.routeOptions.config.isExpensive !== true) return;
    const asker = request.signedIn?.id ?? request.ip;
    const at = now().getTime();
    const before = buckets.get(asker) ?? { left: burst, at };
    const left = Math.min(burst, before.left + ((at - before.at) * perMinute) / 60_000);
    buckets.delete(asker);
    buckets.set(asker, { left: Math.max(0, left - 1), at });
    const [oldest] = buckets.keys();
    if (buckets.size > maxAskers && oldest !== undefined) buckets.delete(oldest);
    if (left >= 1) return;
    const retryAfterSeconds = Math.max(1, Math.ceil(((1 - left) * 60) / perMinute));
    throw new ApiError('api/too-many-requests', `too many of such requests: wait ${retryAfterSeconds} s`, [], {
      retryAfterSeconds,
    });
  });
}
