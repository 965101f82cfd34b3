/**
 * JSON text that PostgreSQL takes as jsonb: NUL characters and lone surrogates, which it refuses and which names from hostile images
 * may hold, become U+FFFD.
 */
export function toJson(value: unknown): string {
  return JSON.stringify(value, (_, member: unknown) => (typeof member === 'string' ? cleanText(member) : member));
}

/** Text that PostgreSQL takes. */
export function cleanText(text: string): string {
  return text.replaceAll('\u0000', '\uFFFD').toWellFormed();
}
