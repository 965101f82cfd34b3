import type { AdvisorySource, FeedListing, FeedLocation } from '../advisory-source.ts';
import type { PreviousBuild } from '../database/previous-build.ts';
import { describeFault, FeedFault } from '../feeds/feed-fault.ts';
import type { FeedOrigin, FetchedFeed } from '../feeds/feed-origin.ts';
import { hashFiles } from '../feeds/hash-files.ts';
import { findOsvFiles, readOsvFiles } from '../osv/read-osv-files.ts';

/** How a feed's records are read. */
export type FeedReader = Pick<AdvisorySource, 'parse' | 'speaksFor' | 'firstHand'>;

/** A feed of this update, with what asking for it came to. */
export interface AskedFeed {
  readonly name: string;
  readonly reader: FeedReader;
  readonly answer: FetchedFeed | { readonly kind: 'failed'; readonly error: string };
}

export interface FetchFeedsOptions {
  readonly sources: readonly AdvisorySource[];
  readonly own: readonly string[];
  readonly origin: FeedOrigin;
  readonly listing: Omit<FeedListing, 'mirror' | 'readUpstream'>;
  readonly previous: PreviousBuild | undefined;
  readonly signal: AbortSignal;
}

const atOnce = 3;

/** Asks for every feed; a feed that cannot be had is an answer of its own and does not stop the others. */
export async function fetchFeeds(options: FetchFeedsOptions): Promise<readonly AskedFeed[]> {
  const asks: (() => Promise<AskedFeed>)[] = [];
  for (const source of options.sources) {
    const { mirror, readUpstream } = options.origin;
    const listing = {
      ...options.listing,
      ...(mirror !== undefined && { mirror }),
      ...(readUpstream !== undefined && { readUpstream }),
    };
    const locations = await answerOf(() => source.feeds(listing), options.signal);
    if ('kind' in locations) asks.push(...failEvery(source, locations, options.previous));
    else asks.push(...locations.map((location) => () => askFor(source, location, options)));
  }
  if (options.own.length > 0) asks.push(() => askOwn(options));
  return runSome(asks);
}

/** A source that cannot say which feeds it has fails as a whole, and each feed that was had from it before. */
function failEvery(
  source: AdvisorySource,
  answer: AskedFeed['answer'],
  previous: PreviousBuild | undefined,
): (() => Promise<AskedFeed>)[] {
  const before = [...(previous?.feeds.keys() ?? [])].filter((name) => name.startsWith(`${source.name}/`));
  const names = before.length === 0 ? [source.name] : before;
  return names.map((name) => async () => ({ name, reader: source, answer }));
}

async function askFor(source: AdvisorySource, location: FeedLocation, options: FetchFeedsOptions): Promise<AskedFeed> {
  const previous = options.previous?.feeds.get(location.name);
  const answer = await answerOf(() => options.origin.fetch(location, previous), options.signal);
  return { name: location.name, reader: source, answer };
}

// An operator's own word stands beside the vendor's.
const ownReader: FeedReader = { firstHand: true, parse: (feed, context) => readOsvFiles(feed, context) };

async function askOwn({ own, previous, signal }: FetchFeedsOptions): Promise<AskedFeed> {
  const answer = await answerOf(async (): Promise<FetchedFeed> => {
    const paths: string[] = [];
    for (const path of own) paths.push(...(await findOwn(path)));
    const files = paths.map((path) => ({ name: path, path }));
    const fingerprint = await hashFiles(files, signal);
    if (fingerprint === previous?.feeds.get('own')?.fingerprint) return { kind: 'unchanged' };
    return { kind: 'fetched', files, fingerprint, validators: {} };
  }, signal);
  return { name: 'own', reader: ownReader, answer };
}

async function findOwn(path: string): Promise<readonly string[]> {
  try {
    return await findOsvFiles(path);
  } catch (error) {
    throw new FeedFault(`cannot read own advisories at ${path}`, { cause: error });
  }
}

async function answerOf<T>(ask: () => Promise<T>, signal: AbortSignal): Promise<T | { kind: 'failed'; error: string }> {
  try {
    return await ask();
  } catch (error) {
    signal.throwIfAborted();
    return { kind: 'failed', error: describeFault(error) };
  }
}

/** Runs a few at a time, and gives the results in the order of the tasks; throws once none is under way any more, since its files are then removed. */
async function runSome<T>(tasks: readonly (() => Promise<T>)[]): Promise<readonly T[]> {
  const results: T[] = [];
  let next = 0;
  const work = async () => {
    for (let index = next++; index < tasks.length; index = next++) {
      const task = tasks[index];
      if (task !== undefined) results[index] = await task();
    }
  };
  const ended = await Promise.allSettled(Array.from({ length: atOnce }, work));
  const failed = ended.find(({ status }) => status === 'rejected');
  if (failed?.status === 'rejected') throw failed.reason;
  return results;
}
