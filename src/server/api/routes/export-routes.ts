import { Readable } from 'node:stream';
import type { FastifyReply } from 'fastify';
import type { ApiServices } from '../api-services.ts';
import {
  type ExportFormat,
  exportMediaTypes,
  findingColumns,
  imageColumns,
  writeExport,
} from '../exports/write-export.ts';
import { exportOperations } from '../schemas/exports.ts';
import type { RouteApp } from './route-app.ts';

/** Files of exactly what a listing shows, written as they are read. */
export function exportRoutes(app: RouteApp, { store: { views } }: ApiServices): void {
  app.route({
    ...exportOperations.exportImages,
    config: { isExpensive: true },
    handler: ({ query: { format = 'csv', ...listing } }, reply) => {
      answer(reply, 'images', format, writeExport(views.exportImages(listing), format, imageColumns));
    },
  });
  app.route({
    ...exportOperations.exportFindings,
    config: { isExpensive: true },
    handler: ({ query: { format = 'csv', ...filter } }, reply) => {
      answer(reply, 'findings', format, writeExport(views.exportFindings(filter), format, findingColumns));
    },
  });
}

function answer(reply: FastifyReply, name: string, format: ExportFormat, text: AsyncIterable<string>): void {
  reply.header('content-disposition', `attachment; filename="plimsoll-${name}.${format}"`);
  void reply.type(exportMediaTypes[format]).send(Readable.from(text, { objectMode: false }));
}
