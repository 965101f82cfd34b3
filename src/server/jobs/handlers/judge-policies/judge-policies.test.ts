import { describe, expect, it } from 'vitest';
import { jobContextWith } from '#tests/support/service/job-context.ts';
import type { JobContext } from '../../job-context.ts';
import { judgePolicies } from './judge-policies.ts';

const now = new Date('2026-01-02T03:04:05Z');

interface Remaining {
  /** Whether there is anything to do, each time that it is asked. */
  readonly pending: boolean[];
  /** Which rules are due, each time. */
  readonly due: (readonly number[])[];
  /** How many parts of the listing there are, each time. */
  readonly parts: number[];
}

function contextWith({ pending, due, parts }: Remaining, log: string[], stop?: AbortController) {
  const next = { packages: 'sets', sets: 'images', images: 'done', done: 'done' } as const;
  const judging = {
    isPending: async () => pending.shift() ?? false,
    begin: async () => ({ ruleIds: due.shift() ?? [], now, stage: 'packages', after: 0 }),
    judge: async (state: { readonly stage: keyof typeof next }) => {
      log.push(`judge ${state.stage}`);
      if (state.stage === 'sets') stop?.abort(new Error('stopped'));
      return { ...state, stage: next[state.stage] };
    },
    listOutcomes: async (after?: string) => {
      log.push(`list ${after ?? 'first'}`);
      const left = parts.shift() ?? 0;
      return left > 1 ? String(parts.unshift(left - 1)) : undefined;
    },
    finish: async () => void log.push('finish'),
    fail: async (message: string) => void log.push(`fail: ${message}`),
  };
  return jobContextWith<JobContext>({
    store: { judging },
    now: () => now,
    ...(stop !== undefined && { signal: stop.signal }),
  });
}

describe('judge-policies', () => {
  it.each<[string, Remaining, string[]]>([
    ['does nothing where all is judged', { pending: [], due: [], parts: [] }, []],
    [
      'judges rules by what is stored, lists what that comes to part by part, and counts',
      { pending: [true], due: [[1, 2]], parts: [2] },
      ['judge packages', 'judge sets', 'judge images', 'list first', 'list 1', 'finish'],
    ],
    [
      'lists and counts where no rule is due, and does what has come in between',
      { pending: [true, true], due: [[], [3]], parts: [] },
      ['list first', 'finish', 'judge packages', 'judge sets', 'judge images', 'list first', 'finish'],
    ],
  ])('%s', async (_, remaining, expected) => {
    const log: string[] = [];
    await judgePolicies.run({}, contextWith(remaining, log));
    expect(log).toEqual(expected);
  });

  it('ends where it is told to, and leaves the rest to the next', async () => {
    const log: string[] = [];
    const context = contextWith({ pending: [true], due: [[1]], parts: [] }, log, new AbortController());
    await expect(judgePolicies.run({}, context)).rejects.toThrow('stopped');
    expect(log).toEqual(['judge packages', 'judge sets']);
  });

  it('says why policies could not be judged, once it is not tried any more', async () => {
    const log: string[] = [];
    const context = contextWith({ pending: [], due: [], parts: [] }, log);
    await judgePolicies.failed?.({}, { error: new Error('no space'), willRetry: true }, context);
    expect(log).toEqual([]);
    await judgePolicies.failed?.({}, { error: new Error('no space'), willRetry: false }, context);
    expect(log).toEqual(['fail: no space']);
  });
});
