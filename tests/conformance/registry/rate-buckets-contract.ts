import { describe, expect, it } from 'vitest';
import type { BucketKey, RateBuckets } from '#engine/registry/index.ts';

export interface BucketsUnderTest {
  readonly buckets: RateBuckets;
  /** Moves the clock of the buckets on. */
  readonly pass: (ms: number) => void;
}

const request = { wanted: 4, isPull: false };
const pull = { wanted: 4, isPull: true };
const endless = Number.POSITIVE_INFINITY;
const refusal = (sentPerSecond: number, retryAfterMs?: number) => ({
  refusal: { status: 429, retryAfterMs, sentPerSecond },
});
const pulls = (remaining: number) => ({ pulls: { limit: 100, remaining, windowSeconds: 21_600 } });

/** What all buckets must do, in memory or in a database. */
export function describeRateBuckets(name: string, setUp: () => BucketsUnderTest): void {
  let keys = 0;
  const start = () => {
    const { buckets, pass } = setUp();
    keys += 1;
    const key: BucketKey = { registry: 'registry.example', account: 'a', host: `h${keys}` };
    const lease = async (asked = request, of: Partial<BucketKey> = {}) => {
      const { requests, waitMs, because } = await buckets.lease({ ...key, ...of }, asked);
      return because === undefined ? requests : `${because} ${Math.round(waitMs)}`;
    };
    const leases = async (count: number, asked = request) => {
      const given: unknown[] = [];
      for (let index = 0; index < count; index += 1) given.push(await lease(asked));
      return given;
    };
    return {
      buckets,
      pass,
      key,
      lease,
      leases,
      note: (news: Parameters<RateBuckets['note']>[1]) => buckets.note(key, news),
    };
  };

  describe(`${name} as rate buckets`, () => {
    it('have no limit before a refusal', async () => {
      const { lease } = start();
      expect([await lease(), await lease(pull)]).toEqual([endless, endless]);
    });

    it('wait after a refusal, as long as was asked for, and then go on at half the rate', async () => {
      const { lease, leases, note, pass } = start();
      await note(refusal(20, 7_000));
      expect(await lease()).toBe('refused 7000');
      pass(7_000);
      expect(await leases(2)).toEqual([1, 'rate 100']);
      pass(300);
      expect(await leases(2)).toEqual([3, expect.stringMatching(/^rate (?:98|99|100)$/)]);
      pass(10_000);
      // A second's worth at most, of a rate that has grown a little.
      expect(await leases(4)).toEqual([4, 4, 3, expect.stringContaining('rate')]);
    });

    it('wait longer after each refusal in a row that asks for nothing', async () => {
      const { lease, note, pass } = start();
      const waits: unknown[] = [];
      for (const _ of [1, 2, 3]) {
        await note(refusal(20));
        waits.push(await lease());
        pass(Number(String(waits.at(-1)).split(' ')[1]) + 10);
      }
      expect(waits).toEqual(['refused 1000', 'refused 2000', 'refused 4000']);
    });

    it('take a storm of refusals for one, and its longest wait', async () => {
      const { leases, lease, note, pass } = start();
      for (const ms of [2_000, 1_000, 3_000]) await note(refusal(20, ms));
      expect(await lease()).toBe('refused 3000');
      pass(4_000);
      // One token, and ten a second from the end of the first wait.
      expect(await leases(3)).toEqual([4, 4, 2]);
    });

    it('recover: twice the rate after a minute, no limit after ten', async () => {
      const { lease, leases, note, pass } = start();
      await note(refusal(4, 0));
      pass(60_000);
      expect(await leases(2)).toEqual([4, 'rate 250']);
      pass(540_000);
      expect(await lease()).toBe(endless);
    });

    it('fall from where they had recovered to, never to nothing', async () => {
      const { lease, leases, note, pass } = start();
      await note(refusal(4, 0));
      pass(60_000);
      await note(refusal(1_000, 0));
      pass(1);
      expect(await leases(2)).toEqual([1, 'rate 499']);
      for (let times = 0; times < 12; times += 1) {
        pass(2_000);
        await note(refusal(1, 0));
      }
      await lease();
      expect(await lease()).toBe('rate 5000');
    });

    it('wait until requests that are used up come back, at the rate there was', async () => {
      const { lease, leases, note, pass } = start();
      await note({ spent: { resetMs: 9_000 } });
      await note({ spent: { resetMs: 4_000 } });
      expect(await leases(2)).toEqual(['refused 9000', 'refused 9000']);
      pass(9_000);
      expect(await lease()).toBe(endless);
      await note({ spent: { resetMs: 1e12 } });
      expect(await lease()).toBe('refused 86400000');
    });

    it('believe no wait of more than a day', async () => {
      const { lease, note } = start();
      await note(refusal(1, 1e12));
      expect(await lease()).toBe('refused 86400000');
    });

    it('count pulls where the registry does, one at a time, and let everything else through', async () => {
      const { lease, leases, note } = start();
      await note(pulls(2));
      expect(await leases(3, pull)).toEqual([1, 1, 'pulls 216000']);
      expect(await lease()).toBe(endless);
    });

    it('try one pull when one should have come back, and believe what is heard then', async () => {
      const { leases, note, pass } = start();
      await note(pulls(0));
      pass(216_000);
      expect(await leases(2, pull)).toEqual([1, 'pulls 216000']);
      await note(pulls(5));
      // That may be older than the pull that was tried.
      expect(await leases(1, pull)).toEqual(['pulls 216000']);
      pass(30_000);
      await note(pulls(5));
      expect(await leases(1, pull)).toEqual([1]);
    });

    it('count no pulls once the window has passed', async () => {
      const { lease, note, pass } = start();
      await note(pulls(0));
      pass(21_600_000);
      expect(await lease(pull)).toBe(endless);
    });

    it('keep hosts, accounts and registries apart', async () => {
      const { lease, note } = start();
      await note(refusal(1, 5_000));
      expect(await lease(request, { account: 'b' })).toBe(endless);
      expect(await lease(request, { host: 'other' })).toBe(endless);
      expect(await lease(request, { registry: 'other.example' })).toBe(endless);
      expect(await lease()).toBe('refused 5000');
    });

    it('grant no token twice, however many ask at once', async () => {
      const { buckets, key, note, pass } = start();
      await note(refusal(40, 0));
      pass(10_000);
      const asked = { wanted: 3, isPull: false };
      const given = await Promise.all(Array.from({ length: 20 }, () => buckets.lease(key, asked)));
      // 20 a second, grown by a sixth.
      expect(given.reduce((sum, { requests }) => sum + requests, 0)).toBe(23);
    });
  });
}
