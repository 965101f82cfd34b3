import type { ScanReport } from '#core/scan-report.ts';

export interface ReportOptions {
  /** ANSI colours, for terminals. */
  readonly color: boolean;
}

/** A way to write a report. `write` yields text in pieces. */
export interface ReportFormat {
  readonly name: string;
  readonly displayName: string;
  readonly mediaType: string;
  readonly extension: string;
  write(report: ScanReport, options: ReportOptions): Iterable<string>;
}
