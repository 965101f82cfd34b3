import { randomUUID } from 'node:crypto';
import { access, mkdir, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { defaultLimits } from '#core/limits.ts';
import type { Logger } from '#core/logger.ts';
import { createTurns, type Turns } from '#core/turns.ts';
import { catalogersWith } from '#engine/catalog/index.ts';
import { checkNetworks } from '#engine/registry/index.ts';
import {
  createAdvisoryAccess,
  createRegistryAccess,
  type JobServices,
  jobHandlers,
  openJobQueue,
  openUploadDirectory,
} from '#server/jobs/index.ts';
import {
  createCredentialCipher,
  createDatabaseTurns,
  createStore,
  type Database,
  type DatabaseConnection,
  migrate,
  openDatabase,
  parseEncryptionKey,
  readOrMakeKeyFile,
  type Store,
  startEmbeddedPostgres,
} from '#server/store/index.ts';
import type { Config } from './config.ts';
import { ConfigError } from './config-error.ts';
import { machineWorkload } from './machine-workload.ts';
import { proxyFor } from './proxy.ts';
import { proxyFetch } from './proxy-fetch.ts';
import { readClassifiers } from './read-classifiers.ts';
import { readVersion } from './version.ts';

/** What servers and workers both stand on. */
export interface OpenServices {
  readonly services: JobServices;
  readonly database: Database;
  /** Settles when the built-in database has ended by itself; never, where there is none. */
  readonly databaseEnded: Promise<void>;
  /** Whether no other process can be working on the same queue. */
  readonly isAlone: boolean;
}

interface OpenOptions {
  readonly logger: Logger;
  /** What has been opened is put here, to be closed in the opposite order. */
  readonly stack: AsyncDisposableStack;
  /** A worker shares the key of its server; it must not make one of its own. */
  readonly mayMakeKey: boolean;
}

/** Opens database, queue, registries and advisories as the configuration says. */
export async function openServices(config: Config, options: OpenOptions): Promise<OpenServices> {
  const { logger, stack } = options;
  refuseWrongNetworks(config);
  const classifiers = await readClassifiers(config.binaryClassifiersPath);
  await mkdir(config.dataDirectory, { recursive: true, mode: 0o700 });
  const key = await encryptionKey(config, options.mayMakeKey);
  const { connection, ended } = await databaseOf(config, options);
  const database = await openDatabase(connection, { logger, maxConnections: config.concurrency * 2 + 10 });
  stack.defer(() => database.close());
  const applied = await migrate(database.db);
  if (applied.length > 0) logger.info({ migrations: applied }, 'database brought up to date');
  const queue = await openJobQueue(connection, jobHandlers, logger);
  stack.defer(() => queue.stop());
  const store = createStore(database.db, createCredentialCipher(key, previousKey(config)), config);
  await resealSecrets(store, logger);
  const toolVersion = readVersion();
  const proxyOf = (url: string) => proxyFor(url, config.proxy);
  const allowedNetworks = config.registryNetworks;
  const registries = createRegistryAccess({
    store,
    proxyOf,
    limits: defaultLimits,
    logger,
    toolVersion,
    allowedNetworks,
    workload: machineWorkload(config.variable),
  });
  stack.defer(() => registries.close());
  const advisories = createAdvisoryAccess({ path: config.advisoriesPath, from: config.advisoriesFrom, logger });
  stack.defer(() => advisories.close());
  // Inside the data directory, so that what a killed process has left is found and removed.
  const temporaryDirectory = join(config.dataDirectory, 'tmp');
  await rm(temporaryDirectory, { recursive: true, force: true });
  await mkdir(temporaryDirectory, { mode: 0o700 });
  const services: JobServices = {
    store,
    queue,
    turns: turnsOf(config, database, options),
    advisories,
    registries,
    uploads: await openUploadDirectory(join(config.dataDirectory, 'uploads')),
    temporaryDirectory,
    toolVersion,
    limits: defaultLimits,
    secretsInFiles: config.secretsInFiles,
    referrersEveryMs: config.referrersEveryMs,
    catalogers: catalogersWith(classifiers),
    logger,
    fetch: proxyFetch(proxyOf),
    now: () => new Date(),
    newId: randomUUID,
  };
  return { services, database, databaseEnded: ended, isAlone: config.databaseUrl === undefined };
}

function refuseWrongNetworks({ registryNetworks, trustedProxies }: Config): void {
  const given = { PLIMSOLL_REGISTRY_NETWORKS: registryNetworks, PLIMSOLL_TRUSTED_PROXIES: trustedProxies };
  const problems = Object.entries(given).flatMap(([name, networks]) => {
    const wrong = checkNetworks(networks);
    return wrong === undefined ? [] : [`${name}: ${wrong} is no network: write 10.0.0.0/8`];
  });
  const everybody = trustedProxies.find((network) => network.endsWith('/0'));
  if (everybody !== undefined)
    problems.push(
      `PLIMSOLL_TRUSTED_PROXIES: ${everybody} is everybody, who could then say to be anybody: name the proxies`,
    );
  if (problems.length > 0) throw new ConfigError(problems);
}

async function databaseOf(
  config: Config,
  { logger, stack }: OpenOptions,
): Promise<{ readonly connection: DatabaseConnection; readonly ended: Promise<void> }> {
  if (config.databaseUrl !== undefined) {
    return { connection: { url: config.databaseUrl.reveal() }, ended: new Promise(() => undefined) };
  }
  const postgres = await startEmbeddedPostgres({ ...config, logger });
  stack.defer(() => postgres.stop());
  return { connection: postgres.connection, ended: postgres.ended };
}

/** Nobody but this process uses a database of its own. */
function turnsOf({ databaseUrl }: Config, database: Database, { logger, stack }: OpenOptions): Turns {
  if (databaseUrl === undefined) return createTurns();
  const turns = createDatabaseTurns(database, { logger });
  stack.defer(() => turns.close());
  return turns;
}

async function encryptionKey(config: Config, mayMake: boolean): Promise<Buffer> {
  if (config.encryptionKey !== undefined) return parseEncryptionKey(config.encryptionKey, 'PLIMSOLL_ENCRYPTION_KEY');
  const path = join(config.dataDirectory, 'encryption.key');
  if (!mayMake && !(await exists(path))) {
    throw new ConfigError([
      `PLIMSOLL_ENCRYPTION_KEY is missing: a worker needs the key of its server, or a copy of its encryption.key at ${path}`,
    ]);
  }
  return readOrMakeKeyFile(path);
}

function previousKey({ previousEncryptionKey: previous }: Config): Buffer | undefined {
  return previous && parseEncryptionKey(previous, 'PLIMSOLL_ENCRYPTION_KEY_PREVIOUS');
}

async function resealSecrets({ registries }: Store, logger: Logger): Promise<void> {
  const { resealed, unreadable } = await registries.reseal();
  if (resealed > 0) logger.info({ secrets: resealed }, 'credentials are encrypted with the present key now');
  if (unreadable.length > 0) {
    logger.error(
      { registries: unreadable },
      'credentials of these registries cannot be decrypted: restore the key, or enter them again',
    );
  }
}

function exists(path: string): Promise<boolean> {
  return access(path).then(
    () => true,
    () => false,
  );
}
