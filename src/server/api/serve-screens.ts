import { access } from 'node:fs/promises';
import { join } from 'node:path';
import staticFiles from '@fastify/static';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { ApiError } from './api-error.ts';

const yearSeconds = 365 * 24 * 60 * 60;

/** Serves the built screens; addresses inside the application all lead to its one page. Says how to build them where they are not. */
export async function serveScreens(app: FastifyInstance, directory: string): Promise<void> {
  const isBuilt = await access(join(directory, 'index.html')).then(
    () => true,
    () => false,
  );
  if (isBuilt) {
    await app.register(staticFiles, {
      root: directory,
      wildcard: false,
      index: false,
      cacheControl: false,
      setHeaders: (reply, path) => {
        // Built files carry a hash of their content in their names; the page that names them does not.
        const isHashed = path.startsWith(join(directory, 'assets'));
        reply.header('cache-control', isHashed ? `public, max-age=${yearSeconds}, immutable` : 'no-cache');
      },
    });
  }
  app.get('/*', (request, reply) => (isBuilt ? page(request, reply) : notBuilt(request, reply)));
}

function page(request: FastifyRequest, reply: FastifyReply): FastifyReply {
  refuseFiles(request);
  return reply.sendFile('index.html');
}

function notBuilt(request: FastifyRequest, reply: FastifyReply): FastifyReply {
  refuseFiles(request);
  const text = 'The service runs, but its screens are not built. Run "npm run build" and start it again.';
  return reply
    .code(503)
    .type('text/html; charset=utf-8')
    .send(`<!doctype html><html lang="en"><title>Plimsoll</title><body><h1>Plimsoll</h1><p>${text}</p></body></html>`);
}

/** An address of the API, or of a file that is not there, is not a screen. */
function refuseFiles({ url }: FastifyRequest): void {
  const path = url.split('?')[0] ?? url;
  if (!path.startsWith('/api/') && !path.startsWith('/assets/')) return;
  throw new ApiError('api/not-found', `there is nothing at ${path.slice(0, 200)}`);
}
