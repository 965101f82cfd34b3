import type { Static } from 'typebox';
import type { FailureCount, RunTag, StoredRun } from '#server/store/index.ts';
import type { run, runDetails, runTag } from '../schemas/runs.ts';
import { presentFailures } from './present-failures.ts';

/** A run as the API shows it. */
export function presentRun(one: StoredRun): Static<typeof run> {
  return {
    id: one.id,
    registryId: one.registryId,
    dryRun: one.isDry,
    state: one.waitingUntil === undefined ? one.state : 'waiting',
    ...(one.waitingUntil !== undefined && { waitingUntil: one.waitingUntil.toISOString() }),
    counts: one.counts,
    coverage: coverageOf(one),
    repositories: one.repositories,
    createdAt: one.createdAt.toISOString(),
    ...(one.finishedAt !== undefined && { finishedAt: one.finishedAt.toISOString() }),
    ...(one.message !== undefined && { error: one.message }),
  };
}

/** A run with what it decided and what failed, as the API shows it. */
export function presentRunDetails(one: StoredRun, failures: readonly FailureCount[]): Static<typeof runDetails> {
  const { summary } = one;
  return {
    ...presentRun(one),
    failures: presentFailures(failures),
    ...(summary !== undefined && {
      summary: {
        kept: presentKept(summary.kept),
        dropped: summary.dropped.map((rule) => ({ ...rule, samples: [...rule.samples] })),
      },
    }),
  };
}

function presentKept({ platforms, ...sums }: NonNullable<StoredRun['summary']>['kept']) {
  return platforms === undefined ? sums : { ...sums, platforms: [...platforms] };
}

/** Where nothing is wanted, all of it is covered, once it is known that nothing is. */
function coverageOf({ state, counts, uncounted }: StoredRun): number {
  const wanted = counts.queued + counts.scanned + counts.unchanged + counts.failed + counts.cancelled - uncounted;
  if (wanted === 0) return state === 'done' ? 100 : 0;
  return Math.floor((100 * (counts.scanned + counts.unchanged)) / wanted);
}

function presentImage({ platform, digest, size }: NonNullable<RunTag['images']>[number]) {
  return { platform, digest, ...(size != null && { size }) };
}

/** What a run decided on a tag, as the API shows it. */
export function presentRunTag(one: RunTag): Static<typeof runTag> {
  return {
    repository: one.repository,
    ...(one.tag !== undefined && { tag: one.tag }),
    outcome: one.rule ?? 'kept',
    ...(one.reason !== undefined && { reason: one.reason }),
    ...(one.digest !== undefined && { digest: one.digest }),
    ...(one.size !== undefined && { size: one.size }),
    ...(one.date !== undefined && { date: one.date.toISOString() }),
    ...(one.artifact !== undefined && { artifact: one.artifact }),
    ...(one.images !== undefined && { images: one.images.map(presentImage) }),
  };
}
