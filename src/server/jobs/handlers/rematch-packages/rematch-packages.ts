import { setImmediate as breathe } from 'node:timers/promises';
import Type from 'typebox';
import type { SubjectMatcher } from '#server/store/index.ts';
import { subjectMatcher } from '../../advisory-access.ts';
import { countAll, rateAndCount } from '../../count-marked.ts';
import type { JobContext } from '../../job-context.ts';
import { jobHandler } from '../../job-handler.ts';

/** Packages matched by one transaction: a fraction of a second, so that scans can be stored in between. */
const packagesAtOnce = 500;
/** While very many packages are matched, totals follow at this interval, since counting costs as much as matching some thousands. */
const countEveryMs = 10_000;

/**
 * Brings matches and totals to the present advisories, whatever they were before: finds the distinct packages of which the advisory database
 * says something else than when they were matched, matches those, and counts only what holds those whose findings changed. What settings have
 * changed is done first, advisories or none.
 */
export const rematchPackages = jobHandler({
  name: 'rematch-packages',
  payload: Type.Object({}),
  retries: 3,
  heartbeatSeconds: 30,
  atOnce: 1,
  dedupeKey: () => 'one',
  run: async (_payload, context) => {
    await rateAndCount(context.store, context.signal);
    await context.advisories.use(async (database) => {
      if (database !== undefined) await rematch(subjectMatcher(database, context.toolVersion), context);
    });
  },
});

type RematchContext = Pick<JobContext, 'store' | 'signal' | 'logger'>;

/** Brings all that is stored to what the matcher says; goes on where a process before it ended. */
export async function rematch(matcher: SubjectMatcher, context: RematchContext): Promise<void> {
  const { matching } = context.store;
  const { isCompared, isPending } = await matching.pending(matcher);
  if (isCompared && !isPending) return;
  const startedMs = performance.now();
  await matching.begin(matcher);
  if (!isCompared) await compareAll(matcher, context);
  let packages = 0;
  do {
    packages += await matchMarked(matcher, context);
    await countAll(context.store, context.signal);
  } while (!(await matching.finish(matcher)));
  const ms = Math.round(performance.now() - startedMs);
  context.logger.info({ packages, revision: matcher.revision, ms }, 'packages matched with new advisories');
}

async function compareAll(matcher: SubjectMatcher, { store: { matching }, signal }: RematchContext): Promise<void> {
  let state = await matching.compare(matcher);
  while (state.stage !== 'done') {
    signal.throwIfAborted();
    state = await matching.compare(matcher, state);
    await breathe();
  }
}

async function matchMarked(matcher: SubjectMatcher, context: RematchContext): Promise<number> {
  const { store, signal } = context;
  const total = await store.matching.countMarked();
  let [done, countedMs] = [0, performance.now()];
  for (let matched = -1; matched !== 0; ) {
    signal.throwIfAborted();
    matched = await store.matching.matchMarked(matcher, packagesAtOnce);
    done += matched;
    if (matched > 0) await store.advisories.matching({ done, total: Math.max(done, total) });
    if (performance.now() - countedMs > countEveryMs) {
      await countAll(store, signal);
      countedMs = performance.now();
    }
    await breathe();
  }
  return done;
}
