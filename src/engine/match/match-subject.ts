import type { ScanProblem } from '#core/problem.ts';
import type { AdvisoryDatabase, AdvisoryHeader, AffectedBy } from '#engine/advisories/index.ts';
import { type Ecosystem, ecosystems, findEcosystem } from '#engine/ecosystems/index.ts';
import { findVersionScheme, type VersionScheme } from '#engine/versions/index.ts';
import { describeMatches, type HeldAdvisory } from './describe-matches.ts';
import { type HeldStatement, judgeAdvisory } from './judge-advisory.ts';
import { isLookedUp, type LookUp, lookUpOf } from './look-up.ts';
import type { MatchSubject, PackageMatch } from './package-match.ts';

/** What matching one distinct package came to. */
export interface SubjectMatches {
  /** Worst first. */
  readonly matches: readonly PackageMatch[];
  readonly problems: readonly ScanProblem[];
}

export interface MatchOptions {
  readonly ecosystems?: readonly Ecosystem[];
  readonly schemes?: readonly VersionScheme[];
}

/**
 * Finds the vulnerabilities of one distinct package, one match for each vulnerability however many advisories name it. A
 * version that the ecosystem's scheme cannot read is a problem; no order is ever made up for it.
 */
export function matchSubject(
  subject: MatchSubject,
  database: AdvisoryDatabase,
  options: MatchOptions = {},
): SubjectMatches {
  const ecosystem = findEcosystem(subject.ecosystem, options.ecosystems ?? ecosystems);
  if (ecosystem !== undefined && !isLookedUp(ecosystem)) return { matches: [], problems: [] };
  const scheme = findVersionScheme(ecosystem?.versionScheme ?? '', options.schemes);
  if (ecosystem === undefined || scheme === undefined) {
    return { matches: [], problems: [unknownEcosystem(subject)] };
  }
  const lookUp = lookUpOf(subject, ecosystem);
  const { held, undecided } = judge(lookUp, database, scheme);
  const matches = describeMatches(held, { lookUp, scheme, database, isDistro: ecosystem.distro !== undefined });
  return { matches, problems: undecided.size === 0 ? [] : [unparsable(lookUp, ecosystem, undecided)] };
}

interface Judged {
  readonly held: readonly HeldAdvisory[];
  /** Advisories that could not be judged, with the text that is no version. */
  readonly undecided: ReadonlyMap<string, string>;
}

function judge(lookUp: LookUp, database: AdvisoryDatabase, scheme: VersionScheme): Judged {
  const version = scheme.parse(lookUp.version);
  const installed = version === undefined ? undefined : { scheme, version };
  const reading = scheme.name === 'rpm' ? 'alternative-builds' : 'any-entry';
  const held: HeldAdvisory[] = [];
  const undecided = new Map<string, string>();
  for (const [advisory, statements] of byAdvisory(database.affecting(lookUp))) {
    const judgement = judgeAdvisory(statements, lookUp, { installed, reading });
    if (judgement.held.length > 0) held.push(withStatements(database.header(advisory), judgement.held));
    const [text] = judgement.undecided;
    if (text !== undefined) undecided.set(database.header(advisory).id, text);
  }
  return { held, undecided };
}

function byAdvisory(rows: readonly AffectedBy[]): ReadonlyMap<number, AffectedBy['affected'][]> {
  const grouped = new Map<number, AffectedBy['affected'][]>();
  for (const { advisory, affected } of rows) {
    const statements = grouped.get(advisory);
    if (statements === undefined) grouped.set(advisory, [affected]);
    else statements.push(affected);
  }
  return grouped;
}

function withStatements(header: AdvisoryHeader, statements: readonly HeldStatement[]): HeldAdvisory {
  return { ...header, statements };
}

function unknownEcosystem({ ecosystem, name }: MatchSubject): ScanProblem {
  return {
    stage: 'match',
    code: 'match/ecosystem-unknown',
    plugIn: ecosystem,
    message: `packages of "${ecosystem}" (${name} among them) cannot be looked up: no ecosystem of that name is known`,
    affectsCoverage: true,
  };
}

function unparsable(lookUp: LookUp, ecosystem: Ecosystem, undecided: ReadonlyMap<string, string>): ScanProblem {
  const [[advisory, text] = ['', '']] = undecided;
  const others = undecided.size === 1 ? '' : ` and ${undecided.size - 1} more`;
  return {
    stage: 'match',
    code: 'match/version-unparsable',
    plugIn: ecosystem.name,
    message: `cannot tell whether ${lookUp.name} ${lookUp.version} is affected by ${advisory}${others}: "${text}" is no version as ${ecosystem.displayName} writes them; read the advisory`,
    affectsCoverage: true,
  };
}
