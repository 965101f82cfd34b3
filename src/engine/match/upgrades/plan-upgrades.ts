import type { Finding } from '#core/finding.ts';
import type { Inventory } from '#core/scan-report.ts';
import type { Upgrade, UpgradePlan } from '#core/upgrade.ts';
import type { AdvisoryDatabase } from '#engine/advisories/index.ts';
import { subjectKey, subjectOf } from '../match-packages.ts';
import type { MatchOptions } from '../match-subject.ts';
import type { PackageMatch } from '../package-match.ts';
import { imageRiskScore, riskScore } from '../risk-score.ts';
import { distinctSubjects, suggestUpgrade } from './suggest-upgrade.ts';
import { systemCommand, type UpgradeTarget, upgradeCommand } from './upgrade-command.ts';
import { type UpgradeUnit, upgradeUnits } from './upgrade-unit.ts';

type Risky = Parameters<typeof riskScore>[0];

/** An upgrade with the risks that it changes, before its place in the plan is known. */
interface Draft {
  readonly upgrade: Omit<Upgrade, 'riskAfter'>;
  readonly cleared: readonly Finding[];
  readonly brought: readonly PackageMatch[];
  readonly target: UpgradeTarget;
}

/**
 * Plans which packages of an image to upgrade, and to what, for what counts: neither suppressed nor hidden. Upgrades of different
 * packages clear different findings, so that the ones that clear most come first and any beginning of the list is the best of its length.
 */
export function planUpgrades(
  inventory: Pick<Inventory, 'packages' | 'distro' | 'layers'>,
  findings: readonly Finding[],
  options: { readonly database: AdvisoryDatabase } & MatchOptions,
): UpgradePlan {
  const counted = findings.filter(({ suppressions, hidden }) => suppressions.length === 0 && hidden === undefined);
  const drafts = upgradeUnits(inventory.packages, counted)
    .flatMap((unit) => draftOf(unit, inventory, options) ?? [])
    .sort((a, b) => b.upgrade.clearsRisk - a.upgrade.clearsRisk || (a.upgrade.name < b.upgrade.name ? -1 : 1));
  const open = new Set<Risky>(counted);
  const upgrades = drafts.map(({ upgrade, cleared, brought }): Upgrade => {
    for (const finding of cleared) open.delete(finding);
    for (const match of brought) open.add(match);
    return { ...upgrade, riskAfter: imageRiskScore(open) };
  });
  const command = systemCommand(
    drafts.map(({ target }) => target),
    inventory.packages,
  );
  return {
    riskBefore: imageRiskScore(counted),
    upgrades,
    ...(command !== undefined && { systemCommand: command }),
  };
}

function draftOf(
  unit: UpgradeUnit,
  { distro, layers, packages: installed }: Pick<Inventory, 'distro' | 'layers' | 'packages'>,
  options: { readonly database: AdvisoryDatabase } & MatchOptions,
): Draft | undefined {
  const { packages, findings, ecosystem } = unit;
  const subjects = distinctSubjects(
    packages,
    (one) => subjectOf(one, distro),
    (subject) => subjectKey(subject, options),
  );
  const suggested = suggestUpgrade(subjects, findings, { ...options, schemeName: ecosystem.versionScheme ?? '' });
  if (suggested === undefined) return undefined;
  const left = new Set(suggested.remaining.map(({ vulnerabilityId }) => vulnerabilityId));
  const had = new Set(findings.map(({ vulnerabilityId }) => vulnerabilityId));
  const cleared = findings.filter(({ vulnerabilityId }) => !left.has(vulnerabilityId));
  const brought = suggested.remaining.filter(({ vulnerabilityId }) => !had.has(vulnerabilityId));
  if (cleared.length === 0) return undefined;
  const baseLayers = new Set(layers.flatMap(({ diffId, fromBaseImage }) => (fromBaseImage === true ? [diffId] : [])));
  const fromBaseImage = findings.every(({ layer }) => baseLayers.has(layer));
  const { version: to, channel } = suggested;
  const target = { ecosystem, packages, to, ...(channel !== undefined && { channel }) };
  const command = upgradeCommand(target, installed);
  const upgrade = {
    name: unit.name,
    ecosystem: ecosystem.name,
    packageIds: packages.map(({ id }) => id),
    from: [...new Set(packages.map(({ version }) => version))],
    to,
    ...(channel !== undefined && { channel }),
    ...(command !== undefined && { command }),
    clears: sorted(cleared.map(({ vulnerabilityId }) => vulnerabilityId)),
    leaves: sorted([...had].filter((id) => left.has(id))),
    brings: sorted(brought.map(({ vulnerabilityId }) => vulnerabilityId)),
    clearsRisk: sumOfRisks(cleared) - sumOfRisks(brought),
    ...(fromBaseImage && { fromBaseImage }),
  };
  return { upgrade, cleared, brought, target };
}

function sorted(ids: readonly string[]): readonly string[] {
  return [...new Set(ids)].sort();
}

function sumOfRisks(items: readonly Risky[]): number {
  return items.reduce((sum, item) => sum + riskScore(item), 0);
}
