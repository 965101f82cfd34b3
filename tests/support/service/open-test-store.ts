import { silentLogger } from '#core/logger.ts';
import { defaultFilters } from '#core/registry-filters.ts';
import { defaultSchedule } from '#core/scan-schedule.ts';
import {
  createCredentialCipher,
  createStore,
  type Database,
  type EmbeddedPostgres,
  migrate,
  openDatabase,
  type Store,
  type StoreOptions,
  startEmbeddedPostgres,
} from '#server/store/index.ts';
import { copyDatabaseTemplate } from './database-template.ts';

/** A store with a database server of its own. */
export interface TestStore {
  readonly connection: EmbeddedPostgres['connection'];
  readonly database: Database;
  readonly store: Store;
  /** Ends the server; the directory stays. */
  readonly close: () => Promise<void>;
}

/** Settings with which a registry can be stored. */
export const registrySettings = {
  name: 'R',
  path: 'registry.example',
  type: 'docker-v2',
  skipTlsVerify: false,
  plainHttp: false,
  ca: undefined,
  repositories: [],
  filters: defaultFilters,
  schedule: defaultSchedule,
  platforms: [],
};

/** Opens an empty store whose files lie in `dataDirectory`. */
export async function openTestStore(
  dataDirectory: string,
  options?: StoreOptions,
  preferSystem = false,
): Promise<TestStore> {
  const logger = silentLogger;
  const searchPath = process.env.PATH ?? '';
  if (!preferSystem) await copyDatabaseTemplate(dataDirectory);
  const postgres = await startEmbeddedPostgres({ dataDirectory, searchPath, preferSystem, logger });
  const database = await openDatabase(postgres.connection, { logger });
  await migrate(database.db);
  return {
    connection: postgres.connection,
    database,
    store: createStore(database.db, createCredentialCipher(Buffer.alloc(32, 1)), options),
    close: async () => {
      await database.close();
      await postgres.stop();
    },
  };
}
