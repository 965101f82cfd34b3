import { type BaseImage, markBaseLayers } from '#core/base-image.ts';
import type { Coverage } from '#core/coverage.ts';
import type { Finding } from '#core/finding.ts';
import type { Lifecycle } from '#core/lifecycle.ts';
import type { Verdict } from '#core/policy.ts';
import type { ScanProblem } from '#core/problem.ts';
import type { AdvisorySourceStatus, Inventory, ScanReport } from '#core/scan-report.ts';
import type { UpgradePlan } from '#core/upgrade.ts';
import { removedPackages } from './removed-packages.ts';

interface Parts {
  readonly inventory: Inventory;
  readonly base?: BaseImage;
  readonly findings: readonly Finding[];
  readonly plan?: UpgradePlan;
  readonly lifecycles?: readonly Lifecycle[];
  readonly problems: readonly ScanProblem[];
  readonly coverage: Coverage;
  readonly verdicts?: readonly Verdict[];
  /** Absent where nothing was looked up. */
  readonly advisories?: {
    readonly builtAt: string;
    readonly revision: number;
    readonly sources: readonly AdvisorySourceStatus[];
  };
  readonly toolVersion: string;
  readonly startedAt: Date;
  readonly finishedAt: Date;
}

/** Puts a report together; it is complete where no problem may hide a package or a finding. */
export function assembleReport(parts: Parts): ScanReport {
  const { image, sbom, distro, layers, packages, secrets } = parts.inventory;
  const { advisories, coverage } = parts;
  return {
    schemaVersion: 1,
    tool: { name: 'plimsoll', version: parts.toolVersion },
    image,
    ...(sbom !== undefined && { sbom }),
    ...(parts.base !== undefined && { baseImage: parts.base }),
    ...(distro !== undefined && { distro }),
    layers: markBaseLayers(layers, parts.base),
    packages,
    removed: removedPackages(parts.inventory),
    findings: parts.findings,
    ...(parts.plan !== undefined && { plan: parts.plan }),
    verdicts: parts.verdicts ?? [],
    lifecycles: parts.lifecycles ?? [],
    secrets,
    problems: parts.problems,
    complete: coverage.complete,
    coverage,
    ...(advisories !== undefined && { advisoryDatabase: pick(advisories) }),
    startedAt: parts.startedAt.toISOString(),
    finishedAt: parts.finishedAt.toISOString(),
  };
}

function pick({ builtAt, revision, sources }: NonNullable<Parts['advisories']>): NonNullable<Parts['advisories']> {
  return { builtAt, revision, sources };
}
