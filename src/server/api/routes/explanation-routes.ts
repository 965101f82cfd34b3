import { explainVulnerability } from '#engine/match/index.ts';
import { ApiError } from '../api-error.ts';
import type { ApiServices } from '../api-services.ts';
import { presentExplanation } from '../presenters/present-explanation.ts';
import { explanationOperations } from '../schemas/explanations.ts';
import type { RouteApp } from './route-app.ts';

/** Explanations of findings, and of what is none. */
export function explanationRoutes(app: RouteApp, { store, advisories }: ApiServices): void {
  app.route({
    ...explanationOperations.explainImageVulnerability,
    config: { isExpensive: true },
    handler: async ({ params: { imageId, vulnerabilityId } }) => {
      const image = await store.views.imageMatches(imageId);
      if (image === undefined) throw new ApiError('api/not-found', `there is no image ${imageId}`);
      return advisories.use(async (database) => {
        if (database === undefined) {
          throw new ApiError('api/no-advisories', 'there is no advisory database yet: update the advisories first');
        }
        return presentExplanation(
          explainVulnerability(image, image.findings, { vulnerability: vulnerabilityId, database }),
        );
      });
    },
  });
}
