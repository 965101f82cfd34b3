import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { defaultLimits } from '#core/limits.ts';
import { silentLogger } from '#core/logger.ts';
import { openAdvisoryDatabase, type UpdateResult, updateAdvisoryDatabase } from '#engine/advisories/index.ts';
import { subjectMatcher } from '#server/jobs/advisory-access.ts';
import { rematch } from '#server/jobs/handlers/rematch-packages/rematch-packages.ts';
import type { Store } from '#server/store/index.ts';
import { writeMirror } from '#tests/support/feeds/mirror.ts';
import { openTestStore, registrySettings, type TestStore } from '#tests/support/service/open-test-store.ts';
import { type EstateAdvisory, estateFeeds } from './estate-advisories.ts';

/** A database server, a store and an advisory database of its own, in a directory that goes with them. */
export interface OpenEstate {
  readonly directory: string;
  readonly advisoriesPath: string;
  /** Where its database server is, for other processes. */
  readonly connection: TestStore['connection'];
  readonly database: TestStore['database'];
  readonly store: Store;
  /** Writes feeds as a mirror has them, and builds the advisory database from that. */
  publish(advisories: readonly EstateAdvisory[], day?: number, attacked?: readonly string[]): Promise<UpdateResult>;
  /** Builds the advisory database from the mirror as it is. */
  update(): Promise<UpdateResult>;
  /** Does what the job `rematch-packages` does, without any registry at hand. */
  rematch(signal?: AbortSignal): Promise<void>;
  close(): Promise<void>;
}

/** The registry to which the images of an estate belong. */
export const estateRegistry = { registryId: 'estate', registry: 'registry.example' } as const;

/** Opens an empty one; one in a `directory` that was given is kept, with what it holds, and has no registry yet. */
export async function openEstate(
  given: { readonly directory?: string; readonly preferSystem?: boolean } = {},
): Promise<OpenEstate> {
  const directory = given.directory ?? (await mkdtemp(join(tmpdir(), 'plimsoll-estate-')));
  const logger = silentLogger;
  const { connection, database, store, close } = await openTestStore(directory, undefined, given.preferSystem);
  const { registryId, registry } = estateRegistry;
  if (given.directory === undefined) {
    await store.registries.create(registryId, { ...registrySettings, name: 'Estate', path: registry }, undefined);
  }
  const advisoriesPath = join(directory, 'advisories.db');
  const mirror = join(directory, 'mirror');
  const { signal: never } = new AbortController();
  const update = () =>
    updateAdvisoryDatabase({
      path: advisoriesPath,
      from: mirror,
      fetch: () => Promise.reject(new Error('nothing is fetched here')),
      now: () => new Date(),
      limits: defaultLimits,
      logger,
      signal: never,
    });
  return {
    directory,
    advisoriesPath,
    connection,
    database,
    store,
    publish: async (advisories, day, attacked) => {
      await writeMirror(mirror, estateFeeds(advisories, day, attacked));
      return update();
    },
    update,
    rematch: async (signal = never) => {
      const advisories = openAdvisoryDatabase(advisoriesPath);
      try {
        await rematch(subjectMatcher(advisories, '1'), { store, logger, signal });
      } finally {
        advisories.close();
      }
    },
    close: async () => {
      await close();
      if (given.directory === undefined) await rm(directory, { recursive: true, force: true });
    },
  };
}
