import { Readable } from 'node:stream';
import type { FastifyInstance } from 'fastify';
import { ApiError } from './api-error.ts';

/** Refuses texts that no database takes: with NUL characters, or halves of surrogate pairs. */
export function refuseBadText(app: FastifyInstance): void {
  app.addHook('preValidation', async ({ params, query, body }) => {
    for (const [part, value] of Object.entries({ params, querystring: query, body })) {
      const path = value instanceof Readable ? undefined : findBadText(value, part);
      if (path === undefined) continue;
      const message = 'holds a NUL character, or half of a surrogate pair';
      throw new ApiError('api/invalid-request', `${path} ${message}`, [{ path, message }]);
    }
  });
}

/** Bodies are limited in size, and those of our schemas are a few levels deep: what is deeper is refused by those. */
const maxDepth = 8;

function findBadText(value: unknown, path: string, depth = 0): string | undefined {
  if (typeof value === 'string') return value.includes('\0') || !value.isWellFormed() ? path : undefined;
  if (typeof value !== 'object' || value === null || depth > maxDepth) return undefined;
  // A body that the route itself reads.
  if (Buffer.isBuffer(value)) return undefined;
  for (const [name, member] of Object.entries(value)) {
    const found = findBadText(name, path) ?? findBadText(member, `${path}/${name}`, depth + 1);
    if (found !== undefined) return found;
  }
  return undefined;
}
