import type { Fix } from '#core/advisory.ts';
import type { Package } from '#core/package.ts';
import type { AdvisoryDatabase } from '#engine/advisories/index.ts';
import { findVersionScheme, type VersionScheme } from '#engine/versions/index.ts';
import { type MatchOptions, matchSubject } from '../match-subject.ts';
import type { MatchSubject, PackageMatch } from '../package-match.ts';
import { riskScore } from '../risk-score.ts';

/** What packages have once they are of another version. */
export interface SuggestedVersion {
  readonly version: string;
  readonly channel?: string;
  readonly remaining: readonly PackageMatch[];
}

/** Versions that are tried for one package: each is the fix of what the one before still had, so few are needed. */
const maxTries = 8;

/**
 * Finds the version to upgrade packages of one source to: the highest of their fixes, looked up in its turn, until nothing is left
 * that a higher one fixes. Of those tried, the one with the least risk; of equals the lowest. Undefined where nothing has a fix.
 */
export function suggestUpgrade(
  subjects: readonly MatchSubject[],
  matches: readonly Pick<PackageMatch, 'fix'>[],
  context: { readonly database: AdvisoryDatabase; readonly schemeName: string } & MatchOptions,
): SuggestedVersion | undefined {
  const scheme = findVersionScheme(context.schemeName, context.schemes);
  if (scheme === undefined) return undefined;
  let best: SuggestedVersion | undefined;
  let next = highestFix(matches, scheme);
  for (let count = 0; next !== undefined && count < maxTries; count += 1) {
    const { version, channel } = next;
    const remaining = subjects.flatMap(
      (subject) => matchSubject(atVersion(subject, version), context.database, context).matches,
    );
    const tried = { version, ...(channel !== undefined && { channel }), remaining };
    if (best === undefined || totalRisk(remaining) < totalRisk(best.remaining)) best = tried;
    const higher = highestFix(remaining, scheme);
    next = higher !== undefined && isHigher(higher.version, version, scheme) ? higher : undefined;
  }
  return best;
}

/** The highest version that fixes need; one that everybody can have before one that must be subscribed to. */
function highestFix(matches: readonly Pick<PackageMatch, 'fix'>[], scheme: VersionScheme) {
  const fixes = matches.map(({ fix }) => fix).filter(({ state }) => state === 'fixed');
  const free = fixes.filter(({ channel }) => channel === undefined);
  let highest: { readonly version: string; readonly channel: Fix['channel'] } | undefined;
  for (const { versions, channel } of free.length > 0 ? free : fixes) {
    const [version] = versions;
    if (version === undefined || scheme.parse(version) === undefined) continue;
    if (highest === undefined || isHigher(version, highest.version, scheme)) highest = { version, channel };
  }
  return highest;
}

function isHigher(a: string, b: string, scheme: VersionScheme): boolean {
  const [left, right] = [scheme.parse(a), scheme.parse(b)];
  return left !== undefined && right !== undefined && scheme.compare(left, right) > 0;
}

/** A binary that does not follow the version of its source (Debian's gcc-defaults) keeps its own. */
function atVersion(subject: MatchSubject, version: string): MatchSubject {
  const { source } = subject;
  if (source === undefined) return { ...subject, version };
  const follows = subject.version === source.version || subject.version.startsWith(`${source.version}+b`);
  return { ...subject, source: { name: source.name, version }, ...(follows && { version }) };
}

function totalRisk(matches: readonly PackageMatch[]): number {
  return matches.reduce((sum, match) => sum + riskScore(match), 0);
}

/** Subjects that are bound to have the same vulnerabilities, once each. */
export function distinctSubjects(
  packages: readonly Package[],
  subjectOf: (one: Package) => MatchSubject,
  keyOf: (subject: MatchSubject) => string,
): readonly MatchSubject[] {
  const subjects = packages.map(subjectOf);
  return [...new Map(subjects.map((subject) => [keyOf(subject), subject])).values()];
}
