import type { Fix } from '#core/advisory.ts';
import type { AffectedBy } from '#engine/advisories/index.ts';
import { describeRange, evaluateRange, type InstalledVersion } from './evaluate-range.ts';

/** Why a statement holds for a version, and what it says of the fix. */
export interface Holding {
  readonly kind: 'range' | 'version-list';
  /** The statement in words. */
  readonly matched: string;
  readonly fix: Fix;
}

/** What a statement says of a version; `undecided` names the text that no order is known for. */
export type Judgement =
  | ({ readonly verdict: 'holds' } & Holding)
  | { readonly verdict: 'does-not-hold' }
  | { readonly verdict: 'undecided'; readonly version: string };

type Statement = AffectedBy['affected'];

/**
 * Judges one statement of an advisory. Ranges decide; a list of versions decides only where there are no ranges, since for
 * distros the lists also name later releases. `installed` is undefined where `text` is no version of the ecosystem's scheme:
 * then only a list, which is compared letter by letter, can say anything.
 */
export function judgeStatement(statement: Statement, text: string, installed: InstalledVersion | undefined): Judgement {
  const ranges = statement.ranges.filter(({ kind }) => kind !== 'git');
  if (ranges.length === 0) {
    if (!statement.versions.includes(text)) return { verdict: 'does-not-hold' };
    const fix = endFix(statement) ?? { state: 'unknown', versions: [] };
    return { verdict: 'holds', kind: 'version-list', matched: `lists version ${text}`, fix };
  }
  if (installed === undefined) return { verdict: 'undecided', version: text };
  let undecided: Judgement | undefined;
  for (const range of ranges) {
    const verdict = evaluateRange(range, installed);
    if (verdict.kind === 'undecided') undecided ??= { verdict: 'undecided', version: verdict.version };
    if (verdict.kind !== 'affected') continue;
    const fix = verdict.fix === undefined ? (endFix(statement) ?? unfixed(verdict.open)) : fixedIn(verdict.fix);
    return { verdict: 'holds', kind: 'range', matched: describeRange(range), fix };
  }
  return undecided ?? { verdict: 'does-not-hold' };
}

const fixedIn = (version: string): Fix => ({ state: 'fixed', versions: [version] });

/** A stretch without end has no fix; one that ends with a last affected version has one that is not named. */
const unfixed = (open: boolean): Fix => ({ state: open ? 'not-fixed' : 'unknown', versions: [] });

/** Debian marks what it will not mend any more because the package's support has ended. */
function endFix({ qualifiers }: Statement): Fix | undefined {
  return qualifiers?.urgency === 'end-of-life' ? { state: 'wont-fix', versions: [] } : undefined;
}
