import type { Finding } from '#core/finding.ts';
import type { ScanProblem } from '#core/problem.ts';
import type { Inventory } from '#core/scan-report.ts';
import type { AdvisoryDatabase } from '#engine/advisories/index.ts';

/** Finds the vulnerabilities of every package in an image; equal packages are matched once. */
export function matchPackages(
  _inventory: Inventory,
  _database: AdvisoryDatabase,
): { readonly findings: readonly Finding[]; readonly problems: readonly ScanProblem[] } {
  throw new Error('not built yet');
}
