import type { Policy } from '#core/policy.ts';
import type { ScanReport } from '#core/scan-report.ts';
import { judgeInventory } from '#engine/judge-inventory.ts';

/** A report that a service made, with what more policies say after what its own do. */
export function judgeAlso(report: ScanReport, policies: readonly Policy[], now: Date): ScanReport {
  const { verdicts, problems } = judgeInventory(report, report, policies, now);
  return {
    ...report,
    verdicts: [...report.verdicts, ...verdicts],
    problems: [...report.problems, ...problems],
  };
}
