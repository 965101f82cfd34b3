import type { Advisory } from '#core/advisory.ts';
import type { AdvisoryExplanation, PackageExplanation } from '#core/explanation.ts';
import type { Finding } from '#core/finding.ts';
import type { Package } from '#core/package.ts';
import type { Inventory } from '#core/scan-report.ts';
import { type AdvisoryDatabase, type AdvisoryHeader, cvesOfErratum } from '#engine/advisories/index.ts';
import { findEcosystem } from '#engine/ecosystems/index.ts';
import { findVersionScheme } from '#engine/versions/index.ts';
import { gatherStatements } from '../gather-statements.ts';
import { type LookUp, lookUpsOf } from '../look-up.ts';
import { subjectOf } from '../match-packages.ts';
import { matchSubject } from '../match-subject.ts';
import { describeRisk } from '../risk-score.ts';
import { explainAdvisory } from './explain-advisory.ts';

export interface ExplainPackageOptions {
  readonly distro: Inventory['distro'];
  /** All names of the vulnerability. */
  readonly names: ReadonlySet<string>;
  /** Advisories on it, whatever package they name. */
  readonly about: readonly Advisory[];
  /** Those of the package that are of the vulnerability. */
  readonly findings: readonly Finding[];
  readonly database: AdvisoryDatabase;
}

type Draft = Pick<PackageExplanation, 'verdict' | 'reason'>;

/** Explains one package; undefined where no advisory on the vulnerability names it in any release. */
export function explainPackage(one: Package, options: ExplainPackageOptions): PackageExplanation | undefined {
  const { distro, names, about, findings, database } = options;
  const subject = subjectOf(one, distro);
  const ecosystem = findEcosystem(one.ecosystem);
  const scheme = findVersionScheme(ecosystem?.versionScheme ?? '');
  const lookUps = ecosystem === undefined ? [] : lookUpsOf(subject, ecosystem);
  if (scheme === undefined || lookUps.length === 0) return undefined;
  const advisories: AdvisoryExplanation[] = [];
  for (const [advisory, statements] of gatherStatements(lookUps, database, scheme)) {
    const header = database.header(advisory);
    if (isAbout(header, names)) advisories.push(explainAdvisory(header, statements, scheme));
  }
  const otherReleases = releasesNamed(about, lookUps);
  if (advisories.length === 0 && otherReleases.length === 0) return undefined;
  const { owner, ...unowned } = subject;
  const match = matchSubject(unowned, database).matches.find(
    ({ vulnerabilityId, aliases }) => names.has(vulnerabilityId) || aliases.some((alias) => names.has(alias)),
  );
  const isMatched = match !== undefined;
  const [rated = owner === undefined ? match : undefined] = findings;
  const suppressions = findings.flatMap((finding) => finding.suppressions);
  const [hidden] = findings.flatMap((finding) => finding.hidden ?? []);
  return {
    packageId: one.id,
    name: one.name,
    version: one.version,
    ...decide({ advisories, otherReleases, owner, isMatched, suppressions }),
    lookUps: lookUps.map(({ ecosystem: searched, release, name, version }) => ({
      ecosystem: searched,
      ...(release !== undefined && { release }),
      name,
      version,
      scheme: scheme.name,
    })),
    advisories,
    suppressions,
    ...(rated !== undefined && {
      rating: { severity: rated.severity, scores: rated.scores, risk: describeRisk(rated) },
    }),
    ...(hidden !== undefined && { hidden }),
  };
}

function decide(known: {
  readonly advisories: readonly AdvisoryExplanation[];
  readonly otherReleases: readonly string[];
  readonly owner: string | undefined;
  readonly isMatched: boolean;
  readonly suppressions: PackageExplanation['suppressions'];
}): Draft {
  const { advisories, otherReleases, owner, isMatched } = known;
  const [suppression] = known.suppressions;
  if (owner !== undefined) return { verdict: 'owned', reason: ownedReason(owner, isMatched) };
  if (suppression !== undefined) {
    return {
      verdict: 'suppressed',
      reason: `affected, but ${suppression.by} ${suppression.statementId} says: ${suppression.reason}`,
    };
  }
  if (isMatched) return { verdict: 'affected', reason: affectedReason(advisories) };
  const holding = advisories.filter(({ verdict }) => verdict === 'affected');
  const denying = advisories.filter(({ verdict }) => verdict === 'not-affected');
  if (holding.length > 0) {
    return {
      verdict: 'not-affected',
      reason: `${list(denying)} ${denying.length === 1 ? 'says' : 'say'} that it is not, which decides over ${list(holding)}: who makes the package knows best`,
    };
  }
  const undecided = advisories.filter(({ verdict }) => verdict === 'undecided');
  if (undecided.length > 0) {
    return {
      verdict: 'undecided',
      reason: `a version in ${list(undecided)} or of the package is none that can be ordered: read the advisory`,
    };
  }
  if (denying.length > 0) {
    return {
      verdict: 'not-affected',
      reason: `its version is not among those that ${list(denying)} ${denying.length === 1 ? 'names' : 'name'}`,
    };
  }
  if (advisories.length > 0)
    return { verdict: 'not-affected', reason: 'what is said under its name is about something else' };
  return { verdict: 'other-release', reason: `advisories name it in other releases only: ${otherReleases.join(', ')}` };
}

function ownedReason(owner: string, isMatched: boolean): string {
  const otherwise = isMatched ? 'would be affected by itself, but ' : '';
  return `${otherwise}it is part of ${owner}: the distro's advisories on that answer for it, and know what was mended without a new version`;
}

function affectedReason(advisories: readonly AdvisoryExplanation[]): string {
  const holding = advisories.filter(({ verdict }) => verdict === 'affected');
  const first = holding.filter(({ firstHand }) => firstHand);
  const [decisive] = first.length > 0 ? first : holding;
  const statement = decisive?.statements.find(({ verdict }) => verdict === 'holds');
  return `${decisive?.advisoryId ?? 'an advisory'} says so: ${statement?.reason ?? 'its statement holds'}`;
}

function list(advisories: readonly AdvisoryExplanation[]): string {
  const ids = [...new Set(advisories.map(({ advisoryId }) => advisoryId))];
  return ids.length <= 3 ? ids.join(' and ') : `${ids.slice(0, 3).join(', ')} and ${ids.length - 3} more`;
}

function isAbout(header: AdvisoryHeader, names: ReadonlySet<string>): boolean {
  const { id, aliases, upstream } = header;
  return [id, ...aliases, ...upstream, ...cvesOfErratum(header)].some((name) => names.has(name));
}

/** Releases for which advisories name the package, where that is none of its own. */
function releasesNamed(about: readonly Advisory[], lookUps: readonly LookUp[]): readonly string[] {
  const releases = about.flatMap(({ affected }) =>
    affected.flatMap(({ ecosystem, release, packageName }) => {
      const isIt = lookUps.some((lookUp) => lookUp.ecosystem === ecosystem && lookUp.name === packageName);
      return isIt && release !== undefined ? [`${ecosystem}:${release}`] : [];
    }),
  );
  return [...new Set(releases)];
}
