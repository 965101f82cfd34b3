import { addRun, addScansAgain } from '#server/jobs/index.ts';
import type { StoredRun } from '#server/store/index.ts';
import { ApiError } from '../api-error.ts';
import type { ApiServices } from '../api-services.ts';
import { presentRun, presentRunDetails, presentRunTag } from '../presenters/present-run.ts';
import { readFilterForm } from '../read-filter-form.ts';
import { readPlatformChoice } from '../read-platforms.ts';
import { runOperations } from '../schemas/runs.ts';
import { findRegistry } from './find-registry.ts';
import type { RouteApp } from './route-app.ts';

const defaultLimit = 100;

/** Runs of registries: starting them, and what they found. */
export function runRoutes(app: RouteApp, services: ApiServices): void {
  startRoutes(app, services);
  outcomeRoutes(app, services);
  const { store } = services;
  app.route({
    ...runOperations.listRuns,
    handler: async ({ params }) => {
      await findRegistry(store, params.registryId);
      return { items: (await store.runs.list(params.registryId)).map(presentRun) };
    },
  });
  app.route({
    ...runOperations.getRun,
    handler: ({ params }) => loadRun(services, params.runId),
  });
  app.route({
    ...runOperations.listRunTags,
    handler: async ({ params, query }) => {
      await findRun(services, params.runId);
      const page = await store.runTags.list(params.runId, { limit: defaultLimit, ...query });
      return { ...page, items: page.items.map(presentRunTag) };
    },
  });
}

function startRoutes(app: RouteApp, { store, queue, newId }: ApiServices): void {
  app.route({
    ...runOperations.scanRegistry,
    config: { scope: 'scan' },
    handler: async ({ params }, reply) => {
      const { id } = await findRegistry(store, params.registryId);
      const { run } = await store.runs.create(newId(), id);
      await addRun(queue, run.id);
      return reply.code(202).send(presentRun(run));
    },
  });
  app.route({
    ...runOperations.tryFilters,
    handler: async ({ params, body }, reply) => {
      const registry = await findRegistry(store, params.registryId);
      const filters = readFilterForm(body.filters);
      const platforms = readPlatformChoice(body, registry);
      const { run } = await store.runs.create(newId(), registry.id, { isDry: true, filters, platforms });
      await addRun(queue, run.id);
      return reply.code(202).send(presentRun(run));
    },
  });
}

function outcomeRoutes(app: RouteApp, services: ApiServices): void {
  const { store, queue } = services;
  app.route({
    ...runOperations.cancelRun,
    handler: async ({ params }) => {
      await store.runOutcomes.cancel((await findRun(services, params.runId)).id);
      return loadRun(services, params.runId);
    },
  });
  app.route({
    ...runOperations.retryRun,
    handler: async ({ params, body }, reply) => {
      const run = await findRun(services, params.runId);
      await refuseWhileOther(run, services);
      await store.transaction(async (within) => {
        const scanIds = await store.runOutcomes.retry(run.id, body.outcome, within);
        await addScansAgain(queue, scanIds, { askedBy: 'run', within });
      });
      queue.wake();
      return reply.code(202).send(await loadRun(services, run.id));
    },
  });
}

/** A registry has one run under way at a time. */
async function refuseWhileOther({ id, registryId }: StoredRun, { store }: ApiServices): Promise<void> {
  const other = (await store.runs.list(registryId)).find((one) => isUnderWay(one) && one.id !== id);
  if (other !== undefined)
    throw new ApiError('api/run-under-way', 'another run of the registry is under way: wait for it, or cancel it');
}

function isUnderWay({ state }: StoredRun): boolean {
  return state === 'queued' || state === 'listing' || state === 'scanning';
}

async function loadRun(services: ApiServices, id: string) {
  const run = await findRun(services, id);
  return presentRunDetails(run, await services.store.runOutcomes.failures(id));
}

async function findRun({ store }: ApiServices, id: string): Promise<StoredRun> {
  const run = await store.runs.get(id);
  if (run === undefined) throw new ApiError('api/not-found', `there is no run ${id}`);
  return run;
}
