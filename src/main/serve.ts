import type { ServiceOptions } from '#cli/index.ts';
import { readConfig } from './config.ts';
import { createLogger } from './logger.ts';
import { startServer } from './server.ts';
import { startWorker } from './worker.ts';

/** Runs the service until the signal aborts; says on stdout where it is and, at the first start, how to sign in. */
export async function serve(options: ServiceOptions, signal: AbortSignal): Promise<void> {
  const config = readConfig(options);
  const server = await startServer(config, { logger: createLogger(config.logLevel) });
  const { adminPassword } = server;
  if (adminPassword !== undefined) {
    process.stdout.write(
      `\n  Sign in as   admin\n  Password     ${adminPassword.reveal()}\n  (shown only now; change it in the menu at the top right)\n\n`,
    );
  }
  process.stdout.write(`Plimsoll runs at ${server.url}\n`);
  const stopped = await Promise.race([aborted(signal), server.failed.then(() => 'failed' as const)]);
  await server.close();
  if (stopped === 'failed') throw new Error('the database ended by itself: see the log, and start Plimsoll again');
}

/** Runs a worker until the signal aborts. */
export async function work(options: ServiceOptions, signal: AbortSignal): Promise<void> {
  const config = readConfig(options);
  const worker = await startWorker(config, { logger: createLogger(config.logLevel) });
  process.stdout.write('Plimsoll worker runs\n');
  await aborted(signal);
  await worker.close();
}

function aborted(signal: AbortSignal): Promise<'aborted'> {
  if (signal.aborted) return Promise.resolve('aborted');
  return new Promise((resolve) => signal.addEventListener('abort', () => resolve('aborted'), { once: true }));
}
