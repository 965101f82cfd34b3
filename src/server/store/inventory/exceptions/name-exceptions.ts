import { type Kysely, type RawBuilder, sql } from 'kysely';
import type { Tables } from '../../schema.ts';

/** Whether a repository `r` bears the name of an exception `e`. Nearly all are written out, and those are compared first. */
export const bearsIts: RawBuilder<boolean> = sql<boolean>`(r.name = e.repository or substring(r.name from position('/' in r.name) + 1) = e.repository
  or (position('*' in e.repository) > 0 and bears_name(r.name, array[e.repository])))`;

/** The images, and the exceptions that are in them by their names, of exceptions `e` that a condition picks. */
const named = (onException: RawBuilder<boolean>) => sql`
  select n.image_id, e.id from risk_exception e join repository r on ${bearsIts} join repository_image n on n.repository_id = r.id
    where e.active and e.scope = 'repository' and ${onException}
  union select i.id, e.id from risk_exception e join image i on i.digest = e.image or i.manifest_digest = e.image
    where e.active and e.scope = 'image' and ${onException}
  union select n.image_id, e.id from risk_exception e join repository_image n on n.manifest_digest = e.image
    where e.active and e.scope = 'image' and ${onException}`;

/** Looks up the images in which an exception is, after it has been made, changed, or has expired; returns those in which it is or was. */
export async function nameException(db: Kysely<Tables>, id: string): Promise<readonly number[]> {
  const before = await imagesOf(db, id);
  await sql`delete from image_exception where exception_id = ${id}`.execute(db);
  const { rows } = await sql<{ id: number }>`
    insert into image_exception (image_id, exception_id) ${named(sql<boolean>`e.id = ${id}`)}
    returning image_id as id`.execute(db);
  return [...new Set([...before, ...rows.map((row) => row.id)])];
}

/** The repositories in which an exception is, by number, where they hold more images than `atMost`; undefined otherwise. */
export async function repositoriesOf(
  db: Kysely<Tables>,
  id: string,
  atMost: number,
): Promise<RawBuilder<unknown> | undefined> {
  const repositories = sql`
    select r.id from risk_exception e join repository r on ${bearsIts} where e.id = ${id} and e.scope = 'repository'`;
  const { rows } = await sql<{ images: number }>`
    select count(*) as images from (
      select from repository_image n where n.repository_id in (${repositories}) limit ${atMost + 1}) found`.execute(db);
  return (rows[0]?.images ?? 0) > atMost ? repositories : undefined;
}

/** The images in which alone an exception is. */
export async function imagesOf(db: Kysely<Tables>, id: string): Promise<readonly number[]> {
  const { rows } = await sql<{ id: number }>`
    select image_id as id from image_exception where exception_id = ${id}`.execute(db);
  return rows.map((row) => row.id);
}

/** Looks anew which exceptions are in some images, after the names of these have changed. */
export async function nameImagesExcepted(db: Kysely<Tables>, imageIds: readonly number[]): Promise<void> {
  await sql`delete from image_exception where image_id = any(${imageIds}::bigint[])`.execute(db);
  await sql`
    with names as materialized (
      select image_id, repository_id, manifest_digest from repository_image where image_id = any(${imageIds}::bigint[])
    ),
    -- Each repository is compared once with each exception, however many of the images it holds.
    about as materialized (
      select r.id as repository_id, e.id from repository r join risk_exception e on ${bearsIts}
      where r.id in (select repository_id from names) and e.active and e.scope = 'repository'
    )
    insert into image_exception (image_id, exception_id)
    select n.image_id, a.id from names n join about a on a.repository_id = n.repository_id
    union select i.id, e.id from image i join risk_exception e on e.image in (i.digest, i.manifest_digest)
      where i.id = any(${imageIds}::bigint[]) and e.active and e.scope = 'image'
    union select n.image_id, e.id from names n join risk_exception e on e.image = n.manifest_digest
      where e.active and e.scope = 'image'`.execute(db);
}

/** The images in which something may change with what exceptions come to that bear these names of vulnerabilities. */
export async function imagesExcepted(db: Kysely<Tables>, names: readonly string[]): Promise<readonly number[]> {
  const { rows } = await sql<{ id: number }>`
    select distinct i.image_id as id from image_exception i join risk_exception e on e.id = i.exception_id
    where e.vulnerability = any(${names}::text[])`.execute(db);
  return rows.map(({ id }) => id);
}

/** Of the images in which alone there are exceptions, those that hold any of some packages that these may be about, or were. */
export async function imagesExceptedWith(
  db: Kysely<Tables>,
  packageIds: readonly number[],
): Promise<readonly number[]> {
  const { rows } = await sql<{ id: number }>`
    with names as materialized (
      select coalesce(array_agg(distinct vulnerability), '{}') as known from risk_exception where active and scope <> 'everywhere'
    ),
    about as materialized (
      select v.package_id from package_vulnerability v, names
      where v.package_id = any(${packageIds}::bigint[]) and (v.vulnerability_id = any(names.known) or v.aliases && names.known)
      union select package_id from image_suppression where package_id = any(${packageIds}::bigint[])
    )
    select distinct s.image_id as id from about a join package_set_member m on m.package_id = a.package_id
      join image_package_set s on s.set_id = m.set_id
    where s.image_id in (select image_id from image_exception)`.execute(db);
  return rows.map(({ id }) => id);
}
