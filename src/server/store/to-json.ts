/**
 * JSON text that PostgreSQL takes as jsonb: NUL characters and lone surrogates, which it refuses and which names from hostile images
 * may hold, become U+FFFD.
 */
export function toJson(value: unknown): string {
  const text = JSON.stringify(value);
  // Both come out as \u0000 and \ud8xx: text without any such is as it should be, and asking of each string costs as much again as all the rest.
  if (!text.includes('\\u')) return text;
  return JSON.stringify(value, (_, member: unknown) =>
    typeof member === 'string' ? cleanText(member) : cleanNames(member),
  );
}

/** Names of members come from images too, as those of labels. Of two that become the same the last one stays. */
function cleanNames(value: unknown): unknown {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return value;
  const members = Object.entries(value);
  if (members.every(([name]) => cleanText(name) === name)) return value;
  return Object.fromEntries(members.map(([name, member]) => [cleanText(name), member]));
}

/** Text that PostgreSQL takes. */
export function cleanText(text: string): string {
  return text.replaceAll('\u0000', '\uFFFD').toWellFormed();
}
