import { describe, expect, it } from 'vitest';
import type { StoredRun } from '#server/store/index.ts';
import { presentRun, presentRunDetails } from './present-run.ts';

const none = { found: 0, dropped: 0, artifacts: 0, queued: 0, scanned: 0, unchanged: 0, failed: 0, cancelled: 0 };
const run: StoredRun = {
  id: 'r1',
  registryId: 'r',
  state: 'done',
  isDry: false,
  filters: undefined,
  repositories: 1,
  counts: none,
  uncounted: 0,
  summary: undefined,
  message: undefined,
  createdAt: new Date('2026-01-01T00:00:00Z'),
  finishedAt: undefined,
};

describe('the coverage of a run', () => {
  it.each<[name: string, change: Partial<StoredRun>, coverage: number]>([
    ['that found nothing to scan is whole', {}, 100],
    ['that could not list its registry is none', { state: 'failed' }, 0],
    ['that has listed nothing yet is none', { state: 'listing' }, 0],
    ['is rounded down', { counts: { ...none, found: 3, scanned: 1, unchanged: 1, failed: 1 } }, 66],
    ['counts what waits', { state: 'scanning', counts: { ...none, found: 4, scanned: 1, queued: 3 } }, 25],
    ['leaves out what is no image', { counts: { ...none, found: 3, scanned: 1, failed: 2 }, uncounted: 2 }, 100],
    ['of nothing but what is no image is whole', { counts: { ...none, found: 2, failed: 2 }, uncounted: 2 }, 100],
  ])('%s', (_, change, coverage) => expect(presentRun({ ...run, ...change }).coverage).toBe(coverage));
});

describe('the failures of a run', () => {
  it('are told by kind of cause, most first, with what can be tried again', () => {
    const counts = [
      { code: 'registry/not-found', scans: 2, retriable: 2 },
      { code: 'registry/unauthorized', scans: 2, retriable: 2 },
      { code: 'registry/forbidden', scans: 1, retriable: 0 },
      { code: 'nobody/foresaw', scans: 1, retriable: 1 },
      { code: '', scans: 1, retriable: 1 },
    ];
    expect(presentRunDetails(run, counts).failures).toEqual([
      { outcome: 'auth', scans: 3, retriable: 2, codes: ['registry/unauthorized', 'registry/forbidden'] },
      { outcome: 'not-found', scans: 2, retriable: 2, codes: ['registry/not-found'] },
      { outcome: 'unexpected', scans: 2, retriable: 2, codes: ['nobody/foresaw', ''] },
    ]);
  });
});
