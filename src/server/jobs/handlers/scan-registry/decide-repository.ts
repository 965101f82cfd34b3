import { isRepositoryName } from '#core/image-reference.ts';
import type { TagFacts } from '#core/registry-filters.ts';
import { type ListingProblem, type RegistryClient, RegistryError } from '#engine/registry/index.ts';
import type { RunTag } from '#server/store/index.ts';
import { decideArtifacts, decideByAge, decideNames, needsDates, type TagDecision } from '../../filters/decide-tags.ts';
import type { NameFilter } from '../../filters/name-filter.ts';
import { addKnownArtifacts, askForFacts } from '../../filters/tag-facts.ts';
import { dateOf, isKnownDate } from '../../filters/tag-order.ts';
import { askForPlatforms, type TagWithImages } from '../../filters/tag-platforms.ts';
import type { JobContext } from '../../job-context.ts';
import type { FoundRepository } from './list-repositories.ts';
import { noteProblems } from './note-problems.ts';
import { nameInRun, type Run } from './run.ts';

export interface Deciding {
  readonly client: RegistryClient;
  readonly run: Run;
  readonly passes: NameFilter;
  readonly context: JobContext;
}

/** What is written down of a tag, and how many of its images are past the limit of an index. */
export type DecidedTag = RunTag & Pick<TagWithImages, 'left'>;

/**
 * What the run has decided on a repository before it was interrupted, or else what becomes of each tag. A registry that allows so many
 * requests at a time is listed to its end only by who goes on where he was.
 */
export async function decideOnce(found: FoundRepository, deciding: Deciding): Promise<readonly DecidedTag[]> {
  const { run, context } = deciding;
  const decided = run.isResumed ? await context.store.runTags.ofRepository(run.runId, nameInRun(found, run)) : [];
  return decided.length > 0 ? decided : await decideRepository(found, deciding);
}

/** What becomes of each tag of a repository. One that cannot be listed is a failed scan of the run; the others go on. */
async function decideRepository(found: FoundRepository, deciding: Deciding): Promise<readonly DecidedTag[]> {
  const { run, passes, context } = deciding;
  const name = nameInRun(found, run);
  if (run.repositories > run.filters.maxRepositories) return [pastLimit(name, run)];
  const { tags, isWhole } = await listTags(found, deciding);
  const byName = decideNames(found.repository, tags, passes);
  const left = byName.filter(isStillIn);
  const mustAsk = run.isDry || needsDates(left.length, run.filters);
  const facts = mustAsk
    ? await complete(found, left, deciding)
    : await addKnownArtifacts(left, context.store.manifests);
  const byKind = decideArtifacts(facts);
  const byAge = decideByAge(byKind.filter(isStillIn), run.filters, context.now());
  const dropped = [...byName, ...byKind, ...byAge].filter((one) => !isStillIn(one));
  const decisions = [...dropped, ...(await withImages(found, byAge.filter(isStillIn), deciding))];
  if (isWhole && !run.isDry) {
    await keepArtifacts(found, decisions, deciding);
    await followTags(found, decisions, deciding);
    await notePushes(found, tags, deciding);
  }
  return decisions.map((one) => toRow(name, one));
}

function isStillIn({ dropped }: TagDecision): boolean {
  return dropped === undefined;
}

/** What is kept may be an artifact that only its scan tells: it stays known until then. */
async function keepArtifacts(
  { registry, repository }: FoundRepository,
  decisions: readonly TagDecision[],
  { run, context }: Deciding,
): Promise<void> {
  await context.store.artifacts.replace({
    registryId: run.registry.id,
    repository: `${registry}/${repository}`,
    artifacts: decisions.flatMap(({ tag, digest, artifact, dropped }) =>
      artifact === undefined || dropped?.rule !== 'not-an-image' ? [] : [{ ...artifact, tag, digest }],
    ),
    otherTags: decisions.filter(isStillIn).map(({ tag }) => tag),
    now: context.now(),
  });
}

