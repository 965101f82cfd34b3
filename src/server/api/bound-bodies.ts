import type { FastifyInstance } from 'fastify';
import type { Limits } from '#core/limits.ts';
import { ApiError } from './api-error.ts';

/**
 * Ends requests whose body does not come in time, whether they have been answered or not: bodies that drip would hold connections for ever, and
 * nobody need be signed in to send them. Files take as long as they take.
 */
export function boundBodies(
  app: FastifyInstance,
  { requestBodyTimeoutMs }: Pick<Limits, 'requestBodyTimeoutMs'>,
): void {
  app.addHook('onRequest', async (request, reply) => {
    const { raw, headers, routeOptions } = request;
    const hasBody = headers['transfer-encoding'] !== undefined || Number(headers['content-length'] ?? 0) > 0;
    if (!hasBody || routeOptions.config.takesFile === true) return;
    const late = setTimeout(() => {
      if (reply.sent) return void raw.destroy();
      reply.raw.once('close', () => raw.destroy());
      const seconds = requestBodyTimeoutMs / 1000;
      const message = `the body of the request has not come within ${seconds} seconds: send it again`;
      void reply.header('connection', 'close').send(new ApiError('api/too-slow', message));
    }, requestBodyTimeoutMs);
    const done = () => clearTimeout(late);
    raw.once('end', done).once('close', done);
  });
}
