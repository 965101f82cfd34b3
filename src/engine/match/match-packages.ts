import { hash } from 'node:crypto';
import type { Digest } from '#core/digest.ts';
import type { Finding } from '#core/finding.ts';
import type { Package } from '#core/package.ts';
import type { ScanProblem } from '#core/problem.ts';
import type { Inventory } from '#core/scan-report.ts';
import { compareSeverity } from '#core/severity.ts';
import type { AdvisoryDatabase } from '#engine/advisories/index.ts';
import { ecosystems, findEcosystem } from '#engine/ecosystems/index.ts';
import { hiddenReasonOf } from './hidden-reason.ts';
import { lookUpsOf } from './look-up.ts';
import { type MatchOptions, matchSubject, type SubjectMatches } from './match-subject.ts';
import type { MatchSubject, PackageMatch } from './package-match.ts';

/** Finds the vulnerabilities of every package in an image, worst first; packages that are looked up alike are matched once. */
export function matchPackages(
  inventory: Inventory,
  database: AdvisoryDatabase,
  options: MatchOptions = {},
): { readonly findings: readonly Finding[]; readonly problems: readonly ScanProblem[] } {
  const known = new Map<string, SubjectMatches>();
  const problems = new Map<string, ScanProblem>();
  const findings = inventory.packages.flatMap((one) => {
    const subject = subjectOf(one, inventory.distro);
    const key = subjectKey(subject, options);
    const result = known.get(key) ?? matchSubject(subject, database, options);
    known.set(key, result);
    for (const problem of result.problems) problems.set(problem.message, problem);
    const layer = introducedBy(one, inventory);
    return result.matches.map((match) => findingOf(match, one, layer));
  });
  return { findings: findings.sort(worstFirst), problems: [...problems.values()] };
}

/**
 * What matching needs of a package of an image. The release is given only to packages of the image's own distro, and is the minor one
 * where the image takes the extended updates of that.
 */
export function subjectOf(one: Package, distro: Inventory['distro']): MatchSubject {
  const { ecosystem, name, version, source, architecture, details, owner } = one;
  const isOwn = distro !== undefined && distro.ecosystem === ecosystem;
  const release = isOwn ? (findEcosystem(ecosystem)?.distro?.extendedReleaseOf?.(distro) ?? distro.release) : undefined;
  return {
    ecosystem,
    name,
    version,
    ...(source !== undefined && { source }),
    ...(architecture !== undefined && { architecture }),
    ...(details !== undefined && { details }),
    ...(release !== undefined && { release }),
    ...(owner !== undefined && { owner }),
  };
}

/** The same text for packages that are bound to have the same matches. */
export function subjectKey(subject: MatchSubject, options: MatchOptions): string {
  if (subject.owner !== undefined) return 'owned';
  const ecosystem = findEcosystem(subject.ecosystem, options.ecosystems ?? ecosystems);
  if (ecosystem === undefined) return JSON.stringify(['unknown', subject.ecosystem]);
  return JSON.stringify([ecosystem.name, hiddenReasonOf(subject), lookUpsOf(subject, ecosystem)]);
}

function findingOf({ vulnerabilityId, ...match }: PackageMatch, one: Package, layer: Digest): Finding {
  const id = hash('sha256', `${vulnerabilityId}\0${one.purl}`).slice(0, 32);
  return { id, vulnerabilityId, packageId: one.id, layer, suppressions: [], ...match };
}

/** The lowest layer that holds a place of the package. */
function introducedBy({ locations }: Package, { layers, image }: Inventory): Digest {
  const places = new Set(locations.map(({ layer }) => layer));
  const lowest = layers.find(({ diffId }) => places.has(diffId));
  return lowest?.diffId ?? locations[0]?.layer ?? layers[0]?.diffId ?? image.id;
}

function worstFirst(a: Finding, b: Finding): number {
  return (
    compareSeverity(a.severity, b.severity) ||
    compareText(a.vulnerabilityId, b.vulnerabilityId) ||
    compareText(a.packageId, b.packageId)
  );
}

const compareText = (a: string, b: string) => (a < b ? -1 : a > b ? 1 : 0);
