import type { ScanReport } from '#core/scan-report.ts';

/** What an SBOM says of its own gaps, a statement each, `code: message`: who reads the SBOM again finds them by it. */
export function coverageStatements({ problems }: Pick<ScanReport, 'problems'>): readonly string[] {
  const statements = problems
    .filter(({ affectsCoverage }) => affectsCoverage)
    .map(({ code, message }) => `${code}: ${message}`);
  return [...new Set(statements)];
}
