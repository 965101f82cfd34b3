import type { Static } from 'typebox';
import type { StoredView } from '#server/store/index.ts';
import { ApiError } from '../api-error.ts';
import type { ApiServices } from '../api-services.ts';
import { whoAsks } from '../guard.ts';
import { type view, viewOperations } from '../schemas/views.ts';
import type { RouteApp } from './route-app.ts';

/** Saved views: those of whoever asks, readers too. */
export function viewRoutes(app: RouteApp, { store: { savedViews }, newId }: ApiServices): void {
  app.route({
    ...viewOperations.listViews,
    handler: async (request) => ({ items: (await savedViews.list(whoAsks(request).id)).map(present) }),
  });
  app.route({
    ...viewOperations.createView,
    config: { forReaders: true },
    handler: async (request, reply) => {
      const created = await savedViews.save(whoAsks(request).id, newId(), request.body);
      return reply.code(201).send(present(created));
    },
  });
  app.route({
    ...viewOperations.updateView,
    config: { forReaders: true },
    handler: async (request) => {
      const { id } = whoAsks(request);
      const { viewId } = request.params;
      const known = await savedViews.list(id);
      if (!known.some((one) => one.id === viewId)) throw noView(viewId);
      return present(await savedViews.save(id, viewId, request.body));
    },
  });
  app.route({
    ...viewOperations.deleteView,
    config: { forReaders: true },
    handler: async (request, reply) => {
      const { viewId } = request.params;
      if (!(await savedViews.remove(whoAsks(request).id, viewId))) throw noView(viewId);
      return reply.code(204).send(null);
    },
  });
}

function noView(id: string): ApiError {
  return new ApiError('api/not-found', `you have no saved view ${id}`);
}

function present({ id, screen, name, query, columns, isDefault }: StoredView): Static<typeof view> {
  return { id, screen, name, query: { ...query }, columns: [...columns], isDefault };
}
