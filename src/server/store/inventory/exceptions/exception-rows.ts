import { type Kysely, type Selectable, sql } from 'kysely';
import type { ExceptionScope, RiskException } from '#core/risk-exception.ts';
import type { ExceptionTables } from '../../exception-schema.ts';
import type { Tables } from '../../schema.ts';
import { type ExceptionIndex, indexExceptions } from './weigh-exceptions.ts';

/** An exception as the database gives it. */
export type ExceptionRow = Selectable<ExceptionTables['risk_exception']>;

/** The columns of exceptions `e` that {@link presentException} reads; days as they are written. */
export const exceptionColumns = sql`e.id, e.vulnerability, e.package_type, e.package_name, e.package_version, e.scope, e.repository, e.image,
  e.reason, e.comment, e.until::text as until, e.until_fixed, e.active, e.created_by, e.created_at, e.updated_by, e.updated_at`;

/** An exception from its row. */
export function presentException(row: ExceptionRow): RiskException {
  const { package_type: type, package_name: name, package_version: version } = row;
  return {
    id: row.id,
    vulnerability: row.vulnerability,
    ...(type !== null && name !== null && { package: { type, name, ...(version !== null && { version }) } }),
    scope: scopeOf(row),
    reason: row.reason,
    comment: row.comment,
    ...(row.until !== null && { until: row.until }),
    untilFixed: row.until_fixed,
    createdBy: row.created_by,
    createdAt: row.created_at,
  };
}

function scopeOf({ scope, repository, image }: ExceptionRow): ExceptionScope {
  if (scope === 'repository' && repository !== null) return { kind: 'repository', repository };
  if (scope === 'image' && image !== null) return { kind: 'image', image };
  return { kind: 'everywhere' };
}

/** Active exceptions everywhere that bear any of some names of vulnerabilities. */
export async function exceptionsEverywhere(db: Kysely<Tables>, names: readonly string[]): Promise<ExceptionIndex> {
  const { rows } = await sql<ExceptionRow>`
    select ${exceptionColumns} from risk_exception e
    where e.active and e.scope = 'everywhere' and e.vulnerability = any(${names}::text[])`.execute(db);
  return indexExceptions(rows.map(presentException));
}

/** Active exceptions in some images alone, by image. */
export async function exceptionsOn(
  db: Kysely<Tables>,
  imageIds: readonly number[],
): Promise<ReadonlyMap<number, ExceptionIndex>> {
  const { rows: pairs } = await sql<{ image_id: number; ids: readonly string[] }>`
    select image_id, array_agg(exception_id) as ids from image_exception where image_id = any(${imageIds}::bigint[])
    group by image_id`.execute(db);
  const ids = [...new Set(pairs.flatMap((pair) => pair.ids))];
  const { rows } = await sql<ExceptionRow>`
    select ${exceptionColumns} from risk_exception e where e.active and e.id = any(${ids}::text[])`.execute(db);
  const known = new Map(rows.map((row) => [row.id, presentException(row)]));
  return new Map(pairs.map((pair) => [pair.image_id, indexExceptions(pair.ids.flatMap((id) => known.get(id) ?? []))]));
}

/** Whether there is any active exception at all: where there is none, nothing need be looked up. */
export async function anyExceptions(db: Kysely<Tables>): Promise<boolean> {
  const { rows } = await sql<{ found: boolean }>`
    select exists (select from risk_exception where active) as found`.execute(db);
  return rows[0]?.found === true;
}
