import { expect, it } from 'vitest';
import type { Run } from '#api/models.ts';
import { describeRun, hasRunEnded } from './describe-run.ts';

const counts = { found: 9, dropped: 0, artifacts: 0, queued: 1, scanned: 4, unchanged: 2, failed: 0, cancelled: 0 };
const run = { counts, repositories: 3 };

it.each<[Partial<Pick<Run, 'counts' | 'error'>> & Pick<Run, 'state'>, string, boolean]>([
  [{ state: 'queued' }, 'waits', false],
  [{ state: 'listing' }, 'listing: 3 repositories so far', false],
  [{ state: 'scanning' }, 'scanning: 1 image to go', false],
  [{ state: 'scanning', counts: { ...counts, failed: 2 } }, 'scanning: 1 image to go, 2 failed', false],
  [{ state: 'done' }, '4 scanned, 2 unchanged', true],
  [{ state: 'done', counts: { ...counts, artifacts: 3 } }, '4 scanned, 2 unchanged, 3 no image', true],
  [{ state: 'failed', error: 'no such host' }, 'failed: no such host', true],
  [{ state: 'cancelled' }, 'cancelled', true],
])('%j', (state, expected, ended) => {
  expect(describeRun({ ...run, ...state })).toBe(expected);
  expect(hasRunEnded({ ...run, ...state })).toBe(ended);
});
