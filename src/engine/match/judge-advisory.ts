import type { RangeEvent } from '#core/advisory.ts';
import type { AffectedBy } from '#engine/advisories/index.ts';
import type { InstalledVersion } from './evaluate-range.ts';
import { type Holding, type Judgement, judgeStatement } from './judge-statement.ts';
import { isModularBuild, type LookUp } from './look-up.ts';

/** A statement that holds, with why. */
export interface HeldStatement extends Holding {
  readonly affected: AffectedBy['affected'];
}

/** What the statements that one advisory makes about one package come to. */
export interface AdvisoryJudgement {
  /** Empty where the package is not affected. */
  readonly held: readonly HeldStatement[];
  /** Texts that are no versions, because of which statements could not be judged. */
  readonly undecided: readonly string[];
}

/** How the entries of one advisory for one package relate. */
export type EntryReading = 'any-entry' | 'alternative-builds';

/**
 * Judges an advisory. Usually a package is affected where any entry holds (one for each line of releases). The entries of an
 * rpm erratum are instead builds of the same fix, for several minor releases or module contexts: whoever has any of them is
 * mended, so all must hold.
 */
export function judgeAdvisory(
  statements: readonly AffectedBy['affected'][],
  lookUp: LookUp,
  { installed, reading }: { readonly installed: InstalledVersion | undefined; readonly reading: EntryReading },
): AdvisoryJudgement {
  const judged = statements
    .filter((affected) => reading === 'any-entry' || isForBuild(affected, lookUp.modular))
    .map((affected) => ({ affected, judgement: judgeStatement(affected, lookUp.version, installed) }));
  const undecided = judged.flatMap(({ judgement }) => (judgement.verdict === 'undecided' ? [judgement.version] : []));
  if (reading === 'alternative-builds' && judged.some(({ judgement }) => judgement.verdict === 'does-not-hold')) {
    return { held: [], undecided: [] };
  }
  return { held: judged.flatMap(({ affected, judgement }) => heldBy(affected, judgement)), undecided };
}

function heldBy(affected: AffectedBy['affected'], judgement: Judgement): readonly HeldStatement[] {
  if (judgement.verdict !== 'holds') return [];
  const { kind, matched, fix } = judgement;
  return [{ affected, kind, matched, fix }];
}

/** Fixes of module streams say nothing of packages outside them, nor the other way round: their versions are not of one line. */
function isForBuild({ ranges }: AffectedBy['affected'], modular: boolean): boolean {
  const bounds = ranges.flatMap(({ events }) => events.map(boundOf)).filter((bound) => bound !== undefined);
  return bounds.length === 0 || bounds.some(isModularBuild) === modular;
}

function boundOf(event: RangeEvent): string | undefined {
  if ('fixed' in event) return event.fixed;
  return 'lastAffected' in event ? event.lastAffected : undefined;
}
