import { setImmediate as breathe } from 'node:timers/promises';
import Type from 'typebox';
import { errorMessage } from '#core/errors.ts';
import type { JobContext } from '../../job-context.ts';
import { jobHandler } from '../../job-handler.ts';

/**
 * Judges all that is stored by rules that are new, or that are due for another day, and lists and counts what policies come to wherever that may have
 * changed. What is to be done is in the database, so that a process that dies leaves it to the next.
 */
export const judgePolicies = jobHandler({
  name: 'judge-policies',
  payload: Type.Object({}),
  retries: 3,
  heartbeatSeconds: 30,
  atOnce: 1,
  dedupeKey: () => 'one',
  run: (_payload, context) => judgeAll(context),
  failed: async (_payload, { error, willRetry }, { store, logger }) => {
    const message = errorMessage(error);
    logger.warn({ error: message, willRetry }, 'policies could not be judged');
    if (!willRetry) await store.judging.fail(message);
  },
});

type JudgingContext = Pick<JobContext, 'store' | 'signal' | 'logger' | 'now'>;

/** Does all that is to be done, what is added meanwhile too. */
export async function judgeAll(context: JudgingContext): Promise<void> {
  const { store, now } = context;
  while (await store.judging.isPending(now())) {
    await judgeRules(context);
    let after = await store.judging.listOutcomes();
    while (after !== undefined) {
      await pause(context);
      after = await store.judging.listOutcomes(after);
    }
    await store.judging.finish(now());
  }
}

async function judgeRules(context: JudgingContext): Promise<void> {
  const { store, logger, now } = context;
  const startedMs = performance.now();
  let state = await store.judging.begin(now());
  if (state.ruleIds.length === 0) return;
  while (state.stage !== 'done') {
    state = await store.judging.judge(state);
    await pause(context);
  }
  logger.info({ rules: state.ruleIds.length, ms: Math.round(performance.now() - startedMs) }, 'rules judged');
}

async function pause({ signal }: JudgingContext): Promise<void> {
  await breathe();
  signal.throwIfAborted();
}
