import { Readable } from 'node:stream';
import type { FastifyReply } from 'fastify';
import type { ScanReport } from '#core/scan-report.ts';
import { findReportFormat } from '#engine/report/index.ts';
import { ApiError } from './api-error.ts';

/** Answers with a report as a file, written as it goes. Throws a `ReportError` where the format cannot state it. */
export function sendReport(reply: FastifyReply, report: ScanReport, name: string): void {
  const found = findReportFormat(name);
  if (found === undefined) throw new ApiError('api/invalid-request', `there is no report format ${name}`);
  const { format, version } = found;
  const pieces = format.write(report, { color: false, ...(version !== undefined && { version }) })[Symbol.iterator]();
  // What cannot be written throws here, before anything is sent.
  const first = pieces.next();
  const text = function* () {
    for (let piece = first; piece.done !== true; piece = pieces.next()) yield piece.value;
  };
  reply.header('content-disposition', `attachment; filename="${fileName(report)}.${format.extension}"`);
  void reply.type(format.mediaType).send(Readable.from(text(), { objectMode: false }));
}

/** From the image's name, of characters that are safe in every file system. */
function fileName({ image: { reference } }: ScanReport): string {
  const name = reference
    .split('/')
    .slice(1)
    .join('-')
    .replaceAll(/[^\w.-]+/g, '-');
  return name.slice(0, 100) || 'image';
}
