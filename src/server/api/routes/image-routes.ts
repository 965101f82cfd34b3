import { planUpgrades } from '#engine/match/index.ts';
import { ApiError } from '../api-error.ts';
import type { ApiServices } from '../api-services.ts';
import { presentVulnerability } from '../presenters/present-vulnerability.ts';
import { imageChangeOperations } from '../schemas/image-changes.ts';
import { imageOperations } from '../schemas/images.ts';
import { packageOperations } from '../schemas/packages.ts';
import { recommendationOperations } from '../schemas/recommendations.ts';
import { repositoryOperations } from '../schemas/repositories.ts';
import { vulnerabilityOperations } from '../schemas/vulnerabilities.ts';
import { sendReport } from '../send-report.ts';
import type { RouteApp } from './route-app.ts';

const defaultLimit = 100;

/** Repositories and images, and what is in them. */
export function imageRoutes(app: RouteApp, services: ApiServices): void {
  const { views } = services.store;
  app.route({
    ...repositoryOperations.listRepositories,
    handler: ({ query }) => views.listRepositories({ limit: defaultLimit, ...query }),
  });
  app.route({
    ...imageOperations.listImages,
    handler: ({ query }) => views.listImages({ limit: defaultLimit, ...query }),
  });
  app.route({
    ...imageOperations.getImage,
    handler: ({ params: { imageId } }) =>
      services.advisories.use(async (database) =>
        found(await views.imageOverview(imageId, services.now(), database), imageId),
      ),
  });
  app.route({
    ...imageOperations.listImagePlatforms,
    handler: async ({ params: { imageId }, query }) =>
      found(await views.imagePlatforms(imageId, query.repository), imageId),
  });
  reportRoute(app, services);
  recommendationRoutes(app, services);
  contentRoutes(app, services);
}

function reportRoute(app: RouteApp, services: ApiServices): void {
  app.route({
    ...imageOperations.getImageReport,
    config: { isExpensive: true },
    handler: async ({ params, query }, reply) => {
      const report = found(await readReport(params.imageId, services), params.imageId);
      if (query.format === undefined) return report;
      sendReport(reply, report, query.format);
      return reply;
    },
  });
}

function readReport(imageId: string, { store, version, now, advisories }: ApiServices) {
  return advisories.use(async (database) => {
    const status = database?.status();
    const report = await store.views.imageReport(imageId, {
      toolVersion: version,
      now: now(),
      support: database,
      advisories: status && { builtAt: status.builtAt, revision: status.revision, sources: status.sources },
    });
    if (report === undefined || database === undefined) return report;
    const severityFrom = await store.settings.severityOrder();
    return { ...report, plan: planUpgrades(report, report.findings, { database, severityFrom }) };
  });
}

function recommendationRoutes(app: RouteApp, { store: { views }, advisories, now }: ApiServices): void {
  app.route({
    ...imageChangeOperations.getImageChanges,
    handler: async ({ params: { imageId } }) => found(await views.imageChanges(imageId, now()), imageId),
  });
  app.route({
    ...recommendationOperations.getImageRecommendations,
    config: { isExpensive: true },
    handler: ({ params: { imageId } }) =>
      advisories.use(async (database) => found(await views.imageRecommendations(imageId, database), imageId)),
  });
  app.route({
    ...recommendationOperations.getImageRebuilds,
    config: { isExpensive: true },
    handler: async ({ params: { imageId } }) => found(await views.imageRebuilds(imageId), imageId),
  });
}

function contentRoutes(app: RouteApp, { store: { views }, advisories }: ApiServices): void {
  app.route({
    ...packageOperations.listImagePackages,
    handler: async ({ params, query }) =>
      found(await views.listImagePackages(params.imageId, { limit: defaultLimit, ...query }), params.imageId),
  });
  app.route({
    ...vulnerabilityOperations.listImageVulnerabilities,
    handler: async ({ params, query }) =>
      found(await views.listImageFindings(params.imageId, { limit: defaultLimit, ...query }), params.imageId),
  });
  app.route({
    ...vulnerabilityOperations.getImageVulnerability,
    handler: async ({ params }) => {
      const stored = await views.imageVulnerability(params.imageId, params.vulnerabilityId);
      if (stored === undefined) {
        throw new ApiError('api/not-found', `image ${params.imageId} has no vulnerability ${params.vulnerabilityId}`);
      }
      return advisories.use(async (database) => presentVulnerability(stored, database));
    },
  });
}

function found<T>(value: T | undefined, imageId: string): T {
  if (value === undefined) throw new ApiError('api/not-found', `there is no image ${imageId}`);
  return value;
}
