/** A report as text, in any format. `report-format.ts` says what a format is. */

export { ReportError, type ReportErrorCode } from './report-error.ts';
export type { ReportFormat, ReportOptions } from './report-format.ts';
export {
  type FoundFormat,
  findReportFormat,
  type ReportFormatName,
  reportFormatNames,
  reportFormats,
} from './report-formats.ts';
export { type Column, layOut, paint, printable } from './writing/text-table.ts';
