import { describe, expect, it } from 'vitest';
import type { AdvisoryDatabase } from '#engine/advisories/index.ts';
import { jobContextWith, recorder } from '#tests/support/service/job-context.ts';
import type { JobContext } from '../../job-context.ts';
import { rematchPackages } from './rematch-packages.ts';

const status = { revision: 3, builtAt: '2026-01-01T00:00:00.000Z', sample: false, sources: [], failures: [] };

function contextWith(database: Pick<AdvisoryDatabase, 'status'> | undefined, rounds: readonly number[], log: string[]) {
  const left = [...rounds];
  const images = {
    countUnmatched: async () => rounds.reduce((sum, round) => sum + round, 0),
    rematch: async ({ build }: { build: number }) => {
      log.push(`rematch ${new Date(build).toISOString()}`);
      return left.shift() ?? 0;
    },
  };
  const advisories = { use: (use: (one: typeof database) => Promise<void>) => use(database) };
  return jobContextWith<JobContext>({ store: { images, advisories: recorder(log) }, advisories });
}

describe('rematch-packages', () => {
  it('goes on until all are matched, and says how far it is', async () => {
    const log: string[] = [];
    await rematchPackages.run({}, contextWith({ status: () => status }, [500, 20], log));
    expect(log.filter((line) => line.startsWith('rematch'))).toHaveLength(3);
    expect(log).toContain('matching({"done":500,"total":520})');
    expect(log.at(-1)).toBe('endMatching(3, "2026-01-01T00:00:00.000Z")');
  });

  it('does nothing where there is no advisory database', async () => {
    const log: string[] = [];
    await rematchPackages.run({}, contextWith(undefined, [5], log));
    expect(log).toEqual([]);
  });
});
