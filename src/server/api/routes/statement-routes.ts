import { hash } from 'node:crypto';
import type { TypeBoxTypeProvider } from '@fastify/type-provider-typebox';
import type { FastifyInstance } from 'fastify';
import type { Static } from 'typebox';
import { readVexDocument } from '#engine/vex/index.ts';
import { settle } from '#server/jobs/index.ts';
import { ApiError } from '../api-error.ts';
import type { ApiServices } from '../api-services.ts';
import { whoAsks } from '../guard.ts';
import { statementOperations, type vexDocument } from '../schemas/statements.ts';
import type { RouteApp } from './route-app.ts';

/** Statements on what affects images and what does not. */
export function statementRoutes(app: RouteApp, services: ApiServices): void {
  const { store, queue } = services;
  app.route({
    ...statementOperations.listVexDocuments,
    handler: async () => ({ items: await documents(services) }),
  });
  app.route({
    ...statementOperations.deleteVexDocument,
    handler: async ({ params: { name } }, reply) => {
      if (!(await store.statements.remove(name))) throw new ApiError('api/not-found', `there is no document ${name}`);
      await settle(store, queue);
      return reply.code(204).send(null);
    },
  });
  app.register(async (scope: FastifyInstance) => {
    scope.removeAllContentTypeParsers();
    // Read under limits of its own, whatever it is called.
    const options = { parseAs: 'buffer', bodyLimit: services.limits.maxVexUploadBytes } as const;
    scope.addContentTypeParser('*', options, (_request, body, done) => done(null, body));
    uploadRoute(scope.withTypeProvider<TypeBoxTypeProvider>(), services);
  });
}

function uploadRoute(app: RouteApp, services: ApiServices): void {
  const { store, queue, limits, now } = services;
  app.route({
    ...statementOperations.putVexDocument,
    bodyLimit: limits.maxVexUploadBytes,
    config: { isExpensive: true },
    handler: async (request) => {
      const { name } = request.params;
      const bytes = Buffer.isBuffer(request.body) ? request.body : Buffer.alloc(0);
      const { format, statements } = readVexDocument(bytes, name, {
        maxVexBytes: limits.maxVexUploadBytes,
        maxVexValues: limits.maxVexUploadValues,
      });
      const digest = `sha256:${hash('sha256', bytes)}`;
      const about = { uploadedBy: whoAsks(request).username, uploadedAt: now() };
      const document = { name, format, digest, size: bytes.length, statements, ...about };
      await store.statements.save(document, { maxStatements: limits.maxVexStatements });
      await settle(store, queue);
      const saved = (await documents(services)).find((one) => one.name === name);
      if (saved === undefined) throw new ApiError('api/not-found', `the document ${name} has been removed meanwhile`);
      return saved;
    },
  });
}

async function documents({ store }: ApiServices): Promise<readonly Static<typeof vexDocument>[]> {
  const stored = await store.statements.list();
  return stored.map((one) => ({ ...one, uploadedAt: one.uploadedAt.toISOString() }));
}
