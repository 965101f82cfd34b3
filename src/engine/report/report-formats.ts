import { json } from './formats/json/json.ts';
import { table } from './formats/table/table.ts';
import type { ReportFormat } from './report-format.ts';

/** Every way to write a report; the first is the default. */
export const reportFormats = [table, json] as const satisfies readonly ReportFormat[];

export type ReportFormatName = (typeof reportFormats)[number]['name'];

/** Finds a format by name. */
export function findReportFormat(
  name: string,
  formats: readonly ReportFormat[] = reportFormats,
): ReportFormat | undefined {
  return formats.find((format) => format.name === name);
}
