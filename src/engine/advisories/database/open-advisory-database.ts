import { statSync } from 'node:fs';
import { DatabaseSync } from 'node:sqlite';
import { pathToFileURL } from 'node:url';
import { AdvisoryError } from '../advisory-error.ts';
import type { AdvisoryDatabase, AdvisoryDatabaseStatus } from './advisory-database.ts';
import { applicationId, formatVersion } from './schema.ts';
import { SqliteAdvisoryDatabase } from './sqlite-advisory-database.ts';

const remedy = 'build it with "plimsoll advisories update"';

/** Opens the advisory database at `path` for reading. Throws an {@link AdvisoryError} where there is none, or none that can be read. */
export function openAdvisoryDatabase(path: string): AdvisoryDatabase {
  const size = statSync(path, { throwIfNoEntry: false })?.size;
  if (size === undefined) {
    throw new AdvisoryError('advisories/no-database', `there is no advisory database at ${path}: ${remedy}`);
  }
  let database: DatabaseSync | undefined;
  try {
    database = new DatabaseSync(addressOf(path), { readOnly: true });
    checkFormat(database, path, size);
    database.exec('PRAGMA mmap_size = 1073741824; PRAGMA cache_size = -16384; PRAGMA query_only = ON;');
    return new SqliteAdvisoryDatabase(path, database, readStatus(database, size));
  } catch (error) {
    if (database?.isOpen === true) database.close();
    if (error instanceof AdvisoryError) throw error;
    throw new AdvisoryError(
      'advisories/database-corrupt',
      `${path} is no advisory database, or a damaged one: ${remedy}`,
      {
        cause: error,
      },
    );
  }
}

/** The file never changes in place, so SQLite need neither lock it nor look for a journal: that is half of a look-up's time. */
function addressOf(path: string): URL {
  const address = pathToFileURL(path);
  address.searchParams.set('immutable', '1');
  return address;
}

function checkFormat(database: DatabaseSync, path: string, size: number): void {
  const pragma = (name: string) => Number(Object.values(database.prepare(`PRAGMA ${name}`).get() ?? {})[0]);
  if (pragma('application_id') !== applicationId) {
    throw new AdvisoryError('advisories/database-corrupt', `${path} is no advisory database: ${remedy}`);
  }
  const version = pragma('user_version');
  if (version !== formatVersion) {
    throw new AdvisoryError(
      'advisories/database-version',
      `the advisory database ${path} has format ${version} and this program reads format ${formatVersion}: ${remedy}`,
    );
  }
  if (pragma('page_count') * pragma('page_size') > size) {
    throw new AdvisoryError('advisories/database-corrupt', `the advisory database ${path} is cut short: ${remedy}`);
  }
}

function readStatus(database: DatabaseSync, size: number): AdvisoryDatabaseStatus {
  const meta = new Map(
    database
      .prepare('SELECT name, value FROM meta')
      .all()
      .map((row) => [String(row.name), String(row.value)]),
  );
  const [builtAt, revision] = [meta.get('built_at'), Number(meta.get('revision'))];
  if (builtAt === undefined || !Number.isInteger(revision)) throw new Error('it has no build time or revision');
  const feeds = database.prepare('SELECT name, fetched_at, records FROM feeds ORDER BY name').all();
  const failures = database.prepare('SELECT name, error FROM failures ORDER BY name').all();
  return {
    builtAt,
    revision,
    size,
    sample: meta.get('sample') === '1',
    sources: feeds.map((row) => ({
      name: String(row.name),
      fetchedAt: String(row.fetched_at),
      records: Number(row.records),
    })),
    failures: failures.map((row) => ({ name: String(row.name), error: String(row.error) })),
  };
}
