import { Readable } from 'node:stream';
import type { FastifyInstance } from 'fastify';
import { ApiError } from './api-error.ts';

/**
 * Refuses numbers that are written so large that they have no end (`1e309`). Ajv makes them of texts, and then holds no bound against them,
 * since its bounds are for finite numbers alone.
 */
export function refuseEndlessNumbers(app: FastifyInstance): void {
  app.addHook('preHandler', async ({ params, query, body }) => {
    for (const [part, values] of Object.entries({ params, querystring: query, body })) {
      const path = findEndless(values, part);
      if (path === undefined) continue;
      const message = 'is no number with an end';
      throw new ApiError('api/invalid-request', `${path} ${message}`, [{ path, message }]);
    }
  });
}

/** Our schemas are a few levels deep, and nothing deeper has passed them. */
const maxDepth = 8;

function findEndless(value: unknown, path: string, depth = 0): string | undefined {
  if (typeof value === 'number') return Number.isFinite(value) ? undefined : path;
  if (typeof value !== 'object' || value === null || depth > maxDepth) return undefined;
  // A body that the route itself reads.
  if (Buffer.isBuffer(value) || value instanceof Readable) return undefined;
  for (const [name, member] of Object.entries(value)) {
    const found = findEndless(member, `${path}/${name}`, depth + 1);
    if (found !== undefined) return found;
  }
  return undefined;
}
