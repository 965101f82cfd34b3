import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { defaultLimits } from '#core/limits.ts';
import { silentLogger } from '#core/logger.ts';
import { defaultFilters } from '#core/registry-filters.ts';
import { defaultSchedule } from '#core/scan-schedule.ts';
import { openAdvisoryDatabase, type UpdateResult, updateAdvisoryDatabase } from '#engine/advisories/index.ts';
import { subjectMatcher } from '#server/jobs/advisory-access.ts';
import { rematch } from '#server/jobs/handlers/rematch-packages/rematch-packages.ts';
import {
  createCredentialCipher,
  createStore,
  type Database,
  type EmbeddedPostgres,
  migrate,
  openDatabase,
  type Store,
  startEmbeddedPostgres,
} from '#server/store/index.ts';
import { writeMirror } from '#tests/support/feeds/mirror.ts';
import { type EstateAdvisory, estateFeeds } from './estate-advisories.ts';

/** A database server, a store and an advisory database of its own, in a directory that goes with them. */
export interface OpenEstate {
  readonly directory: string;
  readonly advisoriesPath: string;
  /** Where its database server is, for other processes. */
  readonly connection: EmbeddedPostgres['connection'];
  readonly database: Database;
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

/** Opens an empty one. */
export async function openEstate(): Promise<OpenEstate> {
  const directory = await mkdtemp(join(tmpdir(), 'plimsoll-estate-'));
  const logger = silentLogger;
  const searchPath = process.env.PATH ?? '';
  const postgres = await startEmbeddedPostgres({ dataDirectory: directory, searchPath, logger });
  const database = await openDatabase(postgres.connection, { logger });
  await migrate(database.db);
  const store = createStore(database.db, createCredentialCipher(Buffer.alloc(32, 1)));
  const settings = {
    name: 'Estate',
    path: estateRegistry.registry,
    type: 'docker-v2',
    ca: undefined,
    repositories: [],
  };
  await store.registries.create(
    estateRegistry.registryId,
    {
      ...settings,
      skipTlsVerify: false,
      plainHttp: false,
      filters: defaultFilters,
      schedule: defaultSchedule,
      platforms: [],
    },
    undefined,
  );
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
    connection: postgres.connection,
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
      await database.close();
      await postgres.stop();
      await rm(directory, { recursive: true, force: true });
    },
  };
}
