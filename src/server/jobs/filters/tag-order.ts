import type { TagFacts, TagOrder } from '#core/registry-filters.ts';
import { compareVersions } from '#engine/versions/index.ts';

/** Puts tags into order, newest first: by date, those of one date (or none) by version, and the rest by name. */
export function newestFirst(tags: readonly TagFacts[], order: TagOrder): readonly TagFacts[] {
  const compare = order === 'date' ? byDate : byVersion;
  return [...tags].sort((a, b) => compare(a, b) || byVersion(a, b) || byDate(a, b) || byName(a, b));
}

/** When a tag was pushed, or else when its image was made; undefined where nobody knows. */
export function dateOf({ pushedAt, createdAt }: TagFacts): Date | undefined {
  return known(pushedAt) ?? known(createdAt);
}

/** Build tools that make the same bytes each time set all dates to 1970, some to 1980: nobody knows then. */
const firstKnownMs = Date.UTC(1990, 0, 1);

function known(date: Date | undefined): Date | undefined {
  return date !== undefined && date.getTime() >= firstKnownMs ? date : undefined;
}

/** What has no date cannot be called old: it goes first. */
function byDate(a: TagFacts, b: TagFacts): number {
  const [timeA, timeB] = [a, b].map((tag) => dateOf(tag)?.getTime() ?? Number.MAX_SAFE_INTEGER);
  return (timeB ?? 0) - (timeA ?? 0);
}

/** Versions go before names that are none. */
function byVersion(a: TagFacts, b: TagFacts): number {
  const [versionA, versionB] = [versionOf(a.tag), versionOf(b.tag)];
  if (versionA === undefined || versionB === undefined)
    return Number(versionB !== undefined) - Number(versionA !== undefined);
  return compareVersions('semver', versionB, versionA) ?? 0;
}

/** `v1.2` and `1.2-alpine` as Semantic Versioning writes them; linear in the tag, of which OCI allows 128 characters. */
function versionOf(tag: string): string | undefined {
  const [, major, minor = '0', patch = '0', rest = ''] =
    /^v?(\d{1,9})(?:\.(\d{1,9}))?(?:\.(\d{1,9}))?((?:[-+._].*)?)$/.exec(tag) ?? [];
  if (major === undefined) return undefined;
  const suffix = rest.slice(1).replaceAll(/[^0-9A-Za-z.-]/g, '-');
  const plain = [major, minor, patch].map(Number).join('.');
  const full = suffix === '' ? plain : `${plain}-${suffix}`;
  return compareVersions('semver', full, full) === undefined ? plain : full;
}

function byName(a: TagFacts, b: TagFacts): number {
  return a.tag < b.tag ? 1 : Number(a.tag > b.tag) * -1;
}
