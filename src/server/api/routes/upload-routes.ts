import { Readable } from 'node:stream';
import type { FastifyInstance } from 'fastify';
import { formatPlatform, parsePlatform } from '#core/platform.ts';
import { uploadRepository } from '#core/uploaded-archive.ts';
import { addUpload } from '#server/jobs/index.ts';
import { ApiError } from '../api-error.ts';
import type { ApiServices } from '../api-services.ts';
import { presentScan } from '../presenters/present-scan.ts';
import { uploadOperations } from '../schemas/uploads.ts';
import type { RouteApp } from './route-app.ts';

declare module 'fastify' {
  interface FastifyContextConfig {
    /** The body is a file, handed to the handler as it comes. */
    readonly takesFile?: boolean;
  }
}

const fileType = 'application/octet-stream';

/** Lets routes that say so take their body as a stream; all others refuse that type. */
export function takeFiles(app: FastifyInstance): void {
  app.addContentTypeParser(fileType, (request, payload, done) => {
    if (request.routeOptions.config.takesFile === true) return done(null, payload);
    done(new ApiError('api/unsupported-media-type', 'send the request as application/json'));
  });
}

/** Archives that are uploaded to be scanned, until they are forgotten. */
export function uploadRoutes(app: RouteApp, services: ApiServices): void {
  const { store, queue, uploads, limits, newId } = services;
  app.route({
    ...uploadOperations.uploadArchive,
    config: { scope: 'scan', takesFile: true },
    handler: async (request, reply) => {
      const { name, tag } = request.query;
      const platform = readPlatform(request.query.platform);
      if (!(request.body instanceof Readable)) {
        throw new ApiError('api/unsupported-media-type', `send the archive as ${fileType}`);
      }
      const fileName = baseName(name);
      const id = newId();
      await receive(request.body, (source) => uploads.receive(id, source, { maxBytes: limits.maxUploadBytes }));
      const wanted = { id, reference: uploadRepository(fileName), platform, upload: { fileName, tag } };
      const adding = store.transaction(async (within) => {
        const added = await store.scans.createUpload(wanted, within);
        await addUpload(queue, id, within);
        return added;
      });
      const scan = await adding.catch(async (error: unknown) => {
        await uploads.remove(id);
        throw error;
      });
      queue.wake();
      return reply.code(202).send(presentScan(scan));
    },
  });
  app.route({
    ...uploadOperations.deleteUpload,
    handler: async (request, reply) => {
      const { name } = request.query;
      if (await store.images.removeUpload(name)) return reply.code(204).send(null);
      throw new ApiError('api/not-found', `no archive called ${name} is kept`);
    },
  });
}

/** Whoever still sends must be heard to the end, or the answer does not reach them: the stream is not destroyed but emptied. */
async function receive(body: Readable, use: (source: Readable) => Promise<void>): Promise<void> {
  try {
    await use(Readable.from(body.iterator({ destroyOnReturn: false }), { objectMode: false }));
  } catch (error) {
    // One that went before it was listened to ends without an error.
    if (body.errored !== null || (body.destroyed && !body.readableEnded)) {
      throw new ApiError('api/invalid-request', 'the upload broke off before its end: send the archive again');
    }
    body.resume();
    throw error;
  }
}

/** The last part of a path, without what makes text look like another: control characters and marks that turn its direction. */
function baseName(path: string): string {
  const last = path.split(/[/\\]/).at(-1) ?? '';
  const name = last
    .replaceAll(/[\p{Cc}\p{Bidi_Control}]/gu, '')
    .toWellFormed()
    .trim();
  return name === '' ? 'archive.tar' : name;
}

function readPlatform(text: string | undefined): string | undefined {
  if (text === undefined) return undefined;
  const platform = parsePlatform(text);
  if (platform !== undefined) return formatPlatform(platform);
  const message = `${text} is not OS/ARCHITECTURE[/VARIANT], as in linux/arm64`;
  throw new ApiError('api/invalid-request', message, [{ path: 'querystring/platform', message }]);
}
