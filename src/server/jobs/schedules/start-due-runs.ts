import type { StoredRegistry } from '#server/store/index.ts';
import { addRun } from '../enqueue.ts';
import type { JobServices } from '../job-context.ts';
import { nextRun } from './next-run.ts';

export type ScheduleServices = Pick<JobServices, 'store' | 'queue' | 'logger' | 'now' | 'newId'>;

/**
 * Starts the runs whose time has come, each in one transaction with the time of the next: of several processes one starts it. What was missed
 * while nothing ran is caught up once; while a run is under way no other is started.
 */
export async function startDueRuns(services: ScheduleServices): Promise<void> {
  const { store, now } = services;
  await store.registries.planRuns((registry) => nextRun(registry.schedule, now()));
  for (const id of await store.registries.due(now())) await startDueRun(id, services);
  services.queue.wake();
}

async function startDueRun(id: string, { store, queue, logger, now, newId }: ScheduleServices): Promise<void> {
  await store.transaction(async (within) => {
    const next = (registry: StoredRegistry) => nextRun(registry.schedule, now());
    const taken = await store.registries.takeDue(id, { now: now(), next }, within);
    if (!taken) return;
    const { run, isNew } = await store.runs.create(newId(), id, { within });
    if (isNew) await addRun(queue, run.id, within);
    else logger.warn({ registry: id, run: run.id }, 'a scheduled run was left out: the one before is still under way');
  });
}

/** Starts a run of each registry that is to be scanned when the service starts. */
export async function startRunsOnStart({ store, queue, newId }: ScheduleServices): Promise<void> {
  for (const { id, schedule } of await store.registries.list()) {
    if (!schedule.onStart) continue;
    const { run } = await store.runs.create(newId(), id);
    await addRun(queue, run.id);
  }
}
