import type { RateLimit } from '../http/rate-limit.ts';
import type { RequestQuota } from '../http/request-quota.ts';
import {
  afterPullsHeard,
  afterQuotaSpent,
  afterRefusal,
  grant,
  type Lease,
  type Refusal,
  type RequestRate,
  unlimitedRate,
} from './request-rate.ts';

/** Whose bucket: registries count by host and account. */
export interface BucketKey {
  /** The registry, as references name it. */
  readonly registry: string;
  /** Who asks: a user name, or whatever tells credentials apart without telling them. */
  readonly account: string;
  /** `host[:port]` that is asked: the registry's own, its vendor's API, its token server. */
  readonly host: string;
}

/** What a registry's answers tell of its limits. */
export type RateNews =
  | { readonly refusal: Refusal }
  | { readonly pulls: RateLimit }
  /** All requests are used up until then. */
  | { readonly spent: Pick<RequestQuota, 'resetMs'> };

/** Token buckets, one for each key, shared by all who are handed the same. */
export interface RateBuckets {
  /** Takes up to `wanted` requests, or one pull, at once. */
  lease(key: BucketKey, asked: { readonly wanted: number; readonly isPull: boolean }): Promise<Lease>;
  note(key: BucketKey, news: RateNews): Promise<void>;
}

/** What is known after the news. */
export function afterNews(rate: RequestRate, news: RateNews, now: number): RequestRate {
  if ('spent' in news) return afterQuotaSpent(rate, news.spent, now);
  return 'refusal' in news ? afterRefusal(rate, news.refusal, now) : afterPullsHeard(rate, news.pulls, now);
}

/** Buckets of this process alone. */
export function createMemoryBuckets(now: () => number = Date.now): RateBuckets {
  const rates = new Map<string, RequestRate>();
  const nameOf = ({ registry, account, host }: BucketKey) => JSON.stringify([registry, account, host]);
  return {
    lease: (key, asked) => {
      const { lease, rate } = grant(rates.get(nameOf(key)) ?? unlimitedRate, asked, now());
      if (rates.has(nameOf(key))) rates.set(nameOf(key), rate);
      return Promise.resolve(lease);
    },
    note: (key, news) => {
      rates.set(nameOf(key), afterNews(rates.get(nameOf(key)) ?? unlimitedRate, news, now()));
      return Promise.resolve();
    },
  };
}
