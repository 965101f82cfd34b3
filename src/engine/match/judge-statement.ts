import type { Fix } from '#core/advisory.ts';
import type { AffectedBy } from '#engine/advisories/index.ts';
import { describeRange, evaluateRange } from './evaluate-range.ts';
import type { FoundStatement } from './gather-statements.ts';

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
 * distros the lists also name later releases. A version that the scheme cannot read is only compared with a list, letter by letter.
 */
export function judgeStatement({
  affected: statement,
  lookUp: { version: text },
  installed,
}: FoundStatement): Judgement {
  const ranges = statement.ranges.filter(({ kind }) => kind !== 'git');
  if (ranges.length === 0) {
    if (!statement.versions.includes(text)) return { verdict: 'does-not-hold' };
    return { verdict: 'holds', kind: 'version-list', matched: `lists version ${text}`, fix: unfixed(statement, false) };
  }
  if (installed === undefined) return { verdict: 'undecided', version: text };
  let undecided: Judgement | undefined;
  for (const range of ranges) {
    const verdict = evaluateRange(range, installed);
    if (verdict.kind === 'undecided') undecided ??= { verdict: 'undecided', version: verdict.version };
    if (verdict.kind !== 'affected') continue;
    const fix = verdict.fix === undefined ? unfixed(statement, verdict.open) : fixedIn(verdict.fix, statement);
    return { verdict: 'holds', kind: 'range', matched: describeRange(range), fix };
  }
  return undecided ?? { verdict: 'does-not-hold' };
}

function fixedIn(version: string, { fix, qualifiers }: Statement): Fix {
  const { availableSince } = fix ?? {};
  const { channel } = qualifiers ?? {};
  return {
    state: 'fixed',
    versions: [version],
    ...(availableSince !== undefined && { availableSince }),
    ...(channel !== undefined && { channel }),
  };
}

/** The publisher's word; else a stretch without end has no fix, and one that ends with a last affected version an unnamed one. */
function unfixed({ status, fix }: Statement, open: boolean): Fix {
  if (status === 'under-investigation') return { ...fix, state: 'unknown', versions: [] };
  if (fix !== undefined && fix.state !== 'fixed') return { ...fix, versions: [] };
  return { state: open ? 'not-fixed' : 'unknown', versions: [] };
}
