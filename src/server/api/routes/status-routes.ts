import { addAdvisoryUpdate } from '#server/jobs/index.ts';
import type { ApiServices } from '../api-services.ts';
import { loadAdvisoryStatus, loadStatus } from '../presenters/present-status.ts';
import { statusOperations } from '../schemas/status.ts';
import type { RouteApp } from './route-app.ts';

/** The service at a glance, and updates of its advisories. */
export function statusRoutes(app: RouteApp, services: ApiServices): void {
  app.route({ ...statusOperations.getStatus, handler: () => loadStatus(services) });
  app.route({
    ...statusOperations.updateAdvisories,
    handler: async (_request, reply) => {
      const { store, queue } = services;
      // The job of one that has ended may be there a moment longer.
      const replaces = await store.advisories.claimUpdate();
      await addAdvisoryUpdate(queue, { replaces });
      return reply.code(202).send(await loadAdvisoryStatus(services));
    },
  });
}
