import { mkdir, mkdtemp, rm, stat } from 'node:fs/promises';
import { dirname, join, resolve } from 'node:path';
import type { Limits } from '#core/limits.ts';
import type { Logger } from '#core/logger.ts';
import { advisoryKeys, type Ecosystem, ecosystems } from '#engine/ecosystems/index.ts';
import { AdvisoryError } from '../advisory-error.ts';
import type { AdvisorySource } from '../advisory-source.ts';
import { changedKeys } from '../database/changed-keys.ts';
import { lastRevision } from '../database/last-revision.ts';
import { type PreviousBuild, readPreviousBuild } from '../database/previous-build.ts';
import { directoryOrigin } from '../feeds/directory-origin.ts';
import type { FeedOrigin } from '../feeds/feed-origin.ts';
import { httpOrigin } from '../feeds/http-origin.ts';
import { advisorySources } from '../sources/index.ts';
import { buildDatabase, nothingLoaded, withoutLoading } from './build-database.ts';
import { type AskedFeed, fetchFeeds } from './fetch-feeds.ts';
import { buildPrefix, removeAbandonedBuilds, swapIn } from './swap-in.ts';
import type { UpdateProgress, UpdateResult } from './update-result.ts';

export interface UpdateOptions {
  /** Where the database is, or is to be. */
  readonly path: string;
  /** A directory or http(s) URL laid out as a mirror; absent means upstream itself. */
  readonly from?: string;
  /** Own advisories: OSV `.json` files, `.zip` files of them, or directories of either. */
  readonly own?: readonly string[];
  readonly sources?: readonly AdvisorySource[];
  /** Further OSV ecosystems to fetch from upstream, besides those whose packages can be cataloged. */
  readonly ecosystems?: readonly string[];
  /** Marks the database as sample data. */
  readonly sample?: boolean;
  readonly fetch: typeof globalThis.fetch;
  readonly now: () => Date;
  readonly limits: Limits;
  readonly logger: Logger;
  readonly signal: AbortSignal;
  readonly onProgress?: (progress: UpdateProgress) => void;
}

/**
 * Builds the advisory database anew and swaps it in by rename; whoever has the old one open keeps reading it. A feed that
 * cannot be had keeps its last good records. Throws an {@link AdvisoryError} where nothing at all could be loaded; the last
 * good database then stays.
 */
export async function updateAdvisoryDatabase(options: UpdateOptions): Promise<UpdateResult> {
  const { path, signal, now, logger } = options;
  signal.throwIfAborted();
  await mkdir(dirname(path), { recursive: true });
  await removeAbandonedBuilds(path, now());
  const previous = readPreviousBuild(path, (error) =>
    logger.warn({ path, error }, 'the last advisory database cannot be used and is built anew'),
  );
  const directory = await mkdtemp(buildPrefix(path));
  try {
    const origin = await openOrigin(options, directory);
    const asked = await fetchFeeds({
      sources: options.sources ?? advisorySources,
      own: options.own ?? [],
      origin,
      listing: {
        knownEcosystems: osvEcosystems(ecosystems),
        wantedEcosystems: options.ecosystems ?? [],
        now: now(),
      },
      previous,
      signal,
    });
    const result =
      (previous && standing(asked, previous, options)) ?? (await rebuild(asked, { previous, directory, options }));
    return { ...result, unusedFiles: await unusedFiles(origin, options) };
  } finally {
    await rm(directory, { recursive: true, force: true });
  }
}

/** Own advisories may lie in the mirror too. */
async function unusedFiles(origin: FeedOrigin, { from = '', own = [] }: UpdateOptions): Promise<readonly string[]> {
  const paths = (await origin.unusedFiles?.()) ?? [];
  const ownPaths = own.map((path) => resolve(path));
  return paths.filter((path) => !ownPaths.some((one) => `${resolve(from, path)}/`.startsWith(`${one}/`)));
}

async function rebuild(
  asked: readonly AskedFeed[],
  { previous, directory, options }: { previous: PreviousBuild | undefined; directory: string; options: UpdateOptions },
): Promise<Omit<UpdateResult, 'unusedFiles'>> {
  const { path, limits, signal } = options;
  const builtAt = options.now().toISOString();
  const revision = (previous?.status.revision ?? lastRevision(path)) + 1;
  const build = await buildDatabase({
    directory,
    asked,
    previous,
    keys: advisoryKeys(ecosystems),
    builtAt,
    revision,
    sample: options.sample ?? false,
    limits,
    signal,
    onProgress: (progress) => options.onProgress?.(progress),
  });
  signal.throwIfAborted();
  const changed = previous === undefined ? undefined : changedKeys(build.path, previous.path);
  await swapIn(build.path, path);
  const result = {
    path,
    revision,
    builtAt,
    unchanged: false,
    sources: build.outcomes,
    ...(changed !== undefined && { changedKeys: changed }),
  };
  options.logger.info({ path, revision, changedKeys: changed?.length }, 'advisory database built');
  return result;
}

/** The last build, where it holds all that this update found: nothing was fetched anew, and no feed has been given up. */
function standing(
  asked: readonly AskedFeed[],
  previous: PreviousBuild,
  { path, sample = false }: UpdateOptions,
): Omit<UpdateResult, 'unusedFiles'> | undefined {
  const names = new Set(asked.map(({ name }) => name));
  const isSame =
    asked.every(({ answer }) => answer.kind !== 'fetched') &&
    [...previous.feeds.keys()].every((name) => names.has(name)) &&
    previous.status.sample === sample;
  if (!isSame) return undefined;
  const { revision, builtAt } = previous.status;
  const sources = asked
    .map((feed) => withoutLoading(feed, previous.feeds.get(feed.name), builtAt).outcome)
    .filter((outcome) => outcome !== undefined);
  if (!sources.some(({ state }) => state === 'unchanged')) throw nothingLoaded(sources);
  return { path, revision, builtAt, unchanged: true, sources, changedKeys: [] };
}

async function openOrigin(options: UpdateOptions, directory: string): Promise<FeedOrigin> {
  const { from, onProgress } = options;
  if (from !== undefined && !/^https?:\/\//i.test(from)) {
    const isDirectory = await stat(from).then(
      (found) => found.isDirectory(),
      () => false,
    );
    if (!isDirectory) {
      const message = `${from} is neither an http(s) address nor a directory: give the root of a mirror, which holds osv/`;
      throw new AdvisoryError('advisories/origin-invalid', message);
    }
    return directoryOrigin(from, options);
  }
  const downloads = join(directory, 'downloads');
  await mkdir(downloads);
  return httpOrigin({
    ...options,
    ...(from !== undefined && { mirrorUrl: from }),
    directory: downloads,
    onBytes: (source, bytes, size) =>
      onProgress?.({ kind: 'fetching', source, bytes, ...(size !== undefined && { size }) }),
  });
}

/** Names of the ecosystems that OSV publishes. */
function osvEcosystems(among: readonly Ecosystem[]): readonly string[] {
  const published = among.filter(({ advisoriesElsewhere }) => advisoriesElsewhere === undefined);
  return [...new Set(published.map(({ osvName }) => osvName).filter((name) => name !== undefined))];
}
