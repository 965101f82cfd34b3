import type { Static } from 'typebox';
import type { ExceptionScope, ExceptionTerms } from '#core/risk-exception.ts';
import { settle } from '#server/jobs/index.ts';
import type { StoredException } from '#server/store/index.ts';
import { ApiError } from '../api-error.ts';
import type { ApiServices } from '../api-services.ts';
import { whoAsks } from '../guard.ts';
import {
  type exception,
  type exceptionInput,
  exceptionOperations,
  type exceptionTerms,
} from '../schemas/exceptions.ts';
import type { RouteApp } from './route-app.ts';

const defaultLimit = 100;
const endingWithinMs = 30 * 24 * 60 * 60 * 1000;

/** Accepted risks. */
export function exceptionRoutes(app: RouteApp, services: ApiServices): void {
  const { store, queue, now, newId } = services;
  app.route({
    ...exceptionOperations.listExceptions,
    handler: async ({ query: { vulnerability, state, ...query } }) => {
      const named = vulnerability === undefined ? undefined : nameOf(vulnerability);
      const inState = state === 'ending' ? { state: 'active' as const, lastDay: lastDayOfEnding(now()) } : { state };
      const page = await store.exceptions.list({ limit: defaultLimit, ...query, ...inState, vulnerability: named });
      return { ...page, items: page.items.map(present) };
    },
  });
  app.route({
    ...exceptionOperations.createException,
    handler: async (request, reply) => {
      const { vulnerability, package: one, scope, ...terms } = request.body;
      const about = { vulnerability: nameOf(vulnerability), ...(one !== undefined && { package: one }) };
      const made = { id: newId(), createdBy: whoAsks(request).username, createdAt: now() };
      await store.exceptions.create({ ...made, ...about, scope: scopeOf(scope), ...termsOf(terms, now()) });
      await settle(store, queue);
      return reply.code(201).send(await read(made.id, services));
    },
  });
  app.route({
    ...exceptionOperations.updateException,
    handler: async (request) => {
      const { exceptionId } = request.params;
      const change = { by: whoAsks(request).username, now: now() };
      const isKnown = await store.exceptions.update(exceptionId, termsOf(request.body, now()), change);
      if (!isKnown) throw noException(exceptionId);
      await settle(store, queue);
      return read(exceptionId, services);
    },
  });
  app.route({
    ...exceptionOperations.deleteException,
    handler: async ({ params: { exceptionId } }, reply) => {
      if (!(await store.exceptions.remove(exceptionId))) throw noException(exceptionId);
      await settle(store, queue);
      return reply.code(204).send(null);
    },
  });
}

function lastDayOfEnding(now: Date): string {
  return new Date(now.getTime() + endingWithinMs).toISOString().slice(0, 10);
}

async function read(id: string, { store }: ApiServices) {
  const stored = await store.exceptions.get(id);
  if (stored === undefined) throw noException(id);
  return present(stored);
}

/** CVE ids are written in capitals; others as they are given. */
function nameOf(vulnerability: string): string {
  return /^cve-\d/i.test(vulnerability) ? vulnerability.toUpperCase() : vulnerability;
}

function scopeOf({ kind, repository, image }: Static<typeof exceptionInput>['scope']): ExceptionScope {
  const given = { repository, image };
  const needless = (['repository', 'image'] as const).find((name) => name !== kind && given[name] !== undefined);
  if (needless !== undefined) {
    throw new ApiError(
      'api/invalid-request',
      `scope.${needless} is of no use with ${kind}: leave it out, or make the kind ${needless}`,
    );
  }
  if (kind === 'everywhere') return { kind };
  if (kind === 'repository' && repository !== undefined) return { kind, repository };
  if (kind === 'image' && image !== undefined) return { kind, image };
  throw new ApiError('api/invalid-request', `scope.${kind} is missing: say which ${kind} it is`);
}

function termsOf(
  { reason, comment, until, untilFixed = false }: Static<typeof exceptionTerms>,
  now: Date,
): ExceptionTerms {
  if (until !== undefined && until < now.toISOString().slice(0, 10)) {
    throw new ApiError(
      'api/invalid-request',
      `until: ${until} is over: give a day from today on, or leave it out for no end`,
    );
  }
  return { reason, comment: comment.trim(), ...(until !== undefined && { until }), untilFixed };
}

function present({ images, createdAt, updatedAt, ...rest }: StoredException): Static<typeof exception> {
  const { total, totalIsAtLeast } = images;
  return {
    ...rest,
    images: total,
    ...(totalIsAtLeast !== undefined && { imagesAreAtLeast: totalIsAtLeast }),
    createdAt: createdAt.toISOString(),
    updatedAt: updatedAt.toISOString(),
  };
}

function noException(id: string): ApiError {
  return new ApiError('api/not-found', `there is no exception ${id}: it may have been withdrawn meanwhile`);
}
