/**
 * JSON text that PostgreSQL takes as jsonb: NUL characters and lone surrogates, which it refuses and which names from hostile images
 * may hold, become U+FFFD.
 */
export function toJson(value: unknown): string {
  const text = JSON.stringify(value);
  // Both come out as \u0000 and \ud8xx: text without any such is as it should be, and asking of each string costs as much again as all the rest.
  if (!text.includes('\\u')) return text;
  return JSON.stringify(value, (_, member: unknown) => (typeof member === 'string' ? cleanText(member) : member));
}

/** Text that PostgreSQL takes. */
export function cleanText(text: string): string {
  return text.replaceAll('\u0000', '\uFFFD').toWellFormed();
}
