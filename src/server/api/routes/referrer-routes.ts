import { ApiError } from '../api-error.ts';
import type { ApiServices } from '../api-services.ts';
import { referrerOperations } from '../schemas/referrers.ts';
import type { RouteApp } from './route-app.ts';

/** What is attached to images. */
export function referrerRoutes(app: RouteApp, { store }: ApiServices): void {
  app.route({
    ...referrerOperations.listImageReferrers,
    handler: async ({ params: { imageId } }) => {
      const found = await store.referrers.ofImage(imageId);
      if (found === undefined) throw new ApiError('api/not-found', `there is no image ${imageId}`);
      return {
        items: found.map(({ artifactType, ...one }) => ({
          ...one,
          ...(artifactType !== undefined && { artifactType }),
        })),
      };
    },
  });
}
