import { chmod, chown, mkdir, readFile, stat } from 'node:fs/promises';
import { dirname, resolve } from 'node:path';
import { StoreError } from '../store-error.ts';

/** The user that PostgreSQL runs as; undefined means our own. PostgreSQL refuses to run as root. */
export interface PostgresAccount {
  readonly uid: number;
  readonly gid: number;
}

/** Where we are root, the account `nobody`, as /etc/passwd names it. */
export async function postgresAccount(): Promise<PostgresAccount | undefined> {
  if (process.getuid?.() !== 0) return undefined;
  const passwd = await readFile('/etc/passwd', 'utf8').catch(() => '');
  const fields = passwd
    .split('\n')
    .find((line) => line.startsWith('nobody:'))
    ?.split(':');
  return { uid: Number(fields?.[2] ?? 65_534), gid: Number(fields?.[3] ?? 65_534) };
}

/** Makes a directory that the account owns and nobody else may enter. */
export async function makeOwnDirectory(path: string, account: PostgresAccount | undefined): Promise<void> {
  await mkdir(path, { recursive: true, mode: 0o700 });
  if (account !== undefined) await chown(path, account.uid, account.gid);
  await chmod(path, 0o700);
}

/** Makes a directory that the account may pass through to what it owns, and where only we write. */
export async function makeParent(path: string, account: PostgresAccount | undefined): Promise<void> {
  await mkdir(path, { recursive: true });
  await chmod(path, account === undefined ? 0o700 : 0o711);
}

/** Lets the account pass through the data directory, and says which directory above it bars the way. */
export async function openTheWay(dataDirectory: string, account: PostgresAccount | undefined): Promise<void> {
  if (account === undefined) return;
  await chmod(dataDirectory, 0o711);
  for (let path = dirname(resolve(dataDirectory)); ; path = dirname(path)) {
    const { mode, uid, gid } = await stat(path);
    const bit = uid === account.uid ? 0o100 : gid === account.gid ? 0o010 : 0o001;
    if ((mode & bit) === 0) {
      throw new StoreError(
        'store/data-directory-unreachable',
        `PostgreSQL does not run as root, and the user "nobody" may not enter ${path}: give --data a directory that everyone can reach, such as /var/lib/plimsoll, or start Plimsoll as another user`,
      );
    }
    if (path === dirname(path)) return;
  }
}
