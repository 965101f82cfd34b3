import { hash } from 'node:crypto';
import type { FastifyInstance } from 'fastify';

/**
 * Marks what is read with an entity tag (RFC 9110, 8.8.3), and answers 304 where the asker has it already: screens ask again and again.
 * All else must not be stored.
 */
export function tagEntities(app: FastifyInstance): void {
  app.addHook('onSend', async (request, reply, payload) => {
    const isHead = request.method === 'HEAD';
    const isReading = (isHead || request.method === 'GET') && reply.statusCode === 200 && typeof payload === 'string';
    reply.header('cache-control', isReading ? 'private, no-cache' : 'no-store');
    if (!isReading) return payload;
    const tag = `W/"${hash('sha1', payload, 'base64url')}"`;
    reply.header('etag', tag).header('vary', 'cookie, authorization');
    if (!matches(request.headers['if-none-match'], tag)) return payload;
    reply.code(304).removeHeader('content-type').removeHeader('content-length');
    // The body of an answer to HEAD is dropped after this, once its length is known.
    return isHead ? payload : null;
  });
}

/** Weak comparison, as RFC 9110, 13.1.2 asks for. */
function matches(header: string | undefined, tag: string): boolean {
  if (header === undefined) return false;
  const given = header.split(',').map((one) => one.trim().replace(/^W\//, ''));
  return given.includes(tag.slice(2)) || given.includes('*');
}
