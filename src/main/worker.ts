import type { Logger } from '#core/logger.ts';
import { jobHandlers, startWorker as startJobs } from '#server/jobs/index.ts';
import { type Change, watchChanges } from '#server/store/index.ts';
import type { Config } from './config.ts';
import { ConfigError } from './config-error.ts';
import { openServices } from './open-services.ts';
import { followScan } from './server.ts';

/** A running worker. */
export interface RunningWorker {
  close(): Promise<void>;
}

/** What workers do for a server: scans and listings. Advisories are the server's business. */
const kinds: ReadonlySet<string> = new Set(['scan-image', 'scan-registry']);

/** Starts one more worker on the queue of a service that runs on the PostgreSQL of DATABASE_URL. */
export async function startWorker(config: Config, options: { readonly logger: Logger }): Promise<RunningWorker> {
  if (config.databaseUrl === undefined) {
    throw new ConfigError([
      'DATABASE_URL is missing: a worker works for a service that runs on a PostgreSQL both can reach',
    ]);
  }
  const { logger } = options;
  const stack = new AsyncDisposableStack();
  try {
    const { services, database } = await openServices(config, { logger, stack, mayMakeKey: false });
    const handlers = jobHandlers.filter(({ name }) => kinds.has(name));
    const worker = startJobs(services, { handlers, concurrency: config.concurrency });
    stack.defer(() => worker.stop());
    const onChange = (change: Change) => followScan(change, services, worker);
    const feed = await watchChanges(database, { logger, onChange });
    stack.defer(() => feed.close());
    logger.info({ concurrency: config.concurrency }, 'worker started');
    return { close: () => stack.disposeAsync() };
  } catch (error) {
    await stack.disposeAsync();
    throw error;
  }
}
