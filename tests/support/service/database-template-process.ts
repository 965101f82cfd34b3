/** `node database-template-process.ts DIRECTORY`: an empty database of this release, as a service with that data directory leaves it. */
import { appendFile } from 'node:fs/promises';
import { join } from 'node:path';
import { silentLogger } from '#core/logger.ts';
import { jobHandlers, openJobQueue } from '#server/jobs/index.ts';
import { migrate, openDatabase, startEmbeddedPostgres } from '#server/store/index.ts';

/** What tests write outlives a process that ends, however it ends; only a machine that loses power would lose it. */
const settings = ['fsync = off', 'full_page_writes = off'];

const [dataDirectory = ''] = process.argv.slice(2);
const logger = silentLogger;
const postgres = await startEmbeddedPostgres({ dataDirectory, searchPath: process.env.PATH ?? '', logger });
const database = await openDatabase(postgres.connection, { logger });
await migrate(database.db);
const queue = await openJobQueue(postgres.connection, jobHandlers, logger);
await queue.stop();
await database.close();
await postgres.stop();
await appendFile(join(dataDirectory, 'postgres', 'cluster', 'postgresql.conf'), `\n${settings.join('\n')}\n`);
