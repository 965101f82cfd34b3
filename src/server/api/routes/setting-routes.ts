import { settle } from '#server/jobs/index.ts';
import type { ApiServices } from '../api-services.ts';
import { settingOperations } from '../schemas/settings.ts';
import type { RouteApp } from './route-app.ts';

/** Settings of the whole service. */
export function settingRoutes(app: RouteApp, { store, queue }: ApiServices): void {
  const present = async () => ({ order: [...(await store.settings.severityOrder())] });
  app.route({ ...settingOperations.getSeverityOrder, handler: present });
  app.route({
    ...settingOperations.setSeverityOrder,
    handler: async ({ body: { order } }) => {
      await store.settings.setSeverityOrder(order);
      await settle(store, queue);
      return present();
    },
  });
}
