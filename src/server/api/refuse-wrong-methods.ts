import type { FastifyInstance, HTTPMethods } from 'fastify';
import { ApiError } from './api-error.ts';

const methods = ['GET', 'POST', 'PUT', 'PATCH', 'DELETE', 'OPTIONS', 'TRACE', 'QUERY'] as const;

/** Answers 405 with what is allowed (RFC 9110, 15.5.6) where there is something, but not by that method. Call before any route is added. */
export function refuseWrongMethods(app: FastifyInstance): () => void {
  const known = new Map<string, Set<string>>();
  app.addHook('onRoute', ({ url, method, prefix }) => {
    const path = url.slice(prefix.length);
    const allowed = known.get(path) ?? new Set();
    for (const one of [method].flat()) allowed.add(one);
    known.set(path, allowed);
  });
  return () => {
    for (const [url, allowed] of known) {
      const method: HTTPMethods[] = methods.filter((one) => !allowed.has(one));
      const allow = [...allowed].sort().join(', ');
      if (method.length === 0) continue;
      app.route({
        url,
        method,
        config: { forReaders: true, scope: 'read' },
        // Before a body is read, which would be found wrong first.
        onRequest: async (_request, reply) => {
          reply.header('allow', allow);
          throw new ApiError('api/method-not-allowed', `this can only be asked for by ${allow}`);
        },
        handler: () => undefined,
      });
    }
  };
}
