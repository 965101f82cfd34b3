import type { AdvisoryExplanation, StatementExplanation } from '#core/explanation.ts';
import type { AdvisoryHeader } from '#engine/advisories/index.ts';
import type { VersionScheme } from '#engine/versions/index.ts';
import { describeRange } from '../evaluate-range.ts';
import type { FoundStatement } from '../gather-statements.ts';
import { judgeAdvisory, readingOf } from '../judge-advisory.ts';
import { judgeStatement } from '../judge-statement.ts';
import type { NotFor } from '../why-not-for.ts';

/** Says what an advisory states of a package, and what that comes to. */
export function explainAdvisory(
  { id, source, firstHand }: AdvisoryHeader,
  statements: readonly FoundStatement[],
  scheme: VersionScheme,
): AdvisoryExplanation {
  return {
    advisoryId: id,
    source,
    firstHand,
    verdict: judgeAdvisory(statements, readingOf(scheme)).kind,
    statements: statements.map((statement) => explainStatement(statement, scheme)),
  };
}

const notForReasons: Readonly<Record<NotFor, string>> = {
  'source-package': 'it is about a source package, and this is the name of a binary one',
  'binary-package': 'it is about a binary package, and this is the name of a source',
  'other-module': 'it is about another module stream, or about packages outside of streams',
  'other-architecture': 'it is about another architecture',
};

const maxListed = 5;

function explainStatement(found: FoundStatement, scheme: VersionScheme): StatementExplanation {
  const { affected, lookUp, notFor } = found;
  const denies = affected.status === 'not-affected';
  const listed = affected.versions.slice(0, maxListed).join(', ');
  const more = affected.versions.length > maxListed ? ` and ${affected.versions.length - maxListed} more` : '';
  const words = [
    denies ? 'not affected' : affected.status === 'under-investigation' ? 'under investigation' : '',
    affected.ranges.length > 0 ? affected.ranges.map(describeRange).join('; ') : `versions ${listed}${more}`,
    ...Object.entries(affected.qualifiers ?? {}).map(([key, value]) => `${key} ${value}`),
  ];
  const text = words.filter((word) => word !== '').join(', ');
  if (notFor !== undefined) return { verdict: 'not-about-it', text, reason: notForReasons[notFor] };
  const judgement = judgeStatement(found);
  const version = `${lookUp.name} ${lookUp.version}`;
  switch (judgement.verdict) {
    case 'holds': {
      const says = denies
        ? `${version} is said not to be affected`
        : holdsReason(version, judgement.fix.versions[0], scheme);
      return { verdict: 'holds', text, reason: says, ...(!denies && { fix: judgement.fix }) };
    }
    case 'does-not-hold':
      return {
        verdict: 'does-not-hold',
        text,
        reason: `${version} is outside, in the order of ${scheme.name} versions`,
      };
    case 'undecided':
      return {
        verdict: 'undecided',
        text,
        reason: `"${judgement.version}" is no ${scheme.name} version, and no order is made up for it`,
      };
  }
}

function holdsReason(version: string, fix: string | undefined, scheme: VersionScheme): string {
  if (fix === undefined) return `${version} is within, and no version is said to be fixed`;
  return `${version} is within, and before the fix ${fix} in the order of ${scheme.name} versions`;
}
