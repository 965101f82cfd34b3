import { type Kysely, sql } from 'kysely';
import { Migrator } from 'kysely/migration';
import { errorMessage } from '#core/errors.ts';
import { migrations } from './migrations/index.ts';
import type { Tables } from './schema.ts';
import { StoreError } from './store-error.ts';

/** Any number, the same in every Plimsoll: whoever holds it migrates, the others wait. */
const migrationLock = 7_265_301;

/** Brings the database to the shape that this release needs. Several processes may do so at once. */
export async function migrate(db: Kysely<Tables>): Promise<readonly string[]> {
  const migrator = new Migrator({
    db,
    provider: {
      getMigrations: () => Promise.resolve(Object.fromEntries(migrations.map(({ name, up }) => [name, { up }]))),
    },
    migrationTableName: 'migration',
    migrationLockTableName: 'migration_lock',
  });
  return db.connection().execute(async (connection) => {
    await sql`select pg_advisory_lock(${migrationLock})`.execute(connection);
    try {
      await refuseNewer(connection);
      const { error, results } = await migrator.migrateToLatest();
      if (error !== undefined)
        throw new StoreError(
          'store/migration-failed',
          `the database could not be brought to the shape that this release needs: ${errorMessage(error)}`,
          { cause: error },
        );
      return (results ?? []).map(({ migrationName }) => migrationName);
    } finally {
      await sql`select pg_advisory_unlock(${migrationLock})`.execute(connection);
    }
  });
}

/** An older program must not work on a database whose shape it does not know. */
async function refuseNewer(db: Kysely<Tables>): Promise<void> {
  const { rows } = await sql<{ found: boolean }>`select to_regclass('migration') is not null as found`.execute(db);
  if (rows[0]?.found !== true) return;
  const applied = await sql<{ name: string }>`select name from migration order by name`.execute(db);
  const known = new Set<string>(migrations.map(({ name }) => name));
  const unknown = applied.rows.find(({ name }) => !known.has(name));
  if (unknown === undefined) return;
  throw new StoreError(
    'store/database-newer',
    `the database has been used by a newer Plimsoll (migration ${unknown.name} is not known here): start that release`,
  );
}
