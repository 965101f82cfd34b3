import Type from 'typebox';
import type { ListingProblem, RegistryClient } from '#engine/registry/index.ts';
import type { RunTag, StoredRun } from '#server/store/index.ts';
import { nameFilter } from '../../filters/name-filter.ts';
import type { JobContext } from '../../job-context.ts';
import { JobError } from '../../job-error.ts';
import { jobHandler } from '../../job-handler.ts';
import { hostOf } from '../../registry-access.ts';
import { afterMs, failureOf } from '../../run-job.ts';
import { decideOnce } from './decide-repository.ts';
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
    if (found === undefined || registry === undefined || ended.has(found.state)) return;
    const filters = found.filters ?? registry.filters;
    const run: Run = {
      runId,
      registry,
      filters,
      platforms: found.platforms ?? { all: registry.allPlatforms === true, named: registry.platforms },
      isDry: found.isDry,
      isResumed: found.state !== 'queued',
      repositories: 0,
      found: 0,
      dropped: 0,
      artifacts: 0,
    };
    // What was counted before an interruption stays to be seen until it is counted again.
    await goOn({ ...run, ...countsOf(found) }, 'listing', context);
    await registries.use(registry, signal, (client) => list(client, run, context));
    await store.runTags.summarise(runId);
    await goOn(run, 'scanning', context);
    await store.runs.finishIfDone(runId);
  },
  failed: async ({ runId }, { error, willRetry, waitMs }, context) => {
    const { store } = context;
    if (!willRetry) await store.runs.fail(runId, failureOf(error).message);
    else if (waitMs !== undefined) await store.runs.waitUntil(runId, afterMs(waitMs, context));
  },
});

const ended: ReadonlySet<string> = new Set(['done', 'failed', 'cancelled']);

function countsOf({ repositories, counts }: StoredRun): Pick<Run, 'repositories' | 'found' | 'dropped' | 'artifacts'> {
  const { found, dropped, artifacts } = counts;
  return { repositories, found, dropped, artifacts };
}

/** Writes down how far the run is. Throws where it has been cancelled meanwhile. */
async function goOn(run: Run, state: 'listing' | 'scanning', { store }: JobContext): Promise<void> {
  if (!(await store.runs.advance(run.runId, { ...run, state })))
    throw new JobError('jobs/cancelled', 'the run was cancelled');
}

/** Repositories listed at the same time: while one is written down, others are asked for. */
const repositoriesAtOnce = 4;
/** How often it is written down how far a run is. */
const reportEveryMs = 500;

async function list(client: RegistryClient, run: Run, context: JobContext): Promise<void> {
  const { signal, store } = context;
  const passes = nameFilter(run.filters);
  const problems: ListingProblem[] = [];
  const onProblem = (problem: ListingProblem) => void problems.push(problem);
  let reportedMs = performance.now();
  await forEach(repositoriesOf(client, run.registry, { signal, onProblem }), async (repository) => {
    signal.throwIfAborted();
    run.repositories += 1;
    const decisions = await decideOnce(repository, { client, run, passes, context });
    await store.runTags.record(run.runId, decisions);
    const kept = decisions.filter(({ rule }) => rule === undefined);
    count(run, decisions);
    if (!run.isDry) await queueScans(kept, { ...repository, run, context });
    if (performance.now() - reportedMs < reportEveryMs) return;
    reportedMs = performance.now();
    await goOn(run, 'listing', context);
  });
  await noteProblems(problems, run, context);
  // Where something could not be listed, nobody knows what it holds.
  if (run.isDry || problems.length > 0) return;
  await store.runOutcomes.markMissing(run.runId, hostOf(run.registry.path));
  // Others than those that the settings name may hold what was scanned by hand.
  if (run.registry.repositories.length === 0) await store.tags.leaveMissing(run.registry.id, context.now());
}

function count(run: Run, decisions: readonly RunTag[]): void {
  for (const { tag, rule } of decisions) {
    if (tag === undefined) continue;
    run.found += 1;
    if (rule === 'not-an-image') run.artifacts += 1;
    else if (rule !== undefined) run.dropped += 1;
  }
}

/** Does the work for each, several at a time; after a failure it begins no more, and throws that once the others under way have ended. */
async function forEach<Item>(items: AsyncIterable<Item>, work: (item: Item) => Promise<void>): Promise<void> {
  const iterator = items[Symbol.asyncIterator]();
  let hasFailed = false;
  const take = async () => {
    try {
      for (let next = await iterator.next(); next.done !== true && !hasFailed; next = await iterator.next())
        await work(next.value);
    } catch (error) {
      hasFailed = true;
      throw error;
    }
  };
  const results = await Promise.allSettled(Array.from({ length: repositoriesAtOnce }, take));
  const failure = results.find((result) => result.status === 'rejected');
  if (failure !== undefined) throw failure.reason;
}
