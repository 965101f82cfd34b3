import type { ScanProblem } from '#core/problem.ts';
import type { AdvisoryDatabase, AdvisoryHeader, AffectedBy } from '#engine/advisories/index.ts';
import { type Ecosystem, ecosystems, findEcosystem } from '#engine/ecosystems/index.ts';
import { findVersionScheme, type VersionScheme } from '#engine/versions/index.ts';
import { describeMatches, type HeldAdvisory } from './describe-matches.ts';
import { type HeldStatement, judgeAdvisory } from './judge-advisory.ts';
import { judgeStatement } from './judge-statement.ts';
import { isLookedUp, type LookUp, lookUpOf } from './look-up.ts';
import { flawsOf } from './name-vulnerabilities.ts';
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
 * version that the ecosystem's scheme cannot read is a problem; no order is ever made up for it. A package that a system package
 * owns has none of its own: the distro's advisories speak of the owner, and know what it has put right without a new version.
 */
export function matchSubject(
  subject: MatchSubject,
  database: AdvisoryDatabase,
  options: MatchOptions = {},
): SubjectMatches {
  if (subject.owner !== undefined) return { matches: [], problems: [] };
  const ecosystem = findEcosystem(subject.ecosystem, options.ecosystems ?? ecosystems);
  if (ecosystem !== undefined && !isLookedUp(ecosystem)) return { matches: [], problems: [] };
  const scheme = findVersionScheme(ecosystem?.versionScheme ?? '', options.schemes);
  if (ecosystem === undefined || scheme === undefined) {
    return { matches: [], problems: [unknownEcosystem(subject)] };
  }
  const lookUp = lookUpOf(subject, ecosystem);
  const { held, undecided, denying } = judge(lookUp, database, scheme);
  const isDistro = ecosystem.distro !== undefined;
  const ruledOut = ruleOut({ held, denying }, database, isDistro);
  const matches = describeMatches(held, { lookUp, scheme, database, isDistro, ruledOut });
  return { matches, problems: undecided.size === 0 ? [] : [unparsable(lookUp, ecosystem, undecided)] };
}

interface Judged {
  readonly held: readonly HeldAdvisory[];
  /** Numbers of advisories that say that the package is not affected: `outright`, or since its version is a fixed one. */
  readonly denying: { readonly outright: readonly number[]; readonly byVersion: readonly number[] };
  /** Advisories that could not be judged, with the text that is no version. */
  readonly undecided: ReadonlyMap<string, string>;
}

function judge(lookUp: LookUp, database: AdvisoryDatabase, scheme: VersionScheme): Judged {
  const version = scheme.parse(lookUp.version);
  const installed = version === undefined ? undefined : { scheme, version };
  const reading = scheme.name === 'rpm' ? 'alternative-builds' : 'any-entry';
  const held: HeldAdvisory[] = [];
  const undecided = new Map<string, string>();
  const [outright, byVersion]: [number[], number[]] = [[], []];
  for (const [advisory, statements] of byAdvisory(database.affecting(lookUp))) {
    const denials = statements.filter(({ status }) => status === 'not-affected');
    const others = denials.length === 0 ? statements : statements.filter(({ status }) => status !== 'not-affected');
    if (denials.some((denial) => judgeStatement(denial, lookUp.version, installed).verdict === 'holds')) {
      outright.push(advisory);
      continue;
    }
    const judgement = judgeAdvisory(others, lookUp, { installed, reading });
    const [text] = judgement.undecided;
    if (judgement.held.length > 0) held.push(withStatements(database.header(advisory), judgement.held));
    else if (text === undefined) byVersion.push(advisory);
    if (text !== undefined) undecided.set(database.header(advisory).id, text);
  }
  return { held, undecided, denying: { outright, byVersion } };
}

/**
 * Vulnerabilities that the package has not, whatever other advisories hold: the publisher says so outright, or one that speaks
 * first-hand knows the installed version as fixed and another's export of its data is older.
 */
function ruleOut({ held, denying }: Pick<Judged, 'held' | 'denying'>, database: AdvisoryDatabase, isDistro: boolean) {
  const ruledOut = new Set<string>();
  if (held.length === 0) return ruledOut;
  const flaws = (advisories: readonly AdvisoryHeader[]) =>
    advisories.flatMap((advisory) => flawsOf(advisory, isDistro));
  if (held.some(({ firstHand }) => !firstHand)) {
    const fixed = denying.byVersion.map((advisory) => database.header(advisory)).filter(({ firstHand }) => firstHand);
    for (const name of flaws(fixed)) ruledOut.add(name);
    for (const name of flaws(held.filter(({ firstHand }) => firstHand))) ruledOut.delete(name);
  }
  for (const name of flaws(denying.outright.map((advisory) => database.header(advisory)))) ruledOut.add(name);
  return ruledOut;
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
