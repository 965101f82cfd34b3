import { type BaseImage, markBaseLayers } from '#core/base-image.ts';
import type { Finding } from '#core/finding.ts';
import type { ScanProblem } from '#core/problem.ts';
import type { AdvisorySourceStatus, Inventory, ScanReport } from '#core/scan-report.ts';
import { removedPackages } from './removed-packages.ts';

interface Parts {
  readonly inventory: Inventory;
  readonly base?: BaseImage;
  readonly findings: readonly Finding[];
  readonly problems: readonly ScanProblem[];
  readonly advisories: {
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
  const { image, distro, layers, packages, secrets } = parts.inventory;
  const { builtAt, revision, sources } = parts.advisories;
  return {
    schemaVersion: 1,
    tool: { name: 'plimsoll', version: parts.toolVersion },
    image,
    ...(parts.base !== undefined && { baseImage: parts.base }),
    ...(distro !== undefined && { distro }),
    layers: markBaseLayers(layers, parts.base),
    packages,
    removed: removedPackages(parts.inventory),
    findings: parts.findings,
    verdicts: [],
    secrets,
    problems: parts.problems,
    complete: !parts.problems.some((problem) => problem.affectsCoverage),
    advisoryDatabase: { builtAt, revision, sources },
    startedAt: parts.startedAt.toISOString(),
    finishedAt: parts.finishedAt.toISOString(),
  };
}
