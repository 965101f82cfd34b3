import { afterAll, beforeAll } from 'vitest';
import { createRateStore } from '#server/store/index.ts';
import { describeRateBuckets } from '#tests/conformance/registry/rate-buckets-contract.ts';
import { openTestStore, type TestStore } from '#tests/support/service/open-test-store.ts';
import { makeTemporaryDirectory, removeTemporaryDirectories } from '#tests/support/service/start-test-service.ts';

let opened: TestStore;

beforeAll(async () => {
  opened = await openTestStore(await makeTemporaryDirectory());
});
afterAll(async () => {
  await opened.close();
  await removeTemporaryDirectories();
});

describeRateBuckets('buckets in the database', () => {
  let now = Date.parse('2026-01-01T00:00:00Z');
  return {
    buckets: createRateStore(opened.database.db, () => new Date(now)),
    pass: (ms) => {
      now += ms;
    },
  };
});
