import type { ApiServices } from '../api-services.ts';
import { artifactOperations } from '../schemas/artifacts.ts';
import type { RouteApp } from './route-app.ts';

const defaultLimit = 100;

/** What registries hold besides images. */
export function artifactRoutes(app: RouteApp, { store }: ApiServices): void {
  app.route({
    ...artifactOperations.listArtifacts,
    handler: async ({ query }) => {
      const page = await store.artifacts.list({ limit: defaultLimit, ...query });
      return {
        ...page,
        items: page.items.map(({ digest, seenAt, ...one }) => ({
          ...one,
          ...(digest !== undefined && { digest }),
          seenAt: seenAt.toISOString(),
        })),
      };
    },
  });
}
