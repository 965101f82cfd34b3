import { setImmediate as breathe } from 'node:timers/promises';
import Type from 'typebox';
import type { AdvisoryDatabase } from '#engine/advisories/index.ts';
import { subjectMatcher } from '../../advisory-access.ts';
import type { JobContext } from '../../job-context.ts';
import { jobHandler } from '../../job-handler.ts';

/** Packages matched by one transaction: a fraction of a second, so that scans can be stored in between. */
const packagesAtOnce = 500;

/** Matches every distinct package with the present advisories that has not been, whatever images hold it. */
export const rematchPackages = jobHandler({
  name: 'rematch-packages',
  payload: Type.Object({}),
  retries: 3,
  heartbeatSeconds: 30,
  atOnce: 1,
  dedupeKey: () => 'one',
  run: async (_payload, context) => {
    await context.advisories.use(async (database) => {
      if (database !== undefined) await rematchAll(database, context);
    });
  },
});

async function rematchAll(database: AdvisoryDatabase, { store, signal, logger }: JobContext): Promise<void> {
  const matcher = subjectMatcher(database);
  const total = await store.images.countUnmatched(matcher.build);
  let done = 0;
  for (let matched = -1; matched !== 0; ) {
    signal.throwIfAborted();
    matched = await store.images.rematch(matcher, packagesAtOnce);
    done += matched;
    if (matched > 0) await store.advisories.matching({ done: Math.min(done, total), total });
    await breathe();
  }
  const { revision, builtAt } = database.status();
  await store.advisories.endMatching(revision, builtAt);
  if (total > 0) logger.info({ packages: done, revision }, 'packages matched with new advisories');
}
