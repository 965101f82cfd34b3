import type { IncomingMessage } from 'node:http';
import type { FastifyInstance } from 'fastify';
import type { Limits } from '#core/limits.ts';
import { ApiError } from './api-error.ts';

type Bounds = Pick<Limits, 'requestBodyTimeoutMs' | 'uploadIdleTimeoutMs'>;

/**
 * Ends requests whose body does not come in time, whether they have been answered or not: bodies that drip would hold connections for ever, and
 * nobody need be signed in to send them. Files take as long as they take, while they come.
 */
export function boundBodies(app: FastifyInstance, { requestBodyTimeoutMs, uploadIdleTimeoutMs }: Bounds): void {
  app.addHook('onRequest', async (request, reply) => {
    const { raw, headers, routeOptions } = request;
    const hasBody = headers['transfer-encoding'] !== undefined || Number(headers['content-length'] ?? 0) > 0;
    if (!hasBody) return;
    if (routeOptions.config.takesFile === true) return endWhenIdle(raw, uploadIdleTimeoutMs);
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

/** Whoever has gone without a word, as a machine that sleeps, must not hold the file that was begun. */
function endWhenIdle(raw: IncomingMessage, timeoutMs: number): void {
  const { socket } = raw;
  // Node ends a connection of which nobody hears that it is idle.
  socket.setTimeout(timeoutMs);
  // Where it breaks off, the connection has ended; after its end, Node waits for the next request as long as it waits for any.
  raw.once('end', () => socket.setTimeout(0));
}
