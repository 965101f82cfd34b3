import { Readable } from 'node:stream';
import type { FastifyReply } from 'fastify';
import type { Static } from 'typebox';
import type { ApiServices } from '../api-services.ts';
import {
  type ExportFormat,
  exportMediaTypes,
  findingColumns,
  imageColumns,
  writeExport,
} from '../exports/write-export.ts';
import { type exportedFinding, exportOperations } from '../schemas/exports.ts';
import type { RouteApp } from './route-app.ts';

/** Files of exactly what a listing shows, written as they are read. */
export function exportRoutes(app: RouteApp, { store: { views } }: ApiServices): void {
  app.route({
    ...exportOperations.exportImages,
    config: { isExpensive: true },
    handler: async ({ query: { format = 'csv', ...listing } }, reply) => {
      await answer(reply, 'images', format, writeExport(views.exportImages(listing), format, imageColumns));
      return reply;
    },
  });
  app.route({
    ...exportOperations.exportFindings,
    config: { isExpensive: true },
    handler: async ({ query: { format = 'csv', ...filter } }, reply) => {
      const rows: AsyncIterable<readonly Static<typeof exportedFinding>[]> = views.exportFindings(filter);
      await answer(reply, 'findings', format, writeExport(rows, format, findingColumns));
      return reply;
    },
  });
}

async function answer(
  reply: FastifyReply,
  name: string,
  format: ExportFormat,
  pieces: AsyncGenerator<string>,
): Promise<void> {
  // A query that fails must fail the request, which it cannot once the answer has begun.
  const first = await pieces.next();
  // Whoever goes before it has begun to be read leaves a cursor open; whoever has gone by now does not go again.
  const giveUp = () => void pieces.return(undefined).catch(() => undefined);
  reply.raw.once('close', giveUp);
  if (reply.raw.closed) giveUp();
  const text = async function* () {
    if (first.done !== true) yield first.value;
    yield* pieces;
  };
  reply.header('content-disposition', `attachment; filename="plimsoll-${name}.${format}"`);
  void reply.type(exportMediaTypes[format]).send(Readable.from(text(), { objectMode: false }));
}
