import type { Static } from 'typebox';
import { isCountingPulls, speedAt } from '#engine/registry/index.ts';
import { accountOf, hostOf } from '#server/jobs/index.ts';
import type { KnownRate, StoredRegistry } from '#server/store/index.ts';
import type { registryLimit } from '../schemas/registry-limits.ts';

/** The limits that hold for a registry now; buckets in which nothing is left to say are left out. */
export function presentLimits(
  registry: StoredRegistry,
  rates: readonly KnownRate[],
  now: number,
): readonly Static<typeof registryLimit>[] {
  const account = accountOf(registry);
  return rates
    .filter((one) => one.registry === hostOf(registry.path) && one.account === account)
    .flatMap((one) => presentLimit(one, now) ?? []);
}

function presentLimit({ host, rate }: KnownRate, now: number): Static<typeof registryLimit> | undefined {
  const speed = speedAt(rate, now);
  const isWaiting = now < rate.waitingUntil;
  const pulls = isCountingPulls(rate, now) ? rate.pulls : undefined;
  if (speed === undefined && !isWaiting && pulls === undefined) return undefined;
  const isRefused = rate.status !== undefined && (speed !== undefined || isWaiting);
  return {
    host,
    ...(speed !== undefined && { requestsPerSecond: Math.round(speed * 100) / 100 }),
    ...(isWaiting && { waitingUntil: new Date(rate.waitingUntil).toISOString() }),
    ...(isRefused && { refusedAt: new Date(rate.refusedAt).toISOString(), status: rate.status }),
    ...(pulls !== undefined && {
      pullsLeft: pulls.left,
      pullsLimit: pulls.limit,
      pullsWindowSeconds: pulls.windowSeconds,
    }),
  };
}
