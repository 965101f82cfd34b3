import type { ScanReport } from '#core/scan-report.ts';

export interface ReportOptions {
  /** ANSI colours, for terminals. */
  readonly color: boolean;
  /** One of the format's `versions`; without it the format's own choice. */
  readonly version?: string;
  /** Lists findings too that are counted apart (see `Finding.hidden`), where the format leaves them out. */
  readonly showsHidden?: boolean;
  /** Lists which packages to upgrade first, where the format is for people. */
  readonly showsPlan?: boolean;
}

/** A way to write a report. */
export interface ReportFormat {
  readonly name: string;
  readonly displayName: string;
  readonly mediaType: string;
  readonly extension: string;
  /** True where every package is written with all that is known of it: what makes an SBOM. */
  readonly listsPackages?: boolean;
  /** Versions of the format other than the usual one that can be asked for, as `name@version`. */
  readonly versions?: readonly string[];
  /** Yields the text in pieces, the same for the same report. Throws a `ReportError` before the first where there can be none. */
  write(report: ScanReport, options: ReportOptions): Iterable<string>;
}
