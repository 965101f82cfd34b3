import { type BaseImage, markBaseLayers } from '#core/base-image.ts';
import type { ReportProgress } from '#core/progress.ts';
import type { Inventory, ScanReport } from '#core/scan-report.ts';
import type { AdvisoryDatabase } from '#engine/advisories/index.ts';
import { findLifecycles } from '#engine/lifecycle/index.ts';
import { matchPackages, planUpgrades } from '#engine/match/index.ts';
import { applyStatements, type VexFile } from '#engine/vex/index.ts';
import { assembleReport } from './assemble-report.ts';
import { checkAdvisoryCoverage } from './check-advisory-coverage.ts';

export interface ReportOnInventoryOptions {
  /** Without it nothing is looked up, and the report has no findings: it lists what there is. */
  readonly advisories?: AdvisoryDatabase;
  /** The image that this one is built on, where it is known. */
  readonly base?: BaseImage;
  /** Whose ratings decide on severity, before the usual order: see `MatchOptions`. */
  readonly severityFrom?: readonly string[];
  /** Statements on what affects the image and what does not. */
  readonly vex?: readonly VexFile[];
  readonly toolVersion: string;
  readonly now: () => Date;
  readonly onProgress?: ReportProgress;
}

/** The second half of the arrow, the same for images and SBOMs: match ─▶ vex ─▶ report. */
export function reportOnInventory(
  inventory: Inventory,
  startedAt: Date,
  options: ReportOnInventoryOptions,
): ScanReport {
  const { advisories, toolVersion, base } = options;
  const known = { inventory, ...(base !== undefined && { base }), toolVersion, startedAt };
  if (advisories === undefined) {
    const { problems } = inventory;
    return assembleReport({ ...known, findings: [], problems, finishedAt: options.now() });
  }
  options.onProgress?.({ kind: 'matching', packages: inventory.packages.length });
  const rating = options.severityFrom === undefined ? {} : { severityFrom: options.severityFrom };
  const matched = matchPackages(inventory, advisories, rating);
  const { findings, problems } = applyStatements(matched.findings, inventory, options.vex ?? []);
  const coverage = checkAdvisoryCoverage(inventory, advisories, startedAt);
  const layers = markBaseLayers(inventory.layers, base);
  return assembleReport({
    ...known,
    findings,
    plan: planUpgrades({ ...inventory, layers }, findings, { database: advisories, ...rating }),
    lifecycles: findLifecycles(inventory, advisories, startedAt),
    problems: [...inventory.problems, ...matched.problems, ...problems, ...coverage.problems],
    ecosystems: coverage.ecosystems,
    advisories: advisories.status(),
    finishedAt: options.now(),
  });
}
