import { addScansAgain } from '#server/jobs/index.ts';
import type { ApiServices } from '../api-services.ts';
import { presentFailures } from '../presenters/present-failures.ts';
import { scanFailureOperations } from '../schemas/scan-failures.ts';
import type { RouteApp } from './route-app.ts';

/** What failed over all runs, and trying it again. */
export function scanFailureRoutes(app: RouteApp, { store, queue }: ApiServices): void {
  app.route({
    ...scanFailureOperations.listScanFailures,
    handler: async ({ query }) => ({ items: presentFailures(await store.scanFailures.counts(query)) }),
  });
  app.route({
    ...scanFailureOperations.retryScans,
    config: { scope: 'scan' },
    handler: async ({ body }, reply) => {
      const { scanIds, runIds } = await store.transaction(async (within) => {
        const restarted = await store.scanFailures.retry(body, within);
        await addScansAgain(queue, restarted.scanIds, { askedBy: 'run', within });
        return restarted;
      });
      await store.runs.reopen(runIds);
      queue.wake();
      return reply.code(202).send({ queued: scanIds.length });
    },
  });
}
