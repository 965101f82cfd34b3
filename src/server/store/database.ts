import { Kysely, PostgresDialect } from 'kysely';
import pg from 'pg';
import { errorMessage } from '#core/errors.ts';
import type { Logger } from '#core/logger.ts';
import { redactUrl } from '#core/secret.ts';
import { keepPlans } from './kept-plans.ts';
import type { Tables } from './schema.ts';
import { StoreError } from './store-error.ts';

/** Where the database is: a URL, or the socket of our own. */
export type DatabaseConnection =
  | { readonly url: string }
  | { readonly host: string; readonly user: string; readonly database: string };

/** The application database, with typed queries and the pool beneath them. */
export interface Database {
  readonly db: Kysely<Tables>;
  readonly pool: pg.Pool;
  /** A connection of its own, for LISTEN. */
  readonly connect: () => Promise<pg.Client>;
  close(): Promise<void>;
}

const oldestVersion = 150_000;
const int8 = 20;

/** Opens the database and checks that it can be used. Throws a StoreError that says what is wrong with it. */
export async function openDatabase(
  connection: DatabaseConnection,
  options: { readonly logger: Logger; readonly maxConnections?: number },
): Promise<Database> {
  const settings: pg.ClientConfig = {
    ...('url' in connection ? { connectionString: connection.url } : connection),
    application_name: 'plimsoll',
    connectionTimeoutMillis: 15_000,
    types: { getTypeParser: typeParser },
  };
  // oxlint-disable-next-line typescript/no-misused-promises -- the pool waits for it, though its types do not say so
  const pool = new pg.Pool({ ...settings, max: options.maxConnections ?? 12, onConnect: setUp });
  pool.on('error', (error) => options.logger.warn({ error: error.message }, 'database connection lost'));
  // The pool listens to those that are idle. One that is lost in use fails its query, and says so besides: unheard, that would end the process.
  pool.on('connect', (client) => client.on('error', () => undefined));
  await checkServer(pool, connection).catch(async (error: unknown) => {
    await pool.end();
    throw error;
  });
  const db = new Kysely<Tables>({ dialect: new PostgresDialect({ pool: keepPlans(pool) }) });
  const connect = async () => {
    const client = new pg.Client(settings);
    // One that is lost says so twice, for the server's last words and for the end, and an error that nobody hears would end the process.
    client.on('error', (error) => options.logger.warn({ error: error.message }, 'database connection lost'));
    await client.connect();
    return client;
  };
  return { db, pool, connect, close: () => db.destroy() };
}

/** Our queries are short and many: workers of their own and compiled code cost them more than they save. Not as start-up options, which poolers refuse. */
async function setUp(client: pg.ClientBase): Promise<void> {
  await client.query('set jit = off; set max_parallel_workers_per_gather = 0');
}

async function checkServer(pool: pg.Pool, connection: DatabaseConnection): Promise<void> {
  const where = 'url' in connection ? redactUrl(connection.url) : connection.host;
  let version: number;
  try {
    const { rows } = await pool.query<{ version: string }>("select current_setting('server_version_num') as version");
    version = Number(rows[0]?.version);
  } catch (error) {
    const message = `cannot use the database at ${where}: ${errorMessage(error)}; check DATABASE_URL and that the server runs`;
    throw new StoreError('store/database-unreachable', message, { cause: error, retriable: true });
  }
  if (version >= oldestVersion) return;
  const message = `the database at ${where} is PostgreSQL ${Math.floor(version / 10_000)}: Plimsoll needs 15 or later`;
  throw new StoreError('store/database-too-old', message);
}

/** bigint as a number: ours are identities, revisions and bytes, all below 2^53. */
function typeParser(oid: number, format?: 'text' | 'binary'): (text: string) => unknown {
  if (oid === int8) return Number;
  return pg.types.getTypeParser(oid, format);
}
