import { type BaseImage, markBaseLayers } from '#core/base-image.ts';
import type { Policy } from '#core/policy.ts';
import type { ReportProgress } from '#core/progress.ts';
import type { Inventory, ScanReport } from '#core/scan-report.ts';
import type { AdvisoryDatabase } from '#engine/advisories/index.ts';
import { findLifecycles } from '#engine/lifecycle/index.ts';
import { matchPackages, planUpgrades } from '#engine/match/index.ts';
import { applyStatements, type VexFile } from '#engine/vex/index.ts';
import { assembleReport } from './assemble-report.ts';
import { assessCoverage } from './assess-coverage.ts';
import { checkAdvisoryCoverage } from './check-advisory-coverage.ts';
import { judgeInventory } from './judge-inventory.ts';

export interface ReportOnInventoryOptions {
  /** Without it nothing is looked up and nothing judged, and the report has no findings: it lists what there is. */
  readonly advisories?: AdvisoryDatabase;
  /** The image that this one is built on, where it is known. */
  readonly base?: BaseImage;
  /** Whose ratings decide on severity, before the usual order: see `MatchOptions`. */
  readonly severityFrom?: readonly string[];
  /** Statements on what affects the image and what does not. */
  readonly vex?: readonly VexFile[];
  /** What the image must keep to. */
  readonly policies?: readonly Policy[];
  readonly toolVersion: string;
  readonly now: () => Date;
  readonly onProgress?: ReportProgress;
}

/** The second half of the arrow, the same for images and SBOMs: match ─▶ vex ─▶ policy ─▶ report. */
export function reportOnInventory(
  inventory: Inventory,
  startedAt: Date,
  options: ReportOnInventoryOptions,
): ScanReport {
  const { advisories, toolVersion, base } = options;
  const known = { inventory, ...(base !== undefined && { base }), toolVersion, startedAt };
  if (advisories === undefined) {
    const { problems } = inventory;
    const coverage = assessCoverage({ ...inventory, now: startedAt });
    return assembleReport({ ...known, findings: [], problems, coverage, finishedAt: options.now() });
  }
  options.onProgress?.({ kind: 'matching', packages: inventory.packages.length });
  const rating = options.severityFrom === undefined ? {} : { severityFrom: options.severityFrom };
  const matched = matchPackages(inventory, advisories, rating);
  const stated = applyStatements(matched.findings, inventory, options.vex ?? []);
  const { findings } = stated;
  const lifecycles = findLifecycles(inventory, advisories, startedAt);
  const { ecosystems, problems } = checkAdvisoryCoverage(inventory, advisories, startedAt);
  const met = [...inventory.problems, ...matched.problems, ...stated.problems, ...problems];
  const status = advisories.status();
  const looked = { builtAt: status.builtAt, ecosystems };
  const coverage = assessCoverage({ ...inventory, problems: met, advisories: looked, now: startedAt });
  const judged = judgeInventory(inventory, { findings, lifecycles, coverage }, options.policies ?? [], startedAt);
  const layers = markBaseLayers(inventory.layers, base);
  return assembleReport({
    ...known,
    findings,
    plan: planUpgrades({ ...inventory, layers }, findings, { database: advisories, ...rating }),
    lifecycles,
    coverage,
    verdicts: judged.verdicts,
    problems: [...met, ...judged.problems],
    advisories: status,
    finishedAt: options.now(),
  });
}
