import type { AddressInfo } from 'node:net';
import type { Logger } from '#core/logger.ts';
import type { Secret } from '#core/secret.ts';
import {
  type ApiServices,
  createApiServer,
  createEventHub,
  loadStatus,
  presentRun,
  presentScan,
} from '#server/api/index.ts';
import { createAuthentication } from '#server/auth/index.ts';
import { type JobServices, jobHandlers, startSchedules, startWorker, type Worker } from '#server/jobs/index.ts';
import { type Change, watchChanges } from '#server/store/index.ts';
import type { Config } from './config.ts';
import { listen } from './listen.ts';
import { makeFirstPolicy } from './make-first-policy.ts';
import { openServices } from './open-services.ts';

/** A running service. */
export interface RunningServer {
  /** Where it listens: `http://127.0.0.1:8080`. */
  readonly url: string;
  /** Password of `admin`, at the first start only. */
  readonly adminPassword: Secret | undefined;
  /** Settles when the service has lost its database and must be started again. */
  readonly failed: Promise<void>;
  /** Gives work back to the queue and ends everything. */
  close(): Promise<void>;
}

/** Starts the whole service in this process: database, API and screens, worker, schedules. */
export async function startServer(config: Config, options: { readonly logger: Logger }): Promise<RunningServer> {
  const { logger } = options;
  const stack = new AsyncDisposableStack();
  try {
    const { services, database, databaseEnded, isAlone } = await openServices(config, {
      logger,
      stack,
      mayMakeKey: true,
    });
    const authentication = createAuthentication(services.store, services.now);
    if (isAlone) await services.queue.releaseAll();
    await services.uploads.sweep(new Set(await services.store.scans.pendingUploads()));
    const worker = startWorker(services, { handlers: jobHandlers, concurrency: config.concurrency });
    stack.defer(() => worker.stop());
    const schedules = startSchedules(services, config);
    stack.defer(() => schedules.stop());
    const api = apiServices(services, config, authentication);
    stack.defer(() => api.events.close());
    const onChange = (change: Change) => {
      api.events.changed(change);
      followScan(change, services, worker);
    };
    const feed = await watchChanges(database, { logger, onChange });
    stack.defer(() => feed.close());
    const app = await createApiServer(api, config);
    stack.defer(() => app.close());
    await listen(app, config);
    // Last: a password that is made before something fails is never shown.
    const adminPassword = await authentication.ensureAdministrator();
    if (adminPassword !== undefined) await makeFirstPolicy(services);
    const url = urlOf(config.host, app.server.address());
    logger.info({ url }, 'service started');
    return { url, adminPassword, failed: databaseEnded, close: () => stack.disposeAsync() };
  } catch (error) {
    await stack.disposeAsync();
    throw error;
  }
}

function apiServices(
  services: JobServices,
  config: Config,
  authentication: ApiServices['authentication'],
): ApiServices {
  const { store, logger, toolVersion: version } = services;
  const { demo } = config;
  const events = createEventHub(
    {
      scan: async (id) => {
        const scan = await store.scans.get(id);
        return scan && presentScan(scan);
      },
      run: async (id) => {
        const run = await store.runs.get(id);
        return run && presentRun(run);
      },
      status: () => loadStatus({ ...services, version, demo }),
    },
    logger,
  );
  return { ...services, authentication, events, version, demo };
}

/** A scan that has been added, by whatever process, is looked for at once; one that is cancelled while it runs here is stopped. */
export function followScan(change: Change, { store, queue, logger }: JobServices, worker: Worker): void {
  if (change.kind !== 'scan') return;
  queue.wake();
  store.scans.get(change.id).then(
    (scan) => {
      if (scan !== undefined && scan.state !== 'cancelled') return;
      for (const job of ['scan-image', 'scan-upload']) worker.cancel(job, change.id);
    },
    (error: unknown) => logger.warn({ error: String(error) }, 'cannot look up a scan that has changed'),
  );
}

function urlOf(host: string, address: string | AddressInfo | null): string {
  const port = typeof address === 'object' && address !== null ? address.port : 0;
  const name = host === '0.0.0.0' || host === '::' ? 'localhost' : host;
  return `http://${name.includes(':') ? `[${name}]` : name}:${port}`;
}
