import type { Finding } from '#core/finding.ts';
import type { ScanProblem } from '#core/problem.ts';
import type { Inventory } from '#core/scan-report.ts';
import { isOpen, latestStatement, suppressionBy } from './latest-statement.ts';
import { productMatches } from './product-matches.ts';
import type { VexFile } from './read-vex-file.ts';
import type { VexStatement } from './vex-statement.ts';

type Sided = VexStatement & { readonly path: string };

/**
 * Suppresses findings of which a statement says that the package is not affected, or fixed. Of several statements on one finding the
 * latest holds, and where they differ a problem says so. What no statement is about stays as it is.
 */
export function applyStatements(
  findings: readonly Finding[],
  { image, packages }: Pick<Inventory, 'image' | 'packages'>,
  files: readonly VexFile[],
): { readonly findings: readonly Finding[]; readonly problems: readonly ScanProblem[] } {
  if (files.length === 0) return { findings, problems: [] };
  const byName = new Map<string, Sided[]>();
  for (const { path, statements } of files) {
    for (const statement of statements) {
      for (const name of statement.vulnerabilities) {
        const known = byName.get(name);
        if (known === undefined) byName.set(name, [{ ...statement, path }]);
        else known.push({ ...statement, path });
      }
    }
  }
  const installed = new Map(packages.map((one) => [one.id, one]));
  const used = new Set<string>();
  const contradictions = new Map<string, ScanProblem>();
  const applied = findings.map((finding) => {
    const one = installed.get(finding.packageId);
    if (one === undefined) return finding;
    const about = [finding.vulnerabilityId, ...finding.aliases]
      .flatMap((name) => byName.get(name) ?? [])
      .filter(({ products }) => products.some((product) => productMatches(product, { image, package: one })));
    for (const { path } of about) used.add(path);
    const latest = latestStatement(about);
    if (latest === undefined) return finding;
    const [problem] = about
      .filter(({ status }) => isOpen(status) !== isOpen(latest.status))
      .map((other) => contradiction(finding, latest, other));
    if (problem !== undefined) contradictions.set(problem.message, problem);
    return isOpen(latest.status)
      ? finding
      : { ...finding, suppressions: [...finding.suppressions, suppressionBy(latest, latest.path)] };
  });
  const idle = files.filter(({ path }) => !used.has(path)).map(noneApplies);
  return { findings: applied, problems: [...contradictions.values(), ...idle] };
}

function contradiction(finding: Finding, latest: Sided, other: Sided): ScanProblem {
  const said = ({ id, status, path }: Sided) => `${id} in ${path} ("${status.replaceAll('_', ' ')}")`;
  return {
    stage: 'vex',
    code: 'vex/contradiction',
    path: latest.path,
    message: `of ${finding.vulnerabilityId} in ${finding.packageId}, ${said(latest)} says something else than ${said(other)}: the later one holds`,
    affectsCoverage: false,
  };
}

function noneApplies({ path, format, statements }: VexFile): ScanProblem {
  return {
    stage: 'vex',
    code: 'vex/none-applies',
    path,
    message: `none of the ${statements.length} statements of ${path} (${format}) is about anything that was found: compare its products with the image's reference, digest and package URLs`,
    affectsCoverage: false,
  };
}
