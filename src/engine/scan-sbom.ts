import type { Limits } from '#core/limits.ts';
import type { ScanProblem } from '#core/problem.ts';
import type { Inventory, ScanReport } from '#core/scan-report.ts';
import { coverageProblems } from '#engine/catalog/index.ts';
import { ecosystems } from '#engine/ecosystems/index.ts';
import { readSbomFile, sbomContents } from '#engine/sbom/index.ts';
import { type ReportOnInventoryOptions, reportOnInventory } from './report-on-inventory.ts';

export interface ScanSbomOptions extends ReportOnInventoryOptions {
  readonly limits: Limits;
}

/**
 * The arrow for an SBOM, which is an inventory already: sbom ─▶ match ─▶ vex ─▶ policy ─▶ report. Reads CycloneDX, SPDX and Plimsoll's own reports. What the
 * document leaves open is a problem on the report; throws an `SbomError` where the file is no SBOM.
 */
export async function scanSbom(path: string, options: ScanSbomOptions): Promise<ScanReport> {
  const startedAt = options.now();
  options.onProgress?.({ kind: 'resolving', reference: path });

  // sbom ─▶ inventory
  const { document, digest } = await readSbomFile(path, options.limits);
  const { recognition, ...contents } = sbomContents(document, { digest, name: path });
  const inventory: Inventory = {
    ...contents,
    sbom: { path, digest, format: document.format, createdBy: document.createdBy },
    ...(recognition !== undefined && { distro: recognition.distro }),
    contributions: [],
    secrets: [],
    problems: distinct([...contents.problems, ...coverageProblems(recognition, contents.packages, ecosystems)]),
  };

  // inventory ─▶ match ─▶ vex ─▶ policy ─▶ report
  return reportOnInventory(inventory, startedAt, options);
}

/** A problem that a document tells of may be met again with what it holds. */
function distinct(problems: readonly ScanProblem[]): readonly ScanProblem[] {
  return [...new Map(problems.map((one) => [`${one.code} ${one.message}`, one])).values()];
}
