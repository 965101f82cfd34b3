import { type Kysely, sql } from 'kysely';
import type { Tables } from '../schema.ts';
import type { SubjectMatcher } from './subject-matcher.ts';

interface Stored {
  readonly id: number;
  readonly ecosystem: string;
  readonly release: string | null;
  readonly name: string;
  readonly version: string;
  readonly owner: string | null;
  readonly source_name: string | null;
  readonly source_version: string | null;
  readonly inputs: string | null;
}

/**
 * Compares what the matcher's build says of packages, those after an id, with what they were matched with, and marks those to be matched
 * for which it differs. This is right whichever builds lie between, and wherever the database comes from. Returns the last id
 * looked at, undefined where there was none.
 */
export async function markPackages(
  db: Kysely<Tables>,
  matcher: SubjectMatcher,
  { after, atOnce }: { readonly after: number; readonly atOnce: number },
): Promise<number | undefined> {
  const { rows } = await sql<Stored>`
    select id, ecosystem, release, name, version, owner, source_name, source_version, encode(inputs, 'hex') as inputs from package
    where id > ${after} order by id limit ${atOnce}`.execute(db);
  const changed = rows.filter((row) => row.inputs !== inputsOf(row, matcher)).map(({ id }) => id);
  if (changed.length > 0) {
    await sql`insert into package_to_match select unnest(${changed}::bigint[]) on conflict do nothing`.execute(db);
  }
  return rows.at(-1)?.id;
}

function inputsOf(row: Stored, matcher: SubjectMatcher): string {
  const { ecosystem, release, name, version, owner, source_name: source, source_version: sourceVersion } = row;
  return matcher.inputs({
    ecosystem,
    name,
    version,
    ...(release !== null && { release }),
    ...(owner !== null && { owner }),
    ...(source !== null && sourceVersion !== null && { source: { name: source, version: sourceVersion } }),
  });
}
