import { type Kysely, sql } from 'kysely';
import { uploadsId } from '#core/uploaded-archive.ts';
import type { Tables } from '../schema.ts';
import { findsWords } from './text-filter.ts';

/** What a reference that somebody types may become. */
export interface ReferenceHit {
  readonly reference: string;
  readonly kind: 'repository' | 'tag';
}

const repositoriesAtMost = 8;
const tagsAtMost = 12;

/** The repositories that have the words of a beginning in their names; and, once it names one, the tags of that, newest first. */
export async function completeReference(db: Kysely<Tables>, beginning: string): Promise<readonly ReferenceHit[]> {
  const { name, tag } = split(beginning.trim());
  if (name === '') return [];
  const tags = await tagsOf(db, name, tag ?? '');
  // With a colon behind it, a name is whole.
  if (tag !== undefined) return tags;
  return [...(await repositoriesNamed(db, name)), ...tags];
}

/** A colon behind the last slash parts the tag; one before it, a port. */
function split(text: string): { readonly name: string; readonly tag: string | undefined } {
  const colon = text.lastIndexOf(':');
  if (colon < 0 || text.includes('/', colon) || !text.includes('/')) return { name: text, tag: undefined };
  return { name: text.slice(0, colon), tag: text.slice(colon + 1) };
}

async function repositoriesNamed(db: Kysely<Tables>, name: string): Promise<readonly ReferenceHit[]> {
  const { rows } = await sql<{ name: string }>`
    select name from repository where registry_id <> ${uploadsId} and ${findsWords(sql`search`, name)}
    order by length(name), name limit ${repositoriesAtMost}`.execute(db);
  return rows.map((row) => ({ reference: row.name, kind: 'repository' }));
}

async function tagsOf(db: Kysely<Tables>, name: string, beginning: string): Promise<readonly ReferenceHit[]> {
  const { rows } = await sql<{ name: string; tag: string }>`
    select r.name, t.name as tag from repository r join tag t on t.repository_id = r.id
    where r.name = ${name} and r.registry_id <> ${uploadsId} and starts_with(lower(t.name), ${beginning.toLowerCase()})
    group by r.name, t.name order by max(t.scanned_at) desc, t.name limit ${tagsAtMost}`.execute(db);
  return rows.map((row) => ({ reference: `${row.name}:${row.tag}`, kind: 'tag' }));
}
