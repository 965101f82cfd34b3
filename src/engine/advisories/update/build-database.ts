import type { Limits } from '#core/limits.ts';
import type { AdvisoryKeys } from '#engine/ecosystems/index.ts';
import { AdvisoryError } from '../advisory-error.ts';
import { DatabaseBuilder } from '../database/database-builder.ts';
import type { FeedRow } from '../database/feed-row.ts';
import type { PreviousBuild } from '../database/previous-build.ts';
import { createTurns } from '../feeds/create-turns.ts';
import { describeFault } from '../feeds/feed-fault.ts';
import type { AskedFeed } from './fetch-feeds.ts';
import { loadFeed } from './load-feed.ts';
import type { FeedOutcome, UpdateProgress } from './update-result.ts';

export interface BuildOptions {
  readonly directory: string;
  readonly asked: readonly AskedFeed[];
  readonly previous: PreviousBuild | undefined;
  readonly keys: AdvisoryKeys;
  readonly builtAt: string;
  readonly revision: number;
  readonly sample: boolean;
  readonly limits: Limits;
  readonly signal: AbortSignal;
  readonly onProgress: (progress: UpdateProgress) => void;
}

export interface Build {
  readonly path: string;
  readonly outcomes: readonly FeedOutcome[];
}

/**
 * Builds a database in `directory`: what was fetched is read, and what was not, or turns out to be damaged, is copied from the
 * previous build.
 */
export async function buildDatabase(options: BuildOptions): Promise<Build> {
  const builder = new DatabaseBuilder(options.directory);
  const takeTurns = createTurns(options.signal);
  try {
    const outcomes: FeedOutcome[] = [];
    const copied: FeedRow[] = [];
    for (const asked of options.asked) {
      const { outcome, copy } = await buildFeed(builder, asked, { ...options, takeTurns });
      if (outcome !== undefined) outcomes.push(outcome);
      if (copy !== undefined) copied.push(copy);
    }
    if (!outcomes.some(({ state }) => state === 'loaded' || state === 'unchanged')) throw nothingLoaded(outcomes);
    options.onProgress({ kind: 'finishing' });
    await builder.copyFeeds(options.previous?.path ?? '', copied, takeTurns);
    const failures = outcomes.flatMap(({ name, error }) => (error === undefined ? [] : [{ name, error }]));
    await builder.finish({ ...options, failures }, takeTurns);
    return { path: builder.path, outcomes };
  } finally {
    builder.abandon();
  }
}

/** As a rule all fail for one reason, and there are a hundred: a few say it. */
const reasonsTold = 3;

/** Says that no feed could be had, of how many, and why of the first. */
export function nothingLoaded(outcomes: readonly Pick<FeedOutcome, 'name' | 'error'>[]): AdvisoryError {
  const reasons = outcomes.slice(0, reasonsTold).map(({ name, error }) => `${name}: ${error ?? 'nothing there'}`);
  const untold = outcomes.length - reasons.length;
  if (untold > 0) reasons.push(`and ${untold} more`);
  return new AdvisoryError(
    'advisories/nothing-loaded',
    `no advisories could be loaded, the last database stays: ${reasons.join('; ')}`,
    { retriable: true },
  );
}

interface FeedBuild {
  /** Absent where a mirror simply does not carry the feed. */
  readonly outcome?: FeedOutcome;
  readonly copy?: FeedRow;
}

async function buildFeed(
  builder: DatabaseBuilder,
  { name, reader, answer }: AskedFeed,
  options: BuildOptions & { readonly takeTurns: () => Promise<void> | undefined },
): Promise<FeedBuild> {
  const known = options.previous?.feeds.get(name);
  if (answer.kind !== 'fetched') return withoutLoading({ name, answer }, known, options.builtAt);
  const speaksFor = (ecosystem: string) => reader.speaksFor?.(name, ecosystem) ?? true;
  const onRecords = (records: number) => options.onProgress({ kind: 'loading', source: name, records });
  try {
    const row = await builder.addFeed({ speaksFor, keys: options.keys }, (writer) =>
      loadFeed(writer, { ...options, name, reader, fetched: answer, fetchedAt: options.builtAt, onRecords }),
    );
    return { outcome: outcomeOf(row, 'loaded') };
  } catch (error) {
    options.signal.throwIfAborted();
    if (error instanceof AdvisoryError) throw error;
    return withoutLoading({ name, answer: { kind: 'failed', error: describeFault(error) } }, known, options.builtAt);
  }
}

/** What becomes of a feed that is not read anew. */
export function withoutLoading(
  { name, answer }: Pick<AskedFeed, 'name' | 'answer'>,
  known: FeedRow | undefined,
  checkedAt: string,
): FeedBuild {
  if (answer.kind === 'unchanged' && known !== undefined) {
    return { outcome: outcomeOf(known, 'unchanged'), copy: { ...known, fetchedAt: checkedAt } };
  }
  if (answer.kind === 'absent' && known === undefined) return {};
  const error = answer.kind === 'failed' ? answer.error : 'is no longer there';
  if (known !== undefined) return { outcome: { ...outcomeOf(known, 'kept'), error }, copy: known };
  return { outcome: { name, state: 'failed', records: 0, bad: 0, badRecords: [], error } };
}

function outcomeOf({ name, records, bad, badRecords }: FeedRow, state: FeedOutcome['state']): FeedOutcome {
  return { name, state, records, bad, badRecords };
}
