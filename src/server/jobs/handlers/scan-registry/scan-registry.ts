import Type from 'typebox';
import type { ListingProblem, RegistryClient } from '#engine/registry/index.ts';
import { nameFilter } from '../../filters/name-filter.ts';
import type { JobContext } from '../../job-context.ts';
import { jobHandler } from '../../job-handler.ts';
import { failureOf } from '../../run-job.ts';
import { decideRepository } from './decide-repository.ts';
import { repositoriesOf } from './list-repositories.ts';
import { noteProblems } from './note-problems.ts';
import { queueScans } from './queue-scans.ts';
import type { Run } from './run.ts';

/** Lists what a registry holds, decides which tags are scanned, writes that down, and queues a scan for each unless the run is a dry one. */
export const scanRegistry = jobHandler({
  name: 'scan-registry',
  payload: Type.Object({ runId: Type.String() }),
  retries: 10,
  heartbeatSeconds: 10,
  dedupeKey: ({ runId }) => runId,
  run: async ({ runId }, context) => {
    const { store, registries, signal } = context;
    const found = await store.runs.get(runId);
    const registry = found && (await store.registries.get(found.registryId));
    if (found === undefined || registry === undefined || found.state === 'done' || found.state === 'failed') return;
    const filters = found.filters ?? registry.filters;
    const run: Run = { runId, registry, filters, isDry: found.isDry, repositories: 0, found: 0, dropped: 0 };
    await registries.use(registry, signal, (client) => list(client, run, context));
    await store.runTags.summarise(runId);
    await store.runs.advance(runId, { ...run, state: 'scanning' });
    await store.runs.finishIfDone(runId);
  },
  failed: async ({ runId }, { error, willRetry }, { store }) => {
    if (!willRetry) await store.runs.fail(runId, failureOf(error).message);
  },
});

async function list(client: RegistryClient, run: Run, context: JobContext): Promise<void> {
  const { signal, store } = context;
  const passes = nameFilter(run.filters);
  const problems: ListingProblem[] = [];
  const onProblem = (problem: ListingProblem) => void problems.push(problem);
  await store.runs.advance(run.runId, { ...run, state: 'listing' });
  for await (const repository of repositoriesOf(client, run.registry, { signal, onProblem })) {
    signal.throwIfAborted();
    run.repositories += 1;
    const decisions = await decideRepository(repository, { client, run, passes, context });
    await store.runTags.record(run.runId, decisions);
    const kept = decisions.filter(({ rule }) => rule === undefined);
    run.found += decisions.filter(({ tag }) => tag !== undefined).length;
    run.dropped += decisions.filter(({ tag, rule }) => tag !== undefined && rule !== undefined).length;
    if (!run.isDry) await queueScans(kept, run, context);
    await store.runs.advance(run.runId, { ...run, state: 'listing' });
  }
  await noteProblems(problems, run, context);
}
