import type { TagFacts, TagOrder } from '#core/registry-filters.ts';
import { compareTags } from '#engine/versions/index.ts';

/** Puts tags into order, newest first: by date, those of one date (or none) by version, and the rest by name. */
export function newestFirst(tags: readonly TagFacts[], order: TagOrder): readonly TagFacts[] {
  const compare = order === 'date' ? byDate : byVersion;
  return [...tags].sort((a, b) => compare(a, b) || byVersion(a, b) || byDate(a, b) || byName(a, b));
}

/** When a tag was pushed, or else when its image was made; undefined where nobody knows. */
export function dateOf({ pushedAt, createdAt }: TagFacts): Date | undefined {
  return isKnownDate(pushedAt) ? pushedAt : isKnownDate(createdAt) ? createdAt : undefined;
}

/** Build tools that make the same bytes each time set all dates to 1970, some to 1980: nobody knows then. */
const firstKnownMs = Date.UTC(1990, 0, 1);

/** Whether a date says anything. */
export function isKnownDate(date: Date | undefined): date is Date {
  return date !== undefined && date.getTime() >= firstKnownMs;
}

/** What has no date cannot be called old: it goes first. */
function byDate(a: TagFacts, b: TagFacts): number {
  const [timeA, timeB] = [a, b].map((tag) => dateOf(tag)?.getTime() ?? Number.MAX_SAFE_INTEGER);
  return (timeB ?? 0) - (timeA ?? 0);
}

/** Versions go before names that are none. */
function byVersion(a: TagFacts, b: TagFacts): number {
  return compareTags(b.tag, a.tag);
}

function byName(a: TagFacts, b: TagFacts): number {
  return a.tag < b.tag ? 1 : Number(a.tag > b.tag) * -1;
}
