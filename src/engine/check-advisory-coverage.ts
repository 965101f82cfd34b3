import type { EcosystemCoverage } from '#core/coverage.ts';
import type { Package } from '#core/package.ts';
import type { ScanProblem } from '#core/problem.ts';
import type { Inventory } from '#core/scan-report.ts';
import type { AdvisoryDatabase } from '#engine/advisories/index.ts';
import { type Ecosystem, findEcosystem } from '#engine/ecosystems/index.ts';

const dayMs = 24 * 60 * 60 * 1000;
/** Advisories older than this are said to be old: a week, the interval at which most people scan at least. */
const maxAgeDays = 7;

/** Which ecosystems of an inventory can be looked up, and what nobody could have been told about: no advisories, or old ones. */
export function checkAdvisoryCoverage(
  inventory: Inventory,
  advisories: AdvisoryDatabase,
  now: Date,
): { readonly ecosystems: readonly EcosystemCoverage[]; readonly problems: readonly ScanProblem[] } {
  const problems: ScanProblem[] = [];
  const covered: EcosystemCoverage[] = [];
  for (const [name, packages] of packagesAsked(inventory)) {
    const missing = ecosystemProblem(name, inventory.distro?.release, advisories);
    const isUnanswered = packages.some((one) => !isKnownElsewhere(one, advisories));
    const problem = isUnanswered ? missing : undefined;
    if (problem !== undefined) problems.push(problem);
    covered.push({ ...askedFor(name, inventory), packages: packages.length, ...answerOf(problem) });
  }
  const { builtAt } = advisories.status();
  const ageDays = Math.floor((now.getTime() - Date.parse(builtAt)) / dayMs);
  if (ageDays > maxAgeDays) {
    problems.push({
      stage: 'advisories',
      code: 'advisories/old',
      message: `the advisory database is ${ageDays} days old: newer vulnerabilities are not in it; run "plimsoll advisories update"`,
      affectsCoverage: false,
    });
  }
  return { ecosystems: covered, problems };
}

/** Packages that others own are not looked up by themselves. */
function packagesAsked({ packages }: Inventory): ReadonlyMap<string, readonly Package[]> {
  return Map.groupBy(
    packages.filter(({ owner }) => owner === undefined),
    ({ ecosystem }) => ecosystem,
  );
}

function askedFor(name: string, { distro }: Inventory): Pick<EcosystemCoverage, 'ecosystem' | 'release'> {
  const isDistro = findEcosystem(name)?.distro !== undefined;
  return { ecosystem: name, ...(isDistro && distro?.release !== undefined && { release: distro.release }) };
}

function answerOf(problem: ScanProblem | undefined): Pick<EcosystemCoverage, 'covered' | 'reason'> {
  return problem === undefined ? { covered: true } : { covered: false, reason: problem.message };
}

/** Tells whether there are advisories for a package under a name that it has in another ecosystem. */
export function isKnownElsewhere(
  { ecosystem, name }: Pick<Package, 'ecosystem' | 'name'>,
  advisories: AdvisoryDatabase,
): boolean {
  const names = findEcosystem(ecosystem)?.knownElsewhereAs?.(name) ?? [];
  return names.some(({ osvName }) => advisories.covers(osvName));
}

/** Says that packages of an ecosystem, of that release where it is a distro's, cannot be looked up; undefined where they can. */
export function ecosystemProblem(
  name: string,
  distroRelease: string | undefined,
  advisories: AdvisoryDatabase,
): ScanProblem | undefined {
  const ecosystem = findEcosystem(name);
  if (ecosystem === undefined) return undefined;
  const release = ecosystem.distro === undefined ? undefined : distroRelease;
  if (isCovered(ecosystem, release, advisories)) return undefined;
  const where = `${ecosystem.displayName}${release === undefined ? '' : ` ${release}`}`;
  return {
    stage: 'advisories',
    code: 'advisories/none-for-ecosystem',
    message: whyNone(ecosystem, where),
    affectsCoverage: true,
  };
}

/** Of an extended release, advisories on the major one will do: not every one has fixes of its own. */
function isCovered({ osvName, distro }: Ecosystem, release: string | undefined, advisories: AdvisoryDatabase): boolean {
  if (osvName === undefined) return false;
  if (release === undefined) return advisories.covers(osvName);
  const releases = distro?.releasesOfBuild?.(release, '') ?? [release];
  return releases.some((one) => advisories.covers(osvName, one));
}

function whyNone({ osvName, advisoriesElsewhere, displayName }: Ecosystem, where: string): string {
  if (advisoriesElsewhere !== undefined) {
    return `the advisories for ${where} (${advisoriesElsewhere}) are not among those that are loaded, so its packages could not be looked up`;
  }
  if (osvName === undefined) {
    return `no public advisories exist for ${displayName}, so its packages could not be looked up`;
  }
  return `the advisory database holds no advisories for ${where}, so its packages could not be looked up: load them with "plimsoll advisories update"`;
}
