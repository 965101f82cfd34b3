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
      if (!(await store.advisories.get()).updating) await store.advisories.beginUpdate();
      await addAdvisoryUpdate(queue);
      return reply.code(202).send(await loadAdvisoryStatus(services));
    },
  });
}
