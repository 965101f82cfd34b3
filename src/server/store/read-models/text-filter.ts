import { type RawBuilder, sql } from 'kysely';

/** True where every word of `q` occurs in the text, in whatever case. */
export function containsWords(text: RawBuilder<unknown>, q: string | undefined): RawBuilder<boolean> {
  return eachWord(q, (word) => sql`position(${word} in lower(${text})) > 0`);
}

/** As {@link containsWords}, for a column that is in small letters already: so that its trigram index is used. */
export function findsWords(column: RawBuilder<unknown>, q: string | undefined): RawBuilder<boolean> {
  return eachWord(q, (word) => sql`${column} like ${`%${word.replaceAll(/[\\%_]/g, String.raw`\$&`)}%`}`);
}

/** Joins conditions with `and`; those that are undefined do not count. */
export function allOf(conditions: readonly (RawBuilder<boolean> | undefined)[]): RawBuilder<boolean> {
  const given = conditions.filter((one) => one !== undefined);
  return given.length === 0 ? sql<boolean>`true` : sql<boolean>`(${sql.join(given, sql` and `)})`;
}

/** The words of a text, in small letters. */
export function wordsOf(q: string | undefined): readonly string[] {
  return (q ?? '')
    .toLowerCase()
    .split(/\s+/)
    .filter((word) => word !== '');
}

function eachWord(q: string | undefined, test: (word: string) => RawBuilder<unknown>): RawBuilder<boolean> {
  const words = wordsOf(q);
  return words.length === 0 ? sql<boolean>`true` : sql<boolean>`(${sql.join(words.map(test), sql` and `)})`;
}
