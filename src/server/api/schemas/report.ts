import Type from 'typebox';
import type { ScanReport } from '#core/scan-report.ts';

/** The report as the command line writes it; its format is described where reports are. */
export const scanReport = Type.Unsafe<ScanReport>({
  type: 'object',
  additionalProperties: true,
  description: 'A ScanReport (schemaVersion 1): image, distro, layers, packages, findings, problems, complete.',
});
