export type { ReportFormat, ReportOptions } from './report-format.ts';
export { findReportFormat, type ReportFormatName, reportFormats } from './report-formats.ts';
