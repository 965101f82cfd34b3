import { createHash } from 'node:crypto';
import { lstat } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { StoreError } from '../store-error.ts';
import { makeOwnDirectory, type PostgresAccount } from './postgres-account.ts';

/** sockaddr_un.sun_path less its final NUL; 103 on macOS. */
const maxSocketPathBytes = 103;
const longestSocketName = '/.s.PGSQL.5432.lock';

/** A directory for sockets below the data directory, or, where its path would be too long, in the system's temporary directory. */
export function socketDirectoryFor(dataDirectory: string, temporaryDirectory: string = tmpdir()): string {
  const own = join(dataDirectory, 'run');
  if (Buffer.byteLength(own + longestSocketName) <= maxSocketPathBytes) return own;
  const hash = createHash('sha256').update(dataDirectory).digest('hex').slice(0, 16);
  return join(temporaryDirectory, `plimsoll-${hash}`);
}

/** Makes the directory for sockets; refuses one that somebody else has put there. */
export async function makeSocketDirectory(path: string, account: PostgresAccount | undefined): Promise<void> {
  const existing = await lstat(path).catch(() => undefined);
  const owners = [process.getuid?.(), account?.uid];
  if (existing !== undefined && (!existing.isDirectory() || !owners.includes(existing.uid))) {
    throw new StoreError(
      'store/data-directory-unreachable',
      `${path} belongs to somebody else, and the database's socket must lie there: remove it`,
    );
  }
  await makeOwnDirectory(path, account);
}
