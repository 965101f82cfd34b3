import type { RangeEvent, VersionRange } from '#core/advisory.ts';
import type { VersionScheme } from '#engine/versions/index.ts';

/**
 * What a range says of a version. `fix` is the version that ends the affected stretch, where the range names it; `open` means
 * that the stretch has no end, so that no version is fixed. `undecided` names the text that is no version.
 */
export type RangeVerdict =
  | { readonly kind: 'affected'; readonly fix?: string; readonly open: boolean }
  | { readonly kind: 'unaffected' }
  | { readonly kind: 'undecided'; readonly version: string };

/** A version that has been read, with the scheme that read it. */
export interface InstalledVersion<V = unknown> {
  readonly scheme: VersionScheme<V>;
  readonly version: V;
}

interface Event<V> {
  readonly kind: 'introduced' | 'fixed' | 'lastAffected' | 'limit';
  readonly text: string;
  /** Undefined for OSV's `0`, which is before every version. */
  readonly version: V | undefined;
}

const unaffected: RangeVerdict = { kind: 'unaffected' };

/**
 * Evaluates one range as OSV prescribes (ossf.github.io/osv-schema, "Evaluation"): events in the order of their versions;
 * `introduced` begins an affected stretch, `fixed` ends it before that version and `last_affected` after it; where there are
 * limits, the version must be below one of them.
 */
export function evaluateRange<V>(range: VersionRange, installed: InstalledVersion<V>): RangeVerdict {
  const events: Event<V>[] = [];
  for (const event of range.events) {
    const read = readEvent(event, installed.scheme);
    if (read === undefined) return { kind: 'undecided', version: textOf(event) };
    events.push(read);
  }
  if (!isBelowLimits(events, installed)) return unaffected;
  const ordered = orderEvents(events, installed.scheme);
  let isAffected = false;
  for (const [index, event] of ordered.entries()) {
    if (!isReached(event, installed)) {
      if (isAffected) return endOf(ordered.slice(index));
      break;
    }
    isAffected = event.kind === 'introduced';
  }
  return isAffected ? { kind: 'affected', open: !events.some(({ kind }) => kind === 'limit') } : unaffected;
}

/** Writes the events of a range for people: `introduced 0, fixed 1.2.3-1`. */
export function describeRange(range: VersionRange): string {
  return range.events.map((event) => `${wordOf(event)} ${textOf(event)}`).join(', ');
}

/** The stretch ends with the next event that ends one; the versions between it and the installed one are affected too. */
function endOf<V>(ahead: readonly Event<V>[]): RangeVerdict {
  const end = ahead.find(({ kind }) => kind === 'fixed' || kind === 'lastAffected');
  if (end === undefined) return { kind: 'affected', open: true };
  return { kind: 'affected', open: false, ...(end.kind === 'fixed' && { fix: end.text }) };
}

/** Tells whether the installed version is at or past an event; `last_affected` takes effect only past its version. */
function isReached<V>({ kind, version }: Event<V>, installed: InstalledVersion<V>): boolean {
  if (version === undefined) return true;
  const order = installed.scheme.compare(installed.version, version);
  return kind === 'lastAffected' ? order > 0 : order >= 0;
}

function isBelowLimits<V>(events: readonly Event<V>[], { scheme, version }: InstalledVersion<V>): boolean {
  const limits = events.filter(({ kind }) => kind === 'limit');
  const isBelow = (limit: Event<V>) =>
    limit.text === '*' || (limit.version !== undefined && scheme.compare(version, limit.version) < 0);
  return limits.length === 0 || limits.some(isBelow);
}

/**
 * Stretches of which the scheme puts the end before the beginning are empty: Bitnami has `introduced 1.24.0-0, fixed 1.24.0` from
 * publishers for whom `-0` is before the release, and by its own order after it. Sorted alone, they would never end.
 */
function orderEvents<V>(events: readonly Event<V>[], scheme: VersionScheme<V>): readonly Event<V>[] {
  const sorted = sortEvents(events, scheme);
  if (sorted.every((event, index) => isBeginning(event) === (index % 2 === 0))) return sorted;
  const written = events.filter(({ kind }) => kind !== 'limit');
  if (written.some((event, index) => isBeginning(event) !== (index % 2 === 0))) return sorted;
  const isEmpty = (begin?: Event<V>, end?: Event<V>) =>
    begin !== undefined && end !== undefined && compareBounds(end.version, begin.version, scheme) < 0;
  const whole = written.filter((_, index) => {
    const first = index - (index % 2);
    return !isEmpty(written[first], written[first + 1]);
  });
  return sortEvents(whole, scheme);
}

function isBeginning({ kind }: Event<unknown>): boolean {
  return kind === 'introduced';
}

/** At one version the order as written stays, but a version that is the last affected one is affected first. */
function sortEvents<V>(events: readonly Event<V>[], scheme: VersionScheme<V>): readonly Event<V>[] {
  const rank = ({ kind }: Event<V>) => (kind === 'lastAffected' ? 1 : 0);
  return events
    .filter(({ kind }) => kind !== 'limit')
    .sort((a, b) => compareBounds(a.version, b.version, scheme) || rank(a) - rank(b));
}

function compareBounds<V>(a: V | undefined, b: V | undefined, scheme: VersionScheme<V>): number {
  if (a === undefined || b === undefined) return Number(a !== undefined) - Number(b !== undefined);
  return scheme.compare(a, b);
}

function readEvent<V>(event: RangeEvent, scheme: VersionScheme<V>): Event<V> | undefined {
  const kind = kindOf(event);
  const text = textOf(event);
  if ((kind === 'introduced' && text === '0') || (kind === 'limit' && text === '*')) {
    return { kind, text, version: undefined };
  }
  const version = scheme.parse(text);
  if (version !== undefined) return { kind, text, version };
  // What `<= 2` includes is more than 2.0.0, and where it ends is for the publisher to say.
  const completed = kind === 'lastAffected' ? undefined : scheme.completeBound?.(text);
  const meant = completed === undefined ? undefined : scheme.parse(completed);
  return completed === undefined || meant === undefined ? undefined : { kind, text: completed, version: meant };
}

function kindOf(event: RangeEvent): Event<unknown>['kind'] {
  if ('introduced' in event) return 'introduced';
  if ('fixed' in event) return 'fixed';
  return 'lastAffected' in event ? 'lastAffected' : 'limit';
}

function textOf(event: RangeEvent): string {
  if ('introduced' in event) return event.introduced;
  if ('fixed' in event) return event.fixed;
  return 'lastAffected' in event ? event.lastAffected : event.limit;
}

function wordOf(event: RangeEvent): string {
  const kind = kindOf(event);
  return kind === 'lastAffected' ? 'last affected' : kind;
}
