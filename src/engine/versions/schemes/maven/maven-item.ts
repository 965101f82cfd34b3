/** A part of a Maven version: a number (digits without leading zeros, so `''` is 0), a word, or a list of what follows a mark. */
export type MavenItem =
  | { readonly kind: 'number'; readonly digits: string }
  | { readonly kind: 'word'; readonly qualifier: string }
  | { readonly kind: 'list'; readonly items: readonly MavenItem[] };

const qualifiers = ['alpha', 'beta', 'milestone', 'rc', 'snapshot', '', 'sp'];
const aliases: ReadonlyMap<string, string> = new Map([
  ['ga', ''],
  ['final', ''],
  ['release', ''],
  ['cr', 'rc'],
]);

/** What the lack of a word sorts by. */
export const releaseQualifier = String(qualifiers.indexOf(''));

/** What a word sorts by: the place of a known one, and for any other a text that comes after all of these. */
export function qualifierOf(word: string): string {
  const name = aliases.get(word) ?? word;
  const place = qualifiers.indexOf(name);
  return place < 0 ? `${qualifiers.length}-${name}` : String(place);
}
