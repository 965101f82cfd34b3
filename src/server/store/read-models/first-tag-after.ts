import { compareTags, versionOfTag } from '#engine/versions/index.ts';

/** The lowest of `tags` by version that comes after all of `after`; undefined where none does, or none of `after` names a version. */
export function firstTagAfter(tags: readonly string[], after: readonly string[]): string | undefined {
  const last = inOrder(after).at(-1);
  return last === undefined ? undefined : inOrder(tags).find((tag) => compareTags(tag, last) > 0);
}

function inOrder(tags: readonly string[]): readonly string[] {
  return tags.filter((tag) => versionOfTag(tag) !== undefined).sort((a, b) => compareTags(a, b) || (a < b ? -1 : 1));
}
