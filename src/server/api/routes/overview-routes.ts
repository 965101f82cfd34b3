import { ApiError } from '../api-error.ts';
import type { ApiServices } from '../api-services.ts';
import { whoAsks } from '../guard.ts';
import { loadAdvisoryStatus } from '../presenters/present-status.ts';
import { presentFacts } from '../presenters/present-vulnerability.ts';
import { overviewOperations } from '../schemas/overviews.ts';
import type { RouteApp } from './route-app.ts';

const defaultLimit = 100;

/** What reaches over all images: vulnerabilities, packages, comparisons, search, the dashboard. */
export function overviewRoutes(app: RouteApp, services: ApiServices): void {
  const { views, trends } = services.store;
  vulnerabilityRoutes(app, services);
  app.route({
    ...overviewOperations.getPackage,
    handler: async ({ params: { type, name } }) => {
      const found = await views.findPackage(type, name);
      if (found === undefined) throw new ApiError('api/not-found', `no image holds a package ${name} of type ${type}`);
      return found;
    },
  });
  app.route({
    ...overviewOperations.compareImages,
    config: { isExpensive: true },
    handler: async ({ query: { from, to } }) => {
      const compared = await views.compareImages(from, to);
      if ('missing' in compared) throw new ApiError('api/not-found', `there is no image ${compared.missing}`);
      return compared;
    },
  });
  app.route({ ...overviewOperations.search, handler: ({ query: { q } }) => views.searchAll(q) });
  app.route({
    ...overviewOperations.getDashboard,
    handler: async (request) => {
      const now = services.now();
      const since = await trends.visit(whoAsks(request).id, now);
      const [whole, advisories] = await Promise.all([views.dashboard(since, now), loadAdvisoryStatus(services)]);
      return { ...whole, advisories };
    },
  });
}

function vulnerabilityRoutes(app: RouteApp, { store: { views }, advisories }: ApiServices): void {
  app.route({
    ...overviewOperations.getVulnerability,
    handler: async ({ params: { vulnerabilityId } }) => {
      const stored = await views.findVulnerability(vulnerabilityId);
      if (stored === undefined) {
        throw new ApiError('api/not-found', `no image has a vulnerability ${vulnerabilityId}`);
      }
      const { images, packages } = stored;
      return advisories.use(async (database) => ({ ...presentFacts(stored, database), images, packages }));
    },
  });
  app.route({
    ...overviewOperations.listVulnerableRepositories,
    handler: ({ params, query }) =>
      views.listVulnerableRepositories(params.vulnerabilityId, { limit: defaultLimit, ...query }),
  });
}
