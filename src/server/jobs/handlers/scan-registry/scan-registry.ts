import Type from 'typebox';
import { formatImageReference, isRepositoryName } from '#core/image-reference.ts';
import { type RegistryClient, RegistryError } from '#engine/registry/index.ts';
import type { StoredRegistry } from '#server/store/index.ts';
import { addScans } from '../../enqueue.ts';
import type { JobContext } from '../../job-context.ts';
import { JobError } from '../../job-error.ts';
import { jobHandler } from '../../job-handler.ts';
import { hostOf } from '../../registry-access.ts';
import { failureOf } from '../../run-job.ts';

/** Tags whose scans are added by one transaction. */
const tagsAtOnce = 200;

/** Lists what a registry holds and queues a scan for each tag. */
export const scanRegistry = jobHandler({
  name: 'scan-registry',
  payload: Type.Object({ runId: Type.String() }),
  retries: 3,
  heartbeatSeconds: 10,
  dedupeKey: ({ runId }) => runId,
  run: async ({ runId }, context) => {
    const { store, registries, signal } = context;
    const run = await store.runs.get(runId);
    const registry = run && (await store.registries.get(run.registryId));
    if (run === undefined || registry === undefined || run.state === 'done' || run.state === 'failed') return;
    const listing: Listing = { runId, registry, repositories: 0, found: 0 };
    await registries.use(registry, signal, (client) => list(client, listing, context));
    await store.runs.advance(runId, { ...listing, state: 'scanning' });
    await store.runs.finishIfDone(runId);
  },
  failed: async ({ runId }, { error, willRetry }, { store }) => {
    if (!willRetry) await store.runs.fail(runId, failureOf(error).message);
  },
});

interface Listing {
  readonly runId: string;
  readonly registry: StoredRegistry;
  repositories: number;
  found: number;
}

async function list(client: RegistryClient, listing: Listing, context: JobContext): Promise<void> {
  const { signal, store } = context;
  await store.runs.advance(listing.runId, { ...listing, state: 'listing' });
  for await (const repository of repositoriesOf(client, listing.registry, signal)) {
    signal.throwIfAborted();
    await listTags(client, repository, listing, context);
    listing.repositories += 1;
    await store.runs.advance(listing.runId, { ...listing, state: 'listing' });
  }
}

/** Those named in the settings, or else all that the registry lists below the connection's path. */
async function* repositoriesOf(
  client: RegistryClient,
  { path, repositories }: StoredRegistry,
  signal: AbortSignal,
): AsyncIterable<string> {
  if (repositories.length > 0) return yield* repositories;
  const prefix = path.slice(hostOf(path).length + 1).replace(/\/+$/, '');
  try {
    for await (const { name: repository } of client.listRepositories({ signal })) {
      if (prefix === '' || repository === prefix || repository.startsWith(`${prefix}/`)) yield repository;
    }
  } catch (error) {
    if (!(error instanceof RegistryError) || error.code !== 'registry/catalog-unsupported') throw error;
    const message = `${error.message}. Name the repositories to scan in the settings of this registry`;
    throw new JobError('jobs/repositories-not-listed', message, { cause: error });
  }
}

/** A repository that cannot be listed is a failed scan of the run; the others go on. */
async function listTags(
  client: RegistryClient,
  repository: string,
  listing: Listing,
  context: JobContext,
): Promise<void> {
  const { signal } = context;
  try {
    if (!isRepositoryName(repository))
      throw new RegistryError('registry/protocol', `${JSON.stringify(repository)} is no name of a repository`);
    let tags: string[] = [];
    for await (const { name: tag } of client.listTags(repository, { signal })) {
      tags.push(tag);
      if (tags.length < tagsAtOnce) continue;
      await queueScans(repository, tags, listing, context);
      tags = [];
    }
    await queueScans(repository, tags, listing, context);
  } catch (error) {
    if (signal.aborted || !(error instanceof RegistryError) || error.retriable) throw error;
    const { runId, registry } = listing;
    const reference = `${hostOf(registry.path)}/${repository}`.slice(0, 1024);
    await context.store.scans.createFailed(
      { id: context.newId(), reference, registryId: registry.id, runId },
      failureOf(error),
    );
  }
}

async function queueScans(
  repository: string,
  tags: readonly string[],
  listing: Listing,
  { store, queue, newId }: JobContext,
): Promise<void> {
  const { runId, registry } = listing;
  await store.transaction(async (within) => {
    const scanIds: string[] = [];
    for (const tag of tags) {
      const reference = formatImageReference({ registry: hostOf(registry.path), repository, tag });
      const added = await store.scans.create({ id: newId(), reference, registryId: registry.id, runId }, within);
      if (added.isNew) scanIds.push(added.scan.id);
    }
    await addScans(queue, scanIds, { isUrgent: false, within });
  });
  listing.found += tags.length;
}
