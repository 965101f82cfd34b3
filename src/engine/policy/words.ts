const maxNamed = 3;

/** A list in few words: `a`, `a or b`, `a, b, c or 4 others`. */
export function anyOf(names: readonly string[]): string {
  const more = names.length - maxNamed;
  const parts = more > 1 ? [...names.slice(0, maxNamed), `${more} others`] : names;
  const last = parts.at(-1) ?? '';
  return parts.length < 2 ? last : `${parts.slice(0, -1).join(', ')} or ${last}`;
}
