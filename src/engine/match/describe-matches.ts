import type { HiddenReason, MatchEvidence } from '#core/finding.ts';
import { compareSeverity } from '#core/severity.ts';
import { type AdvisoryDatabase, type AdvisoryHeader, cveIn, cvesOf, cvesOfErratum } from '#engine/advisories/index.ts';
import type { VersionScheme } from '#engine/versions/index.ts';
import { fixAcross, fixWithin } from './choose-fix.ts';
import { chooseSeverity } from './choose-severity.ts';
import type { HeldStatement } from './judge-advisory.ts';
import { nameVulnerabilities } from './name-vulnerabilities.ts';
import type { PackageMatch } from './package-match.ts';

/** An advisory that holds for a package, with those of its statements that do. */
export interface HeldAdvisory extends AdvisoryHeader {
  readonly statements: readonly HeldStatement[];
}

export interface MatchContext {
  readonly scheme: VersionScheme;
  readonly database: AdvisoryDatabase;
  /** True for packages of a distro, whose advisories are errata: they are about vulnerabilities, and no names for them. */
  readonly isDistro: boolean;
  /** Names of vulnerabilities that the package has not, although advisories hold. */
  readonly ruledOut: ReadonlySet<string>;
  /** Why findings of the package are counted apart. */
  readonly hidden?: HiddenReason | undefined;
  /** False where the advisories speak of the package under a name of another ecosystem. */
  readonly isSure: boolean;
  /** Whose ratings decide: see {@link chooseSeverity}. */
  readonly severityFrom?: readonly string[] | undefined;
}

/** Merges the advisories that hold for a package into one match for each vulnerability, worst first. */
export function describeMatches(held: readonly HeldAdvisory[], context: MatchContext): readonly PackageMatch[] {
  return [...nameVulnerabilities(held, context)]
    .filter(([vulnerabilityId]) => !context.ruledOut.has(vulnerabilityId))
    .map(([vulnerabilityId, advisories]) => describeMatch(vulnerabilityId, advisories, context))
    .sort((a, b) => compareSeverity(a.severity, b.severity) || (a.vulnerabilityId < b.vulnerabilityId ? -1 : 1));
}

function describeMatch(
  vulnerabilityId: string,
  found: readonly HeldAdvisory[],
  { scheme, database, isDistro, isSure, severityFrom, hidden = informational(found) }: MatchContext,
): PackageMatch {
  const cves = (advisory: HeldAdvisory) => (isDistro ? cvesOfErratum(advisory) : cvesOf(advisory));
  const flaws = (advisory: HeldAdvisory) => Math.max(1, cves(advisory).length);
  const isAlone = (advisory: HeldAdvisory) => flaws(advisory) === 1;
  // What speaks of this flaw alone is heard first.
  const advisories = found.toSorted((a, b) => flaws(a) - flaws(b) || (a.id < b.id ? -1 : 1));
  const published = advisories.flatMap((advisory) => advisory.published ?? []).sort()[0];
  const { ratings, exploit } = database.vulnerability(vulnerabilityId);
  const alone = advisories.filter(isAlone);
  const deciding = advisories.filter(({ firstHand }) => firstHand);
  const others = advisories.filter(({ firstHand }) => !firstHand);
  return {
    vulnerabilityId,
    aliases: aliasesOf(vulnerabilityId, { advisories, alone, isDistro }),
    summary: advisories.find(({ summary }) => summary !== '')?.summary ?? '',
    ...chooseSeverity(
      [
        ...[deciding, others].flatMap((some) => [
          some.filter(isAlone).flatMap(ratingsOf),
          some.filter((advisory) => !isAlone(advisory)).flatMap(ratingsOf),
        ]),
        ratings,
      ],
      severityFrom,
    ),
    fix: fixAcross(
      (deciding.length > 0 ? deciding : advisories).map(({ statements }) =>
        fixWithin(
          statements.map(({ fix }) => fix),
          scheme,
        ),
      ),
      scheme,
    ),
    ...(published !== undefined && { published }),
    ...(exploit !== undefined && { exploit }),
    evidence: advisories.flatMap(evidenceOf),
    ...(!isSure && { confidence: 'low' }),
    ...(hidden !== undefined && { hidden }),
  };
}

/** Ratings of the package at hand come before those of the flaw as such. */
function ratingsOf({ statements, severities }: HeldAdvisory): PackageMatch['scores'] {
  return [...statements.flatMap(({ affected }) => affected.severities), ...severities];
}

/**
 * Other names of the flaw. An advisory about several flaws does not say which of its aliases are names of this one, so only
 * its own id is taken; a distro's erratum is no name of a flaw at all.
 */
function aliasesOf(
  vulnerabilityId: string,
  {
    advisories,
    alone,
    isDistro,
  }: { advisories: readonly HeldAdvisory[]; alone: readonly HeldAdvisory[]; isDistro: boolean },
): readonly string[] {
  const own = isDistro ? [] : advisories.map(({ id }) => id);
  const names = [...own, ...alone.flatMap(({ aliases, upstream }) => [...aliases, ...upstream])];
  // DEBIAN-CVE-2024-1 is Debian's page on CVE-2024-1, and no other name of it.
  return [...new Set(names)].filter((name) => name !== vulnerabilityId && cveIn(name) !== vulnerabilityId).sort();
}

function evidenceOf({ id, source, statements }: HeldAdvisory): readonly MatchEvidence[] {
  const evidence = statements.map(({ kind, matched, lookUp: { ecosystem, release, name, version } }): MatchEvidence => {
    const searchedBy = { ecosystem, ...(release !== undefined && { release }), name, version };
    return { advisoryId: id, source, searchedBy, matched, kind };
  });
  return [...new Map(evidence.map((one) => [one.matched, one])).values()];
}

/** RustSec's `unsound` is a flaw for who calls what is unsound; that nobody maintains a crate, or a mere note, is none. */
const informationalWords = new Set(['unmaintained', 'notice']);

function informational(found: readonly HeldAdvisory[]): HiddenReason | undefined {
  const isInformational = found.every(({ statements }) =>
    statements.every(({ affected }) => informationalWords.has(affected.qualifiers?.informational ?? '')),
  );
  return isInformational ? 'informational' : undefined;
}
