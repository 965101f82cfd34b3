import { describeRateBuckets } from '#tests/conformance/registry/rate-buckets-contract.ts';
import { createMemoryBuckets } from './rate-buckets.ts';

describeRateBuckets('buckets in memory', () => {
  let now = Date.parse('2026-01-01T00:00:00Z');
  return {
    buckets: createMemoryBuckets(() => now),
    pass: (ms) => {
      now += ms;
    },
  };
});
