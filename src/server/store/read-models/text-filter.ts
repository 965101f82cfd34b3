import { type RawBuilder, sql } from 'kysely';

/** True where every word of `q` occurs in the text, in whatever case. */
export function containsWords(text: RawBuilder<unknown>, q: string | undefined): RawBuilder<boolean> {
  const words = (q ?? '')
    .toLowerCase()
    .split(/\s+/)
    .filter((word) => word !== '');
  if (words.length === 0) return sql<boolean>`true`;
  const tests = words.map((word) => sql`position(${word} in lower(${text})) > 0`);
  return sql<boolean>`(${sql.join(tests, sql` and `)})`;
}

/** Joins conditions with `and`; those that are undefined do not count. */
export function allOf(conditions: readonly (RawBuilder<boolean> | undefined)[]): RawBuilder<boolean> {
  const given = conditions.filter((one) => one !== undefined);
  return given.length === 0 ? sql<boolean>`true` : sql<boolean>`(${sql.join(given, sql` and `)})`;
}
