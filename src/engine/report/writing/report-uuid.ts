import { createHash } from 'node:crypto';
import type { ScanReport } from '#core/scan-report.ts';

/** The namespace of the documents that are written: a UUID made once, at random. */
const namespace = Buffer.from('7c2f6e0d3b0e4f0c9a5d5d0b6a1f4e83', 'hex');

/** A UUID (RFC 9562, version 5: by name) that is the same for the same report in the same format, and another for any other. */
export function reportUuid(report: ScanReport, format: string): string {
  const { image, tool, startedAt, finishedAt, advisoryDatabase } = report;
  const name = JSON.stringify([
    [format, image.id, image.reference, image.manifestDigest, tool.version, startedAt, finishedAt],
    [advisoryDatabase?.revision, report.packages.length, report.findings.length, report.problems.length],
  ]);
  const hex = createHash('sha1').update(namespace).update(name).digest('hex');
  const variant = ((Number.parseInt(hex.slice(16, 18), 16) & 0x3f) | 0x80).toString(16);
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-5${hex.slice(13, 16)}-${variant}${hex.slice(18, 20)}-${hex.slice(20, 32)}`;
}
