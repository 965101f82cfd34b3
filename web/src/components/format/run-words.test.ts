import { expect, it } from 'vitest';
import { describeRun, isUnderWay, type RunFacts } from './run-words.ts';

const counts = { found: 40, dropped: 0, artifacts: 0, queued: 28, scanned: 10, unchanged: 1, failed: 1, cancelled: 0 };

it.each([
  [{ state: 'queued', counts }, 'Waiting to start'],
  [{ state: 'listing', counts: { ...counts, found: 0 } }, 'Listing repositories'],
  [{ state: 'listing', counts }, 'Listing: 40 tags so far'],
  [{ state: 'scanning', counts }, 'Scanning: 12 of 40'],
  [{ state: 'done', counts }, 'Done: 40 tags, 1 failed'],
  [{ state: 'done', counts: { ...counts, found: 1, failed: 0 } }, 'Done: 1 tag'],
  [{ state: 'done', counts: { ...counts, dropped: 2, failed: 0 } }, 'Done: 38 of 40 tags'],
  [{ state: 'scanning', counts: { ...counts, dropped: 10 } }, 'Scanning: 12 of 30'],
  [{ state: 'scanning', counts: { ...counts, dropped: 5, artifacts: 5 } }, 'Scanning: 12 of 30'],
  [{ state: 'done', counts: { ...counts, artifacts: 2, failed: 0 } }, 'Done: 38 of 40 tags, 2 no image'],
  [{ state: 'failed', counts }, 'Failed'],
] satisfies [RunFacts, string][])('%j', (run, words) => expect(describeRun(run)).toBe(words));

it('is under way until it is done or failed', () => {
  expect(isUnderWay(undefined)).toBe(false);
  expect(isUnderWay({ state: 'listing', counts })).toBe(true);
  expect(isUnderWay({ state: 'failed', counts })).toBe(false);
});
