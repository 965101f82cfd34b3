import type { Static } from 'typebox';
import type { RunTag, StoredRun } from '#server/store/index.ts';
import type { run, runTag } from '../schemas/runs.ts';

/** A run as the API shows it. */
export function presentRun(one: StoredRun): Static<typeof run> {
  return {
    id: one.id,
    registryId: one.registryId,
    dryRun: one.isDry,
    state: one.state,
    counts: one.counts,
    repositories: one.repositories,
    createdAt: one.createdAt.toISOString(),
    ...(one.finishedAt !== undefined && { finishedAt: one.finishedAt.toISOString() }),
    ...(one.message !== undefined && { error: one.message }),
  };
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
  };
}
