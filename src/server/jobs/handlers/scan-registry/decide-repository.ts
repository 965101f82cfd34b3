import { isRepositoryName } from '#core/image-reference.ts';
import type { TagFacts } from '#core/registry-filters.ts';
import { type RegistryClient, RegistryError } from '#engine/registry/index.ts';
import type { RunTag } from '#server/store/index.ts';
import { decideByAge, decideNames, needsDates, type TagDecision } from '../../filters/decide-tags.ts';
import type { NameFilter } from '../../filters/name-filter.ts';
import { askForFacts } from '../../filters/tag-facts.ts';
import { dateOf } from '../../filters/tag-order.ts';
import type { JobContext } from '../../job-context.ts';
import { hostOf } from '../../registry-access.ts';
import { failureOf } from '../../run-job.ts';
import type { Run } from './run.ts';

export interface Deciding {
  readonly client: RegistryClient;
  readonly run: Run;
  readonly passes: NameFilter;
  readonly context: JobContext;
}

/** What becomes of each tag of a repository. One that cannot be listed is a failed scan of the run; the others go on. */
export async function decideRepository(repository: string, deciding: Deciding): Promise<readonly RunTag[]> {
  const { run, passes, context } = deciding;
  if (run.repositories > run.filters.maxRepositories) return [pastLimit(repository, run)];
  const tags = await listTags(repository, deciding);
  const byName = decideNames(repository, tags, passes);
  const left = byName.filter(({ dropped }) => dropped === undefined);
  const mustAsk = run.isDry || needsDates(left.length, run.filters);
  const facts = mustAsk ? await ask(repository, left, deciding) : left;
  const byAge = decideByAge(facts, run.filters, context.now());
  return [...byName.filter(({ dropped }) => dropped !== undefined), ...byAge].map((one) => toRow(repository, one));
}

async function listTags(repository: string, { client, run, context }: Deciding): Promise<readonly TagFacts[]> {
  const { signal } = context;
  const tags = new Set<string>();
  try {
    if (!isRepositoryName(repository))
      throw new RegistryError('registry/protocol', `${JSON.stringify(repository)} is no name of a repository`);
    for await (const tag of client.listTags(repository, { signal })) tags.add(tag);
  } catch (error) {
    if (signal.aborted || !(error instanceof RegistryError) || error.retriable) throw error;
    const { runId, registry } = run;
    const reference = `${hostOf(registry.path)}/${repository}`.slice(0, 1024);
    if (!run.isDry) {
      const scan = { id: context.newId(), reference, registryId: registry.id, runId };
      await context.store.scans.createFailed(scan, failureOf(error));
    }
  }
  return [...tags].map((tag) => ({ tag }));
}

function ask(repository: string, tags: readonly TagDecision[], { client, run, context }: Deciding) {
  const registry = hostOf(run.registry.path);
  return askForFacts(tags, { ...context, client, repository: { registry, repository } });
}

function pastLimit(repository: string, { filters }: Run): RunTag {
  const reason = `past the ${filters.maxRepositories} repositories that are scanned`;
  const nothing = { tag: undefined, digest: undefined, size: undefined, date: undefined };
  return { ...nothing, repository, rule: 'repositories', reason };
}

function toRow(repository: string, decision: TagDecision): RunTag {
  const { tag, digest, size, dropped } = decision;
  return { repository, tag, digest, size, date: dateOf(decision), rule: dropped?.rule, reason: dropped?.reason };
}
