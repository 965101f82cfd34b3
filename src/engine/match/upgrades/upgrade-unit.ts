import type { Finding } from '#core/finding.ts';
import type { Package } from '#core/package.ts';
import { type Ecosystem, ecosystems, findEcosystem } from '#engine/ecosystems/index.ts';

/** Packages that are upgraded together: those built from one source, or one package of a language. */
export interface UpgradeUnit {
  readonly name: string;
  readonly ecosystem: Ecosystem;
  readonly packages: readonly Package[];
  /** Those of these packages that count. */
  readonly findings: readonly Finding[];
}

/** Groups the packages with findings that count, in the order of the findings; packages of unknown ecosystems are left out. */
export function upgradeUnits(packages: readonly Package[], findings: readonly Finding[]): readonly UpgradeUnit[] {
  const byId = new Map(packages.map((one) => [one.id, one]));
  const grouped = new Map<string, { one: Package; ecosystem: Ecosystem; findings: Finding[]; ids: Set<string> }>();
  for (const finding of findings) {
    const one = byId.get(finding.packageId);
    const ecosystem = one === undefined ? undefined : findEcosystem(one.ecosystem, ecosystems);
    if (one === undefined || ecosystem === undefined) continue;
    const key = JSON.stringify(unitKey(one, ecosystem));
    const unit = grouped.get(key) ?? { one, ecosystem, findings: [], ids: new Set() };
    grouped.set(key, unit);
    unit.findings.push(finding);
    unit.ids.add(one.id);
  }
  return Array.from(grouped.values(), ({ one, ecosystem, findings: found, ids }) => ({
    name: (ecosystem.distro !== undefined && one.source?.name) || one.name,
    ecosystem,
    packages: [...ids].flatMap((id) => byId.get(id) ?? []),
    findings: found,
  }));
}

function unitKey({ name, version, source }: Package, ecosystem: Ecosystem): readonly string[] {
  const isBuilt = ecosystem.distro !== undefined && source !== undefined;
  return isBuilt ? [ecosystem.name, 'source', source.name, source.version] : [ecosystem.name, 'package', name, version];
}
