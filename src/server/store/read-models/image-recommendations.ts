import type { Kysely } from 'kysely';
import { markBaseLayers } from '#core/base-image.ts';
import type { Finding } from '#core/finding.ts';
import { compareSeverity, countSeverities } from '#core/severity.ts';
import type { Upgrade } from '#core/upgrade.ts';
import type { AdvisoryDatabase } from '#engine/advisories/index.ts';
import { planUpgrades } from '#engine/match/index.ts';
import type { Tables } from '../schema.ts';
import { severityOrder } from '../settings.ts';
import { baseImageOf } from './base-image-of.ts';
import { findingsOf, packagesOf } from './image-report.ts';

/** Vulnerabilities of one upgrade that are named one by one; its counts are of all. */
const maxNamed = 100;

/**
 * What to do about an image: the upgrades that clear most, worked out with the advisories that are there now, and what none of them
 * clears. Undefined where there is no such image; without a database there is no plan.
 */
export async function imageRecommendations(db: Kysely<Tables>, digest: string, database: AdvisoryDatabase | undefined) {
  const image = await db.selectFrom('image').selectAll().where('digest', '=', digest).executeTakeFirst();
  if (image === undefined) return undefined;
  const [packages, all, baseImage] = await Promise.all([
    packagesOf(db, image),
    findingsOf(db, image),
    baseImageOf(db, image),
  ]);
  const findings = all.filter(({ suppressions, hidden }) => suppressions.length === 0 && hidden === undefined);
  if (database === undefined) return { advisoriesAvailable: false, upgrades: [], stays: stayingOf(findings) };
  const layers = markBaseLayers(image.layers, baseImage);
  const distro = image.distro === null ? {} : { distro: image.distro };
  const severityFrom = await severityOrder(db);
  const plan = planUpgrades({ packages, layers, ...distro }, findings, { database, severityFrom });
  const byPackage = Map.groupBy(findings, ({ packageId }) => packageId);
  const typeOf = new Map(packages.map(({ id, type }) => [id, type]));
  const upgrades = plan.upgrades.map((upgrade) => {
    const own = upgrade.packageIds.flatMap((id) => byPackage.get(id) ?? []);
    return { cleared: findingsNamed(own, upgrade.clears), own, upgrade };
  });
  const cleared = new Set(upgrades.flatMap((one) => one.cleared));
  return {
    advisoriesAvailable: true,
    riskBefore: plan.riskBefore,
    riskAfter: plan.upgrades.at(-1)?.riskAfter ?? plan.riskBefore,
    ...(plan.systemCommand !== undefined && { systemCommand: plan.systemCommand }),
    clears: countSeverities(cleared),
    stays: stayingOf(findings.filter((finding) => !cleared.has(finding))),
    upgrades: upgrades.map(({ upgrade, own, cleared: gone }) => ({
      ...presentUpgrade(upgrade),
      type: typeOf.get(upgrade.packageIds[0] ?? '') ?? '',
      clears: summaryOf(gone),
      leaves: summaryOf(findingsNamed(own, upgrade.leaves)),
      brings: [...upgrade.brings],
    })),
  };
}

function presentUpgrade(upgrade: Upgrade) {
  return {
    name: upgrade.name,
    packageIds: [...upgrade.packageIds],
    from: [...upgrade.from],
    to: upgrade.to,
    ...(upgrade.channel !== undefined && { channel: upgrade.channel }),
    ...(upgrade.command !== undefined && { command: upgrade.command }),
    clearsRisk: upgrade.clearsRisk,
    riskAfter: upgrade.riskAfter,
    fromBaseImage: upgrade.fromBaseImage === true,
  };
}

function findingsNamed(findings: readonly Finding[], vulnerabilityIds: readonly string[]): readonly Finding[] {
  const ids = new Set(vulnerabilityIds);
  return findings.filter(({ vulnerabilityId }) => ids.has(vulnerabilityId));
}

/** Each vulnerability once, though several packages of one source have it; worst first. */
function summaryOf(findings: readonly Finding[]) {
  const sorted = findings.toSorted((a, b) => attackOf(a) - attackOf(b) || compareSeverity(a.severity, b.severity));
  const distinct = [...new Map(sorted.toReversed().map((one) => [one.vulnerabilityId, one])).values()].reverse();
  return {
    severityCounts: countSeverities(distinct),
    vulnerabilities: distinct.slice(0, maxNamed).map((finding) => ({
      vulnerabilityId: finding.vulnerabilityId,
      severity: finding.severity,
      knownExploited: finding.exploit?.knownExploited !== undefined,
      exploitable: attackOf(finding) < 2,
    })),
  };
}

/** 0 for what is known to be attacked, 1 for what has a public exploit, 2 for all else. */
function attackOf({ exploit }: Finding): number {
  if (exploit?.knownExploited !== undefined) return 0;
  return (exploit?.publicExploits?.length ?? 0) > 0 ? 1 : 2;
}

/** Findings that no upgrade clears, and what those who publish the packages say of fixing them. */
function stayingOf(findings: readonly Finding[]) {
  const count = (state: Finding['fix']['state']) => findings.filter(({ fix }) => fix.state === state).length;
  return {
    severityCounts: countSeverities(findings),
    notFixed: count('not-fixed'),
    wontFix: count('wont-fix'),
    fixed: count('fixed'),
    unknown: count('unknown'),
  };
}
