import { describe, expect, it } from 'vitest';
import type { AdvisoryDatabase } from '#engine/advisories/index.ts';
import type { ComparingState } from '#server/store/index.ts';
import { jobContextWith, recorder } from '#tests/support/service/job-context.ts';
import type { JobContext } from '../../job-context.ts';
import { rematchPackages } from './rematch-packages.ts';

const status = { revision: 3, builtAt: '2026-01-01T00:00:00.000Z', size: 1, sample: false, sources: [], failures: [] };

interface Remaining {
  readonly isCompared: boolean;
  readonly isPending: boolean;
  /** How many packages each call of `matchMarked` finds. */
  readonly marked: number[];
  /** Whether each call of `finish` finds all done. */
  readonly finishes: boolean[];
}

function contextWith(database: Pick<AdvisoryDatabase, 'status'> | undefined, remaining: Remaining, log: string[]) {
  const next = { packages: 'vulnerabilities', vulnerabilities: 'done', done: 'done' } as const;
  const start: ComparingState = { stage: 'packages', afterPackage: 0, afterVulnerability: '' };
  const matching = {
    ...recorder(log),
    pending: async () => remaining,
    begin: async ({ build }: { build: number }) => void log.push(`begin ${new Date(build).toISOString()}`),
    compare: async (_: unknown, state = start) => {
      log.push(`compare ${state.stage}`);
      return { ...state, stage: next[state.stage] };
    },
    countMarked: async () => remaining.marked.reduce((sum, count) => sum + count, 0),
    matchMarked: async () => remaining.marked.shift() ?? 0,
    rateMarked: async () => 0,
    count: async () => false,
    finish: async () => {
      log.push('finish');
      return remaining.finishes.shift() ?? true;
    },
  };
  const advisories = { use: (use: (one: typeof database) => Promise<void>) => use(database) };
  return jobContextWith<JobContext>({ store: { matching, advisories: recorder(log) }, advisories });
}

describe('rematch-packages', () => {
  it('compares, matches what differs, says how far it is, and ends when nothing has come in between', async () => {
    const log: string[] = [];
    const remaining = { isCompared: false, isPending: false, marked: [500, 20, 0, 7], finishes: [false, true] };
    await rematchPackages.run({}, contextWith({ status: () => status }, remaining, log));
    expect(log).toEqual([
      'begin 2026-01-01T00:00:00.000Z',
      'compare packages',
      'compare vulnerabilities',
      'matching({"done":500,"total":527})',
      'matching({"done":520,"total":527})',
      'finish',
      'matching({"done":7,"total":7})',
      'finish',
    ]);
  });

  it.each<[string, Partial<Remaining>, string[]]>([
    ['nothing where all is as the database says', { isCompared: true }, []],
    [
      'only what is marked where all else has been compared',
      { isCompared: true, isPending: true, marked: [2] },
      ['begin 2026-01-01T00:00:00.000Z', 'matching({"done":2,"total":2})', 'finish'],
    ],
  ])('does %s', async (_name, remaining, expected) => {
    const log: string[] = [];
    const all = { isCompared: false, isPending: false, marked: [], finishes: [], ...remaining };
    await rematchPackages.run({}, contextWith({ status: () => status }, all, log));
    expect(log).toEqual(expected);
  });

  it('does nothing where there is no advisory database', async () => {
    const log: string[] = [];
    await rematchPackages.run(
      {},
      contextWith(undefined, { isCompared: false, isPending: true, marked: [5], finishes: [] }, log),
    );
    expect(log).toEqual([]);
  });
});
