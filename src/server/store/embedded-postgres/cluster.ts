import { execFile } from 'node:child_process';
import { chown, readFile, rename, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { StoreError } from '../store-error.ts';
import { makeOwnDirectory, type PostgresAccount } from './postgres-account.ts';
import type { PostgresBinaries } from './postgres-binaries.ts';

/** The name of the database and of its owner. */
export const databaseName = 'plimsoll';

/** Makes the database cluster at `directory` unless it is there; one left half-made by a crash is made anew. */
export async function ensureCluster(
  directory: string,
  binaries: PostgresBinaries,
  account: PostgresAccount | undefined,
): Promise<void> {
  const version = await readFile(join(directory, 'PG_VERSION'), 'utf8').catch(() => undefined);
  if (version === undefined) return createCluster(directory, binaries, account);
  if (Number(version.trim()) !== binaries.majorVersion) {
    throw new StoreError(
      'store/postgres-version',
      `the database in ${directory} was made by PostgreSQL ${version.trim()} and this is PostgreSQL ${binaries.majorVersion}: start the release of Plimsoll that made it, or run pg_upgrade`,
    );
  }
}

async function createCluster(
  directory: string,
  binaries: PostgresBinaries,
  account: PostgresAccount | undefined,
): Promise<void> {
  const temporary = `${directory}.new`;
  await rm(temporary, { recursive: true, force: true });
  await makeOwnDirectory(temporary, account);
  // The builtin provider (17 and later) orders the same on every machine, whatever locales it has.
  const locale = binaries.majorVersion >= 17 ? ['--locale-provider=builtin', '--locale=C.UTF-8'] : ['--no-locale'];
  const args = ['-D', temporary, '-U', databaseName, '--auth=trust', '--encoding=UTF8', '--no-instructions', ...locale];
  try {
    await promisify(execFile)(binaries.initdb, args, { ...account, cwd: '/', env: { LC_ALL: 'C', TZ: 'UTC' } });
  } catch (error) {
    throw new StoreError('store/postgres-failed', `cannot make a database in ${directory}: ${outputOf(error)}`, {
      cause: error,
    });
  }
  await rename(temporary, directory);
  if (account !== undefined) await chown(directory, account.uid, account.gid);
}

function outputOf(error: unknown): string {
  const text = error instanceof Error && 'stderr' in error ? String(error.stderr) : String(error);
  return text.trim().split('\n').slice(-3).join(' ');
}
