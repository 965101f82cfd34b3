import type { Affected, AffectedStatus, RangeEvent, StatedFix, VersionRange } from '#core/advisory.ts';
import type { SeverityRating } from '#core/severity.ts';
import type { AffectedBy } from './advisory-database.ts';

type Statement = AffectedBy['affected'];
type PackedRange = readonly ['e' | 's', ...string[]];

/** A statement as it is stored: `r` ranges (kind, then a letter and a version for each event), `v` versions, and the rest. */
interface Packed {
  readonly r?: readonly PackedRange[];
  readonly v?: readonly string[];
  readonly s?: readonly SeverityRating[];
  readonly q?: Readonly<Record<string, string>>;
  readonly t?: AffectedStatus;
  readonly x?: StatedFix;
}

const letters = { introduced: 'i', fixed: 'f', lastAffected: 'l', limit: 'm' } as const;

/**
 * Writes what matching needs of an affected entry. Ranges of Git commits order no versions and are left out; where ranges
 * decide, the version list is not kept either (for PyPI that is half a million strings).
 */
export function packStatement(affected: Affected): string {
  const ranges = affected.ranges.filter(({ kind }) => kind !== 'git');
  const packed: Packed = {
    ...(ranges.length > 0 && { r: ranges.map(packRange) }),
    ...(ranges.length === 0 && affected.versions.length > 0 && { v: affected.versions }),
    ...(affected.severities.length > 0 && { s: affected.severities }),
    ...(affected.qualifiers !== undefined && { q: affected.qualifiers }),
    ...(affected.status !== undefined && affected.status !== 'affected' && { t: affected.status }),
    ...(affected.fix !== undefined && { x: affected.fix }),
  };
  return JSON.stringify(packed);
}

/** Tells whether an affected entry says anything that can be matched. */
export function isMatchable({ ranges, versions }: Affected): boolean {
  return versions.length > 0 || ranges.some(({ kind }) => kind !== 'git');
}

/** Puts the statements about one key together; each is an advisory's number, its place in the advisory, and what is stated. */
export function joinStatements(
  statements: readonly { readonly advisory: number; readonly seq: number; readonly statement: string }[],
): string {
  return `[${statements.map(({ advisory, seq, statement }) => `[${advisory},${seq},${statement}]`).join(',')}]`;
}

/** Reads what {@link joinStatements} wrote. */
export function readStatements(text: string): readonly AffectedBy[] {
  const rows: readonly (readonly [advisory: number, seq: number, packed: Packed])[] = JSON.parse(text);
  return rows.map(([advisory, , packed]) => ({ advisory, affected: unpackStatement(packed) }));
}

function unpackStatement(packed: Packed): Statement {
  return {
    ranges: packed.r?.map(unpackRange) ?? [],
    versions: packed.v ?? [],
    severities: packed.s ?? [],
    ...(packed.q !== undefined && { qualifiers: packed.q }),
    ...(packed.t !== undefined && { status: packed.t }),
    ...(packed.x !== undefined && { fix: packed.x }),
  };
}

function packRange({ kind, events }: VersionRange): PackedRange {
  return [kind === 'semver' ? 's' : 'e', ...events.flatMap(packEvent)];
}

function packEvent(event: RangeEvent): readonly string[] {
  if ('introduced' in event) return [letters.introduced, event.introduced];
  if ('fixed' in event) return [letters.fixed, event.fixed];
  if ('lastAffected' in event) return [letters.lastAffected, event.lastAffected];
  return [letters.limit, event.limit];
}

function unpackRange([kind, ...parts]: PackedRange): VersionRange {
  const events: RangeEvent[] = [];
  for (let index = 0; index + 1 < parts.length; index += 2) {
    const [letter, version = ''] = [parts[index], parts[index + 1]];
    if (letter === letters.introduced) events.push({ introduced: version });
    else if (letter === letters.fixed) events.push({ fixed: version });
    else if (letter === letters.lastAffected) events.push({ lastAffected: version });
    else events.push({ limit: version });
  }
  return { kind: kind === 's' ? 'semver' : 'ecosystem', events };
}
