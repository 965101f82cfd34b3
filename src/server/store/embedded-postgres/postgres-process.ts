import { type ChildProcess, spawn } from 'node:child_process';
import { readFile } from 'node:fs/promises';
import { totalmem } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { setTimeout as delay } from 'node:timers/promises';
import type { Logger } from '#core/logger.ts';
import { StoreError } from '../store-error.ts';
import type { PostgresAccount } from './postgres-account.ts';

/** A running PostgreSQL server. */
export interface PostgresProcess {
  /** Settles when the server has ended, wanted or not. */
  readonly ended: Promise<void>;
  /** Fast shutdown: ends connections, writes a checkpoint, exits. */
  stop(): Promise<void>;
}

interface StartOptions {
  readonly postgres: string;
  readonly cluster: string;
  readonly socketDirectory: string;
  readonly account: PostgresAccount | undefined;
  readonly logger: Logger;
}

const startTimeoutMs = 120_000;
const stopTimeoutMs = 30_000;
const leftOverTimeoutMs = 20_000;

/**
 * An eighth of what the machine has, or the container that this runs in: what listings, sets and packages of 100,000 images take is read
 * from there in place of the files. Memory that nothing is read into is not taken.
 */
function sharedMiB(): number {
  const container = process.constrainedMemory();
  const bytes = container > 0 ? Math.min(container, totalmem()) : totalmem();
  return Math.min(Math.max(Math.floor(bytes / 8 / 2 ** 20), 128), 1024);
}

/** Starts the server on its unix socket only, and waits until it answers. It ends when this process does, however that ends. */
export async function startPostgresProcess(options: StartOptions): Promise<PostgresProcess> {
  await awaitLeftOver(options.cluster);
  const settings = {
    listen_addresses: '',
    unix_socket_directories: options.socketDirectory,
    unix_socket_permissions: '0700',
    max_connections: '100',
    shared_buffers: `${sharedMiB()}MB`,
    max_wal_size: '512MB',
    jit: 'off',
    logging_collector: 'off',
    log_destination: 'stderr',
    log_min_messages: 'warning',
    log_checkpoints: 'off',
    TimeZone: 'UTC',
  };
  const args = Object.entries(settings).flatMap(([name, value]) => ['-c', `${name}=${value}`]);
  // A process group of its own: Ctrl-C on the terminal must reach us first, and the database last.
  const child = spawn(options.postgres, ['-D', options.cluster, ...args], {
    ...options.account,
    cwd: '/',
    env: { LC_ALL: 'C', TZ: 'UTC' },
    stdio: ['ignore', 'ignore', 'pipe'],
    detached: true,
  });
  const ended = new Promise<void>((resolve) => child.once('exit', () => resolve()).once('error', () => resolve()));
  const watchdog = endWithThisProcess(child);
  await untilReady(child, options.logger).catch(async (error: unknown) => {
    watchdog.kill('SIGKILL');
    child.kill('SIGINT');
    throw error;
  });
  return { ended, stop: () => stop(child, watchdog, ended) };
}

/** A server that outlived a killed process is about to end: it does so within a moment, and must before the next one starts. */
async function awaitLeftOver(cluster: string): Promise<void> {
  const until = Date.now() + leftOverTimeoutMs;
  while (Date.now() < until) {
    const text = await readFile(join(cluster, 'postmaster.pid'), 'utf8').catch(() => '');
    const pid = Number(text.split('\n')[0]);
    if (!Number.isInteger(pid) || pid <= 0 || !isAlive(pid)) return;
    await delay(20);
  }
}

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return error instanceof Error && 'code' in error && error.code === 'EPERM';
  }
}

/** A shell that waits for the end of our pipe, which comes with our end even by kill -9, and then stops the server. */
function endWithThisProcess(server: ChildProcess): ChildProcess {
  const script = 'read -r _; kill -INT "$1" 2>/dev/null';
  const watchdog = spawn('/bin/sh', ['-c', script, 'plimsoll-watchdog', String(server.pid)], {
    // Ours may hold the encryption key.
    env: {},
    stdio: ['pipe', 'ignore', 'ignore'],
    detached: true,
  });
  watchdog.once('error', () => undefined);
  server.once('exit', () => watchdog.kill('SIGKILL'));
  return watchdog;
}

function untilReady(child: ChildProcess, logger: Logger): Promise<void> {
  return new Promise((resolve, reject) => {
    const last: string[] = [];
    const fail = (what: string) =>
      reject(
        new StoreError('store/postgres-failed', `PostgreSQL ${what}: ${last.slice(-4).join(' ') || 'no message'}`),
      );
    const timer = setTimeout(() => fail('did not get ready in time'), startTimeoutMs);
    child.once('error', (error) => fail(`could not be started: ${error.message}`));
    // Not `exit`, which may come before the last lines of what it said are read.
    child.once('close', (code) => fail(`ended with code ${code}`));
    child.once('close', () => clearTimeout(timer));
    if (child.stderr === null) return;
    createInterface({ input: child.stderr }).on('line', (line) => {
      last.push(line);
      if (last.length > 20) last.shift();
      logger.debug({ line }, 'postgres');
      if (!line.includes('database system is ready to accept connections')) return;
      clearTimeout(timer);
      resolve();
    });
  });
}

async function stop(child: ChildProcess, watchdog: ChildProcess, ended: Promise<void>): Promise<void> {
  watchdog.kill('SIGKILL');
  if (child.exitCode === null && child.signalCode === null) child.kill('SIGINT');
  const timer = setTimeout(() => child.kill('SIGQUIT'), stopTimeoutMs);
  await ended;
  clearTimeout(timer);
}
