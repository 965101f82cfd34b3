import { rm } from 'node:fs/promises';
import { connect, createServer, type Server } from 'node:net';
import { StoreError } from '../store-error.ts';

/** Held while a process uses a data directory. */
export interface DataDirectoryLock {
  release(): Promise<void>;
}

/**
 * Takes a data directory for this process: a socket at `path` on which it listens. The system ends it with the process, however
 * that ends, so no stale lock remains; PostgreSQL's own lock stands behind it.
 */
export async function lockDataDirectory(path: string, dataDirectory: string): Promise<DataDirectoryLock> {
  if (await answers(path)) {
    throw new StoreError(
      'store/data-directory-in-use',
      `another Plimsoll is using ${dataDirectory}: stop it, give this one a --data directory of its own, or let both use one DATABASE_URL`,
    );
  }
  await rm(path, { force: true });
  const server = createServer((socket) => socket.destroy());
  await listen(server, path);
  server.unref();
  return { release: () => new Promise((resolve) => server.close(() => resolve())) };
}

function answers(path: string): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = connect(path);
    socket.once('connect', () => resolve(true)).once('error', () => resolve(false));
    socket.once('connect', () => socket.destroy());
  });
}

function listen(server: Server, path: string): Promise<void> {
  return new Promise((resolve, reject) => {
    server.once('error', reject).listen(path, () => resolve());
  });
}
