import type { GoneTag } from '../../api/generated/index.ts';
import { kindWords } from './kind-words.ts';

/** What became of a tag: `1.0: gone since 2026-11-26`, `latest: Helm chart since 2026-11-26`. */
export function goneTagWords({ tag, since, artifact }: GoneTag): string {
  const what = artifact === undefined ? 'gone' : kindWords[artifact];
  return `${tag}: ${what} since ${since.slice(0, 10)}`;
}

/** The same of the first of several, and how many there are besides; undefined where there is none. */
export function goneTagsInShort(goneTags: readonly GoneTag[] = []): string | undefined {
  const [first, ...others] = goneTags;
  if (first === undefined) return undefined;
  return others.length === 0 ? goneTagWords(first) : `${goneTagWords(first)} +${others.length}`;
}
