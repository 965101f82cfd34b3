import { mkdir } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import pg from 'pg';
import type { Logger } from '#core/logger.ts';
import { databaseName, ensureCluster } from './cluster.ts';
import { lockDataDirectory } from './data-directory-lock.ts';
import { makeParent, openTheWay, postgresAccount } from './postgres-account.ts';
import { findPostgresBinaries } from './postgres-binaries.ts';
import { startPostgresProcess } from './postgres-process.ts';
import { makeSocketDirectory, socketDirectoryFor } from './socket-directory.ts';

export interface EmbeddedPostgresOptions {
  readonly dataDirectory: string;
  /** PATH, where a system's PostgreSQL is looked for. */
  readonly searchPath: string;
  /** Passes over the PostgreSQL that npm brought. */
  readonly preferSystem?: boolean;
  readonly logger: Logger;
}

/** A PostgreSQL of our own, reached by its socket. */
export interface EmbeddedPostgres {
  readonly connection: { readonly host: string; readonly user: string; readonly database: string };
  /** Settles when the server has ended, wanted or not. */
  readonly ended: Promise<void>;
  stop(): Promise<void>;
}

/**
 * Starts the real PostgreSQL inside the data directory, on a unix socket, as `nobody` where we are root. Throws a StoreError where
 * another process uses the directory or the server does not start.
 */
export async function startEmbeddedPostgres(options: EmbeddedPostgresOptions): Promise<EmbeddedPostgres> {
  const dataDirectory = resolve(options.dataDirectory);
  await mkdir(dataDirectory, { recursive: true, mode: 0o700 });
  const account = await postgresAccount();
  await openTheWay(dataDirectory, account);
  const socketDirectory = socketDirectoryFor(dataDirectory);
  await makeSocketDirectory(socketDirectory, account);
  const lock = await lockDataDirectory(join(socketDirectory, 'lock'), dataDirectory);
  try {
    const directory = join(dataDirectory, 'postgres');
    await makeParent(directory, account);
    const binaries = await findPostgresBinaries({ ...options, directory });
    const cluster = join(directory, 'cluster');
    await ensureCluster(cluster, binaries, account);
    const { logger } = options;
    const server = await startPostgresProcess({
      postgres: binaries.postgres,
      cluster,
      socketDirectory,
      account,
      logger,
    });
    const stop = async () => {
      await server.stop();
      await lock.release();
    };
    await createDatabase(socketDirectory).catch(async (error: unknown) => {
      await stop();
      throw error;
    });
    const connection = { host: socketDirectory, user: databaseName, database: databaseName };
    return { connection, ended: server.ended, stop };
  } catch (error) {
    await lock.release();
    throw error;
  }
}

async function createDatabase(host: string): Promise<void> {
  const client = new pg.Client({ host, user: databaseName, database: 'postgres' });
  await client.connect();
  try {
    const { rowCount } = await client.query('select 1 from pg_database where datname = $1', [databaseName]);
    if (rowCount === 0) await client.query(`create database "${databaseName}"`);
  } finally {
    await client.end();
  }
}