/** Tags that are there no more, or name no image any more, name none of those that are known. */
async function followTags(
  { registry, repository }: FoundRepository,
  decisions: readonly TagDecision[],
  { context }: Deciding,
): Promise<void> {
  const tags = decisions.map(({ tag, digest, artifact, dropped }) => {
    return { tag, digest, artifact: dropped?.rule === 'not-an-image' ? artifact?.kind : undefined };
  });
  await context.store.tags.follow({ repository: `${registry}/${repository}`, tags, now: context.now() });
}

/** What the registry tells of pushes, also of tags that are not scanned. */
async function notePushes(
  { registry, repository }: FoundRepository,
  listed: readonly TagFacts[],
  { run, context }: Deciding,
): Promise<void> {
  await context.store.pushes.replace({
    registryId: run.registry.id,
    repository: `${registry}/${repository}`,
    tags: listed.map(({ tag }) => tag),
    pushes: listed.flatMap(({ tag, digest, pushedAt }) => (isKnownDate(pushedAt) ? [{ tag, digest, pushedAt }] : [])),
  });
}

/** Every tag, once; not `isWhole` where some may be missing. */
async function listTags(
  { registry: host, repository }: FoundRepository,
  { client, run, context }: Deciding,
): Promise<{ readonly tags: readonly TagFacts[]; readonly isWhole: boolean }> {
  const { signal } = context;
  const tags = new Map<string, TagFacts>();
  const problems: ListingProblem[] = [];
  const onProblem = (problem: ListingProblem) => void problems.push({ ...problem, host, subject: repository });
  try {
    if (!isRepositoryName(repository))
      throw new RegistryError('registry/protocol', `${JSON.stringify(repository)} is no name of a repository`);
    for await (const { name, digest, size, pushedAt, createdAt } of client.listTags(repository, {
      signal,
      onProblem,
      host,
    })) {
      tags.set(name, { tag: name, digest, size, pushedAt, createdAt });
    }
  } catch (error) {
    if (signal.aborted || !(error instanceof RegistryError) || error.retriable) throw error;
    onProblem({ code: error.code, message: error.message });
  }
  await noteProblems(problems, run, context);
  return { tags: [...tags.values()], isWhole: problems.length === 0 };
}

/** Of each platform where several are wanted. A run that names its platforms asks for each as it is scanned. */
async function withImages(
  repository: FoundRepository,
  kept: readonly TagDecision[],
  { client, run, context }: Deciding,
): Promise<readonly (TagDecision & TagWithImages)[]> {
  const { isDry: withSizes, platforms: wanted } = run;
  if (!wanted.all && !(withSizes && wanted.named.length > 0)) return kept;
  return await askForPlatforms(kept, { ...context, client, repository, wanted, withSizes });
}

/** A registry that tells dates when it lists spares the requests, unless sizes are wanted. */
async function complete(
  repository: FoundRepository,
  tags: readonly TagDecision[],
  { client, run, context }: Deciding,
): Promise<readonly TagFacts[]> {
  const needsMore = (tag: TagFacts) => dateOf(tag) === undefined || (run.isDry && tag.size === undefined);
  const asked = await askForFacts(tags.filter(needsMore), { ...context, client, repository });
  return [...tags.filter((tag) => !needsMore(tag)), ...asked];
}

function pastLimit(repository: string, { filters }: Run): RunTag {
  const reason = `past the ${filters.maxRepositories} repositories that are scanned`;
  const nothing = { tag: undefined, digest: undefined, size: undefined, date: undefined };
  return { ...nothing, repository, rule: 'repositories', reason };
}

function toRow(repository: string, decision: TagDecision & TagWithImages): DecidedTag {
  const { tag, digest, size, dropped, artifact, images, left } = decision;
  const { rule, reason } = dropped ?? {};
  const row = { repository, tag, digest, size, date: dateOf(decision), rule, reason, artifact, images };
  return left === undefined ? row : { ...row, left };
}
