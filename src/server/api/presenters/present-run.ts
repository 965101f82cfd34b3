import type { Static } from 'typebox';
import { outcomeClassOf, uncountedCodes } from '#core/outcome-class.ts';
import type { RunTag, StoredRun } from '#server/store/index.ts';
import type { run, runDetails, runTag } from '../schemas/runs.ts';

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

/** A run with what it decided and what failed, as the API shows it. */
export function presentRunDetails(
  one: StoredRun,
  codes: readonly { readonly code: string; readonly scans: number }[],
): Static<typeof runDetails> {
  const { summary } = one;
  return {
    ...presentRun(one),
    failures: failuresOf(codes),
    coverage: coverageOf(one, codes),
    ...(summary !== undefined && {
      summary: {
        kept: summary.kept,
        dropped: summary.dropped.map((rule) => ({ ...rule, samples: [...rule.samples] })),
      },
    }),
  };
}

type Codes = Parameters<typeof presentRunDetails>[1];

function failuresOf(codes: Codes): Static<typeof runDetails>['failures'] {
  const classes = Map.groupBy(codes, ({ code }) => outcomeClassOf(code));
  return [...classes]
    .map(([outcome, members]) => ({
      outcome,
      scans: members.reduce((sum, { scans }) => sum + scans, 0),
      codes: members.map(({ code }) => code),
    }))
    .sort((a, b) => b.scans - a.scans);
}

function coverageOf({ counts }: StoredRun, codes: Codes): number {
  const uncounted = codes
    .filter(({ code }) => uncountedCodes.includes(code))
    .reduce((sum, { scans }) => sum + scans, 0);
  const wanted = counts.queued + counts.scanned + counts.unchanged + counts.failed + counts.cancelled - uncounted;
  return wanted === 0 ? 100 : Math.floor((100 * (counts.scanned + counts.unchanged)) / wanted);
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
