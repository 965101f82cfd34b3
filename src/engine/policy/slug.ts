const maxLength = 64;

/** A text as an identifier: lower-case letters, digits and dashes, at most 64; `x` where none are left. */
export function slugOf(text: string): string {
  const words = text.toLowerCase().match(/[a-z0-9]+/g) ?? ['x'];
  return words.join('-').slice(0, maxLength).replace(/-$/, '');
}

/** The same identifiers, a number added to those that stood there before: `a`, `a-2`. */
export function uniqueSlugs(slugs: readonly string[]): readonly string[] {
  const taken = new Set<string>();
  return slugs.map((slug) => {
    let unique = slug;
    for (let number = 2; taken.has(unique); number += 1) unique = `${slug.slice(0, maxLength - 4)}-${number}`;
    taken.add(unique);
    return unique;
  });
}
