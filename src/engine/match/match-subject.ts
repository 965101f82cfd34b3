import type { ScanProblem } from '#core/problem.ts';
import type { AdvisoryDatabase, AdvisoryHeader } from '#engine/advisories/index.ts';
import { type Ecosystem, ecosystems, findEcosystem } from '#engine/ecosystems/index.ts';
import { findVersionScheme, type VersionScheme } from '#engine/versions/index.ts';
import { describeMatches, type HeldAdvisory } from './describe-matches.ts';
import { gatherStatements } from './gather-statements.ts';
import { hiddenReasonOf } from './hidden-reason.ts';
import { type HeldStatement, judgeAdvisory, readingOf } from './judge-advisory.ts';
import { type LookUp, lookUpsOf } from './look-up.ts';
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
  /** Whose ratings decide on severity, before the usual order: names of raters (`nvd`, `ghsa`, `red hat`), or `vendor`. */
  readonly severityFrom?: readonly string[];
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
  const lookUps = ecosystem === undefined ? [] : lookUpsOf(subject, ecosystem);
  if (ecosystem !== undefined && lookUps.length === 0) return { matches: [], problems: [] };
  const scheme = findVersionScheme(ecosystem?.versionScheme ?? '', options.schemes);
  if (ecosystem === undefined || scheme === undefined) {
    return { matches: [], problems: [unknownEcosystem(subject)] };
  }
  const { held, undecided, denying } = judgeAll(lookUps, database, scheme);
  const isDistro = ecosystem.distro !== undefined;
  const ruledOut = ruleOut({ held, denying }, database, isDistro);
  const hidden = hiddenReasonOf(subject);
  const isSure = ecosystem.osvName !== undefined;
  const matches = describeMatches(held, {
    scheme,
    database,
    isDistro,
    ruledOut,
    hidden,
    isSure,
    severityFrom: options.severityFrom,
  });
  return { matches, problems: undecided.size === 0 ? [] : [unparsable(lookUps[0], ecosystem, undecided)] };
}

/** What all advisories that speak of a package come to. */
interface Judged {
  readonly held: readonly HeldAdvisory[];
  /** Numbers of advisories that say that the package is not affected: `outright`, or since its version is a fixed one. */
  readonly denying: { readonly outright: readonly number[]; readonly byVersion: readonly number[] };
  /** Advisories that could not be judged, with the text that is no version. */
  readonly undecided: ReadonlyMap<string, string>;
}

function judgeAll(lookUps: readonly LookUp[], database: AdvisoryDatabase, scheme: VersionScheme): Judged {
  const held: HeldAdvisory[] = [];
  const undecided = new Map<string, string>();
  const [outright, byVersion]: [number[], number[]] = [[], []];
  for (const [advisory, statements] of gatherStatements(lookUps, database, scheme)) {
    const judgement = judgeAdvisory(statements, readingOf(scheme));
    if (judgement.kind === 'not-affected') (judgement.outright ? outright : byVersion).push(advisory);
    if (judgement.kind === 'affected') {
      const header = database.header(advisory);
      if (!isNamesake(header, judgement.held)) held.push({ ...header, statements: judgement.held });
    }
    const [text] = 'undecided' in judgement ? judgement.undecided : [];
    if (text !== undefined) undecided.set(database.header(advisory).id, text);
  }
  return { held, undecided, denying: { outright, byVersion } };
}

/**
 * Tells whether a record of malware and a package share no more than a name: thousands of such records hold whole names of one word, all versions,
 * and an application of one's own may well be called so. What stands alone is that malware only where its very version is listed.
 */
function isNamesake({ id, aliases }: AdvisoryHeader, held: readonly HeldStatement[]): boolean {
  if (![id, ...aliases].some((name) => name.startsWith('MAL-'))) return false;
  return held.every(({ lookUp, kind }) => lookUp.standsAlone === true && kind === 'range');
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

function unknownEcosystem({ ecosystem, name }: MatchSubject): ScanProblem {
  return {
    stage: 'match',
    code: 'match/ecosystem-unknown',
    plugIn: ecosystem,
    message: `packages of "${ecosystem}" (${name} among them) cannot be looked up: no ecosystem of that name is known`,
    affectsCoverage: true,
  };
}

function unparsable(
  lookUp: LookUp | undefined,
  ecosystem: Ecosystem,
  undecided: ReadonlyMap<string, string>,
): ScanProblem {
  const [[advisory, text] = ['', '']] = undecided;
  const others = undecided.size === 1 ? '' : ` and ${undecided.size - 1} more`;
  return {
    stage: 'match',
    code: 'match/version-unparsable',
    plugIn: ecosystem.name,
    message: `cannot tell whether ${lookUp?.name} ${lookUp?.version} is affected by ${advisory}${others}: "${text}" is no version as ${ecosystem.displayName} writes them; read the advisory`,
    affectsCoverage: true,
  };
}
