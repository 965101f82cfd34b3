import { randomBytes } from 'node:crypto';
import type { TypeBoxTypeProvider } from '@fastify/type-provider-typebox';
import type { FastifyInstance } from 'fastify';
import { Secret } from '#core/secret.ts';
import { hostOf, receivePush } from '#server/jobs/index.ts';
import { ApiError } from '../api-error.ts';
import type { ApiServices } from '../api-services.ts';
import { readEvent } from '../hooks/read-event.ts';
import { isAuthentic } from '../hooks/verify-hook.ts';
import { apiPrefix } from '../openapi.ts';
import { hookOperations } from '../schemas/hooks.ts';
import { noRegistry } from './find-registry.ts';
import type { RouteApp } from './route-app.ts';

const maxEventBytes = 1024 * 1024;
/** Scans that wait outside of runs; registries send an event again when it is refused. */
const maxWaiting = 1_000;
const retryAfterSeconds = 60;
const confirmTimeoutMs = 10_000;

/** Hooks of registries, and their secrets. */
export function hookRoutes(app: RouteApp, services: ApiServices): void {
  secretRoutes(app, services);
  app.register(async (scope: FastifyInstance) => {
    scope.removeAllContentTypeParsers();
    // Signatures are of the bytes; Distribution sends a media type of its own.
    scope.addContentTypeParser('*', { parseAs: 'buffer', bodyLimit: maxEventBytes }, (_request, body, done) =>
      done(null, body),
    );
    eventRoute(scope.withTypeProvider<TypeBoxTypeProvider>(), services);
  });
}

function secretRoutes(app: RouteApp, { store }: ApiServices): void {
  app.route({
    ...hookOperations.createHookSecret,
    handler: async ({ params }, reply) => {
      const secret = randomBytes(32).toString('base64url');
      if (!(await store.registries.setHookSecret(params.registryId, new Secret(secret))))
        throw noRegistry(params.registryId);
      return reply.code(201).send({ secret, path: `${apiPrefix}/hooks/${params.registryId}` });
    },
  });
  app.route({
    ...hookOperations.deleteHookSecret,
    handler: async ({ params }, reply) => {
      if (!(await store.registries.setHookSecret(params.registryId, undefined))) throw noRegistry(params.registryId);
      return reply.code(204).send(null);
    },
  });
}

function eventRoute(app: RouteApp, services: ApiServices): void {
  const { store, fetch, logger } = services;
  app.route({
    ...hookOperations.receivePush,
    bodyLimit: maxEventBytes,
    config: { isOpen: true },
    handler: async (request, reply) => {
      const { params, query, headers } = request;
      const body = Buffer.isBuffer(request.body) ? request.body : Buffer.alloc(0);
      const [registry, secret] = await Promise.all([
        store.registries.get(params.registryId),
        store.registries.hookSecret(params.registryId),
      ]);
      // Whether there is such a registry is nobody's business who does not know its secret.
      if (
        registry === undefined ||
        secret === undefined ||
        !isAuthentic({ headers, body, token: query.token }, secret)
      ) {
        throw new ApiError(
          'api/hook-refused',
          'the hook does not exist, or the call neither carries its secret nor is signed with it',
        );
      }
      const event = readEvent(body);
      if (event.kind === 'subscription') {
        await confirm(event.url, fetch);
        return reply.code(202).send({ format: 'sns', queued: [], left: [] });
      }
      const pushed = event.format.pushedTags(event.body, hostOf(registry.path));
      if (pushed.length > 0 && (await store.scans.waiting()) >= maxWaiting) {
        reply.header('retry-after', String(retryAfterSeconds));
        throw new ApiError('api/queue-full', `more than ${maxWaiting} scans wait: send the event again later`);
      }
      const { queued, left } = await receivePush(pushed, registry, services);
      // Registries tell of every pull too, and of each layer.
      const level = pushed.length > 0 ? 'info' : 'debug';
      const { name: format } = event.format;
      logger[level]({ registry: registry.id, format, queued: queued.length, left: left.length }, 'event received');
      return reply.code(202).send({ format: event.format.name, queued: [...queued], left: [...left] });
    },
  });
}

async function confirm(url: URL, fetch: typeof globalThis.fetch): Promise<void> {
  const refused = (reason: string, cause?: unknown) => {
    const message = `Amazon SNS did not confirm the subscription: ${reason}`;
    return new ApiError('api/unknown-event', message, [], { cause });
  };
  const options = { redirect: 'error', signal: AbortSignal.timeout(confirmTimeoutMs) } as const;
  const answer = await fetch(url, options).catch((error: unknown) => {
    throw refused('it cannot be reached, or sends elsewhere', error);
  });
  await answer.body?.cancel();
  if (!answer.ok) throw refused(`status ${answer.status}`);
}
