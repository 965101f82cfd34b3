import { addRun } from '#server/jobs/index.ts';
import type { StoredRun } from '#server/store/index.ts';
import { ApiError } from '../api-error.ts';
import type { ApiServices } from '../api-services.ts';
import { presentRun, presentRunTag } from '../presenters/present-run.ts';
import { readFilterForm } from '../read-filter-form.ts';
import { runOperations } from '../schemas/runs.ts';
import { findRegistry } from './find-registry.ts';
import type { RouteApp } from './route-app.ts';

const defaultLimit = 100;

/** Runs of registries: starting them, and what they found. */
export function runRoutes(app: RouteApp, services: ApiServices): void {
  startRoutes(app, services);
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
    handler: async ({ params }) => {
      const run = await findRun(services, params.runId);
      return { ...presentRun(run), ...(run.summary !== undefined && { summary: mutable(run.summary) }) };
    },
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
      const { id } = await findRegistry(store, params.registryId);
      const filters = readFilterForm(body.filters);
      const { run } = await store.runs.create(newId(), id, { isDry: true, filters });
      await addRun(queue, run.id);
      return reply.code(202).send(presentRun(run));
    },
  });
}

async function findRun({ store }: ApiServices, id: string): Promise<StoredRun> {
  const run = await store.runs.get(id);
  if (run === undefined) throw new ApiError('api/not-found', `there is no run ${id}`);
  return run;
}

function mutable({ kept, dropped }: NonNullable<StoredRun['summary']>) {
  return { kept, dropped: dropped.map((one) => ({ ...one, samples: [...one.samples] })) };
}
