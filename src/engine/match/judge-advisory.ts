import type { VersionScheme } from '#engine/versions/index.ts';
import type { FoundStatement } from './gather-statements.ts';
import { type Holding, judgeStatement } from './judge-statement.ts';

/** A statement that holds, with why. */
export interface HeldStatement extends Holding, FoundStatement {}

/** What the statements that one advisory makes about one package come to. */
export type AdvisoryJudgement =
  /** `undecided` are texts that are no versions, because of which further statements could not be judged. */
  | { readonly kind: 'affected'; readonly held: readonly HeldStatement[]; readonly undecided: readonly string[] }
  /** The publisher says that it is not affected: `outright`, or since its version is none of the affected ones. */
  | { readonly kind: 'not-affected'; readonly outright: boolean }
  | { readonly kind: 'undecided'; readonly undecided: readonly string[] }
  /** No statement is about this package. */
  | { readonly kind: 'not-about-it' };

/** How the entries of one advisory for one package relate. */
export type EntryReading = 'any-entry' | 'alternative-builds';

/** How the advisories on packages with versions of a scheme are read. */
export function readingOf(scheme: Pick<VersionScheme, 'name'>): EntryReading {
  return scheme.name === 'rpm' ? 'alternative-builds' : 'any-entry';
}

/**
 * Judges an advisory. Usually a package is affected where any entry holds (one for each line of releases). The entries of an
 * rpm erratum are instead builds of the same fix, for several minor releases or module contexts: whoever has any of them is
 * mended, so all must hold. An entry that denies decides alone.
 */
export function judgeAdvisory(statements: readonly FoundStatement[], reading: EntryReading): AdvisoryJudgement {
  const judged = statements
    .filter(({ notFor }) => notFor === undefined)
    .map((statement) => ({ statement, judgement: judgeStatement(statement) }));
  const denies = ({ statement: { affected } }: (typeof judged)[number]) => affected.status === 'not-affected';
  if (judged.some((one) => denies(one) && one.judgement.verdict === 'holds')) {
    return { kind: 'not-affected', outright: true };
  }
  const others = judged.filter((one) => !denies(one));
  // What is denied for other versions only says nothing of this one.
  if (others.length === 0) return { kind: 'not-about-it' };
  if (reading === 'alternative-builds' && others.some(({ judgement }) => judgement.verdict === 'does-not-hold')) {
    return { kind: 'not-affected', outright: false };
  }
  const held = others.flatMap(({ statement, judgement }) => {
    if (judgement.verdict !== 'holds') return [];
    const { kind, matched, fix } = judgement;
    return [{ ...statement, kind, matched, fix }];
  });
  const undecided = others.flatMap(({ judgement }) => (judgement.verdict === 'undecided' ? [judgement.version] : []));
  if (held.length > 0) return { kind: 'affected', held, undecided };
  return undecided.length > 0 ? { kind: 'undecided', undecided } : { kind: 'not-affected', outright: false };
}
