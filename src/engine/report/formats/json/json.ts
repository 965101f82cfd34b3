import type { ScanReport } from '#core/scan-report.ts';
import type { ReportFormat } from '../../report-format.ts';
import { writeJson } from '../../writing/write-json.ts';

/** The report as it is, one JSON document; large lists are written item by item so that memory stays flat. */
export const json = {
  name: 'json',
  displayName: 'JSON',
  mediaType: 'application/json',
  extension: 'json',
  listsPackages: true,
  write,
} as const satisfies ReportFormat;

function* write(report: ScanReport): Generator<string> {
  yield* writeJson(report);
  yield '\n';
}
