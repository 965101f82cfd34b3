import { type Kysely, sql } from 'kysely';
import type { Tables } from '../schema.ts';
import { listImages } from './list-images.ts';
import { findsWords, wordsOf } from './text-filter.ts';

const perKind = 8;

/** The first few of all that can be found by some words, for a palette that leads anywhere. */
export async function searchAll(db: Kysely<Tables>, q: string) {
  const [registries, repositories, images, vulnerabilities, packages] = await Promise.all([
    registriesNamed(db, q),
    repositoriesNamed(db, q),
    listImages(db, { q, limit: perKind, cursor: undefined, isCounted: false }),
    vulnerabilitiesNamed(db, q),
    packagesNamed(db, q),
  ]);
  return {
    registries,
    repositories,
    images: images.items.map(({ imageId, repository, tags, reference, platform }) => ({
      imageId,
      repository,
      tags,
      reference,
      platform,
    })),
    vulnerabilities,
    packages,
  };
}

async function registriesNamed(db: Kysely<Tables>, q: string) {
  const { rows } = await sql<{ registryId: string; name: string; path: string }>`
    select id as "registryId", name, path from registry where ${findsWords(sql`lower(name || ' ' || path)`, q)}
    order by name limit ${sql.lit(perKind)}`.execute(db);
  return rows;
}

async function repositoriesNamed(db: Kysely<Tables>, q: string) {
  const { rows } = await sql<{ repository: string; registryId: string }>`
    select name as repository, registry_id as "registryId" from repository
    where ${findsWords(sql`search`, q)} and length(name) >= ${lengthOf(q)}
    order by length(name), name limit ${sql.lit(perKind)}`.execute(db);
  return rows;
}

async function vulnerabilitiesNamed(db: Kysely<Tables>, q: string) {
  const { rows } = await sql<{ vulnerabilityId: string }>`
    select id as "vulnerabilityId" from vulnerability where ${findsWords(sql`lower(id)`, q)}
    order by known_exploited desc, id desc limit ${sql.lit(perKind)}`.execute(db);
  return rows;
}

async function packagesNamed(db: Kysely<Tables>, q: string) {
  const { rows } = await sql<{ type: string; name: string }>`
    select type, name from package where ${findsWords(sql`lower(name)`, q)} and length(name) >= ${lengthOf(q)}
    group by length(name), name, type order by length(name), name, type limit ${sql.lit(perKind)}`.execute(db);
  return rows;
}

/** No name that has all words is shorter, so that looking along the names by length may begin there. */
function lengthOf(q: string): number {
  return Math.max(0, ...wordsOf(q).map((word) => Array.from(word).length));
}
