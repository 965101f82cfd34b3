import { type Kysely, sql } from 'kysely';
import type { Distro } from '#core/distro.ts';
import type { Package } from '#core/package.ts';
import type { AdvisoryDatabase } from '#engine/advisories/index.ts';
import { distroSupport, followedPackages, type SupportedLine, softwareSupport } from '#engine/lifecycle/index.ts';
import type { Tables } from '../schema.ts';
import { toJson } from '../to-json.ts';

type SupportDates = Pick<AdvisoryDatabase, 'endOfLife'>;

/**
 * Stores until when distros and run-times are supported, so that images can be found by it: of what has just been stored, or of all. Returns whether that is something
 * else now.
 */
export async function saveSupport(
  db: Kysely<Tables>,
  dates: SupportDates,
  stored?: { readonly imageIds: readonly number[]; readonly packageIds: readonly number[] },
): Promise<boolean> {
  const changed = await savePackageSupport(db, dates, stored?.packageIds);
  return (await saveDistroSupport(db, dates, stored?.imageIds)) || changed;
}

async function savePackageSupport(
  db: Kysely<Tables>,
  dates: SupportDates,
  packageIds: readonly number[] | undefined,
): Promise<boolean> {
  if (packageIds?.length === 0) return false;
  const { rows } = await sql<Pick<Package, 'type' | 'name' | 'version'> & { readonly id: number }>`
    select p.id, p.type, p.name, p.version
    from package p join jsonb_to_recordset(${toJson(followedPackages)}::jsonb) as f(type text, name text, "isPrefix" boolean)
      on p.type = f.type and (p.name = f.name or (f."isPrefix" and starts_with(p.name, f.name)))
    where p.owner is null and ${packageIds === undefined ? sql`true` : sql`p.id = any(${packageIds}::bigint[])`}`.execute(
    db,
  );
  const ends = rows.map((row) => ({ id: row.id, until: lastDayOf(softwareSupport(row, dates)) }));
  const { numAffectedRows } = await sql`
    update package p set supported_until = r.until
    from jsonb_to_recordset(${toJson(ends)}::jsonb) as r(id bigint, until date)
    where p.id = r.id and p.supported_until is distinct from r.until`.execute(db);
  return numAffectedRows !== 0n;
}

async function saveDistroSupport(
  db: Kysely<Tables>,
  dates: SupportDates,
  imageIds: readonly number[] | undefined,
): Promise<boolean> {
  const which = imageIds === undefined ? sql`true` : sql`id = any(${imageIds}::bigint[])`;
  const { rows } = await sql<{ distro: Distro }>`
    select distinct distro from image where distro is not null and ${which}`.execute(db);
  const ends = rows.map(({ distro }) => ({ distro, until: lastDayOf(distroSupport(distro, dates)) }));
  const { numAffectedRows } = await sql`
    update image set supported_until = r.until
    from jsonb_to_recordset(${toJson(ends)}::jsonb) as r(distro jsonb, until date)
    where image.distro = r.distro and image.supported_until is distinct from r.until and ${which}`.execute(db);
  return numAffectedRows !== 0n;
}

/** As a date of PostgreSQL: `-infinity` where support has ended nobody knows when; null where it goes on, or nobody knows. */
function lastDayOf(line: SupportedLine | undefined): string | null {
  if (line === undefined || line.end === false) return null;
  if (line.end === true) return '-infinity';
  const [day] = /^\d{4}-\d{2}-\d{2}/.exec(line.end) ?? [];
  return day === undefined || Number.isNaN(Date.parse(day)) ? null : day;
}
