import type { Static } from 'typebox';
import {
  conditionKinds,
  describeRule,
  parsePolicy,
  parseRules,
  policyTemplates,
  subjectOf,
} from '#engine/policy/index.ts';
import { addJudging } from '#server/jobs/index.ts';
import type { PolicySettings } from '#server/store/index.ts';
import { ApiError } from '../api-error.ts';
import type { ApiServices } from '../api-services.ts';
import { whoAsks } from '../guard.ts';
import { presentConditionKind, presentPolicy, presentTemplate } from '../presenters/present-policy.ts';
import { type policyInput, policyOperations } from '../schemas/policies.ts';
import { verdictOperations } from '../schemas/verdicts.ts';
import type { RouteApp } from './route-app.ts';

const defaultLimit = 100;

/** Policies, and what they come to in an image. */
export function policyRoutes(app: RouteApp, services: ApiServices): void {
  const { policies } = services.store;
  app.route({
    ...policyOperations.listPolicyConditions,
    handler: async () => ({ items: conditionKinds.map(presentConditionKind) }),
  });
  app.route({
    ...policyOperations.listPolicyTemplates,
    handler: async () => ({ items: policyTemplates.map(presentTemplate) }),
  });
  app.route({
    ...policyOperations.describePolicyRules,
    handler: async ({ body: { rules } }) => ({
      items: parseRules(rules).map((rule) => ({ description: describeRule(rule), subject: subjectOf(rule) })),
    }),
  });
  app.route({
    ...policyOperations.listPolicies,
    handler: async () => ({ items: (await policies.list()).map(presentPolicy) }),
  });
  app.route({
    ...policyOperations.getPolicy,
    handler: ({ params: { policyId } }) => read(policyId, services),
  });
  app.route({
    ...policyOperations.simulatePolicy,
    config: { isExpensive: true },
    handler: async ({ body }) => services.store.views.simulatePolicy(await settingsOf(body, services), services.now()),
  });
  writeRoutes(app, services);
  verdictRoutes(app, services);
}

function writeRoutes(app: RouteApp, services: ApiServices): void {
  const { store, queue, now, newId } = services;
  app.route({
    ...policyOperations.createPolicy,
    handler: async (request, reply) => {
      const id = newId();
      const settings = await settingsOf(request.body, services);
      await store.policies.create(id, settings, { by: whoAsks(request).username, now: now() });
      await addJudging(queue);
      return reply.code(201).send(await read(id, services));
    },
  });
  app.route({
    ...policyOperations.updatePolicy,
    handler: async (request) => {
      const { policyId } = request.params;
      const settings = await settingsOf(request.body, services);
      const isKnown = await store.policies.update(policyId, settings, { now: now() });
      if (!isKnown) throw noPolicy(policyId);
      await addJudging(queue);
      return read(policyId, services);
    },
  });
  app.route({
    ...policyOperations.deletePolicy,
    handler: async ({ params: { policyId } }, reply) => {
      if (!(await store.policies.remove(policyId))) throw noPolicy(policyId);
      await addJudging(queue);
      return reply.code(204).send(null);
    },
  });
}

function verdictRoutes(app: RouteApp, { store: { views } }: ApiServices): void {
  app.route({
    ...verdictOperations.listImageVerdicts,
    handler: async ({ params: { imageId }, query: { repository } }) => {
      const found = await views.imageVerdicts(imageId, repository);
      if (found === undefined) throw new ApiError('api/not-found', `there is no image ${imageId}`);
      return found;
    },
  });
  app.route({
    ...verdictOperations.listImageViolations,
    config: { isExpensive: true },
    handler: async ({ params: { imageId }, query }) => {
      const found = await views.imageViolations(imageId, { limit: defaultLimit, ...query });
      if (found !== undefined) return found;
      const { ruleId, policyId } = query;
      throw new ApiError(
        'api/not-found',
        `there is no image ${imageId}, or no rule ${ruleId} in force of a policy ${policyId}`,
      );
    },
  });
}

/**
 * What is no policy, or is about a registry that there never was, is refused. One that policies name already was deleted since: a policy about it can still be changed.
 */
async function settingsOf(
  { enabled = true, scope, ...body }: Static<typeof policyInput>,
  { store }: ApiServices,
): Promise<PolicySettings> {
  const { id: _, ...policy } = parsePolicy(body);
  const { registryIds = [], repositories = [], except = [] } = scope ?? {};
  const known = new Set((await store.registries.list()).map(({ id }) => id));
  if (!registryIds.every((id) => known.has(id))) {
    for (const stored of await store.policies.list()) for (const id of stored.scope.registryIds) known.add(id);
  }
  const unknown = registryIds.find((id) => !known.has(id));
  if (unknown !== undefined) {
    throw new ApiError(
      'api/invalid-request',
      `scope.registryIds: there is no registry ${unknown}: take it out, or name one that GET /registries lists`,
    );
  }
  return { ...policy, enabled, scope: { registryIds, repositories, except } };
}

async function read(policyId: string, { store }: ApiServices) {
  const stored = await store.policies.get(policyId);
  if (stored === undefined) throw noPolicy(policyId);
  return presentPolicy(stored);
}

function noPolicy(id: string): ApiError {
  return new ApiError('api/not-found', `there is no policy ${id}`);
}
