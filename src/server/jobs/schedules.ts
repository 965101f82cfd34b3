import { setTimeout as delay } from 'node:timers/promises';
import { errorMessage } from '#core/errors.ts';
import { buildOf } from './advisory-access.ts';
import { addAdvisoryUpdate, addJudging, addRematch } from './enqueue.ts';
import type { JobServices } from './job-context.ts';
import { expireExceptions } from './schedules/expire-exceptions.ts';
import { startDueRuns, startRunsOnStart } from './schedules/start-due-runs.ts';

export interface ScheduleOptions {
  /** Age from which the advisory database is updated; 0 for never. */
  readonly updateEveryMs: number;
  /** How long ended scans are remembered. */
  readonly keepScansMs: number;
}

/** What goes on in the background; stopped with the service. */
export interface Schedules {
  stop(): Promise<void>;
}

const everyMs = 5_000;
const pruneEveryMs = 60 * 60 * 1000;
/** How long it is remembered what new advisories changed. */
const keepEventsMs = 90 * 24 * 60 * 60 * 1000;
/** Longer than any limit is believed. */
const keepRatesMs = 2 * 24 * 60 * 60 * 1000;
/** A run that waits for pulls takes days: what it has listed must not be asked for again when it is scanned. */
const keepDocumentsMs = 14 * 24 * 60 * 60 * 1000;

/**
 * Looks every few seconds whether a registry's run is due, the advisory database is another one than packages were matched with (the command line may have
 * replaced it), whether it has grown old, whether policies are to be judged, whether an accepted risk
 * has expired, and whether a scan has lost its job.
 */
export function startSchedules(services: JobServices, options: ScheduleOptions): Schedules {
  const stopping = new AbortController();
  let prunedAt = Number.NEGATIVE_INFINITY;
  const warn = (error: unknown) => services.logger.warn({ error: errorMessage(error) }, 'a periodic check failed');
  const tick = async () => {
    await startDueRuns(services);
    await checkAdvisories(services, options);
    if (await services.store.judging.isPending(services.now())) await addJudging(services.queue);
    await expireExceptions(services);
    await endLostScans(services);
    const nowMs = services.now().getTime();
    if (nowMs - prunedAt < pruneEveryMs) return;
    await prune(services, options);
    await services.store.trends.record(services.now());
    prunedAt = nowMs;
  };
  const loop = async () => {
    await startRunsOnStart(services).catch(warn);
    while (!stopping.signal.aborted) {
      await tick().catch(warn);
      await delay(everyMs, undefined, { signal: stopping.signal }).catch(() => undefined);
    }
  };
  const looping = loop();
  return {
    stop: async () => {
      stopping.abort();
      await looping;
    },
  };
}

async function prune(services: JobServices, options: ScheduleOptions): Promise<void> {
  await services.store.scans.prune(new Date(services.now().getTime() - options.keepScansMs));
  await services.store.matching.pruneEvents(new Date(services.now().getTime() - keepEventsMs));
  await services.store.referrers.prune();
  await services.store.rates.prune(new Date(services.now().getTime() - keepRatesMs));
  await services.store.documents.prune(new Date(services.now().getTime() - keepDocumentsMs));
  await services.store.accounts.removeExpiredSessions(services.now());
}

async function checkAdvisories(
  { store, queue, advisories, now, toolVersion: program }: JobServices,
  options: ScheduleOptions,
): Promise<void> {
  const build = await advisories.use(async (database) => database && buildOf(database));
  const { isCompared, isPending } =
    build === undefined
      ? { isCompared: true, isPending: (await store.matching.left(1)) > 0 }
      : await store.matching.pending({ build, program });
  if (!isCompared || isPending) await addRematch(queue);
  const state = await store.advisories.get();
  if (options.updateEveryMs === 0) return;
  const lastTry = Math.max(build ?? 0, state.triedAt?.getTime() ?? 0);
  if (now().getTime() - lastTry >= options.updateEveryMs) await addAdvisoryUpdate(queue);
}

/** A scan whose job is gone (its worker died with it more often than it may) is said to have failed. */
async function endLostScans({ store, queue }: JobServices): Promise<void> {
  const unfinished = await store.scans.unfinished();
  if (unfinished.length === 0) return;
  const live = new Set([...(await queue.liveKeys('scan-image')), ...(await queue.liveKeys('scan-upload'))]);
  for (const id of unfinished.filter((one) => !live.has(one))) {
    const message = 'the scan was interrupted again and again, and has been given up; try it once more';
    await store.scans.fail(id, { code: 'jobs/interrupted', message });
    const scan = await store.scans.get(id);
    if (scan?.runId !== undefined) await store.runs.finishIfDone(scan.runId);
  }
}
