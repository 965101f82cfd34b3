import { type Kysely, type RawBuilder, sql } from 'kysely';
import type { Tables } from '../../schema.ts';
import { toJson } from '../../to-json.ts';
import type { ViolationsHere } from './violations-here.ts';

/** Where violations are that are added up; a simulation has tables of its own. */
export interface ViolationTables {
  readonly ofPackages: RawBuilder<unknown>;
  readonly ofSets: RawBuilder<unknown>;
}

const stored: ViolationTables = {
  ofPackages: sql.table('package_violation'),
  ofSets: sql.table('package_set_violation'),
};

/** Rows `set_id, rule_id, violations, accepted` of some sets: the sums of their members'. */
export function setSums(sets: RawBuilder<boolean>, { ofPackages } = stored): RawBuilder<unknown> {
  return sql`
    select m.set_id, v.rule_id, sum(v.violations)::int as violations, sum(v.accepted)::int as accepted
    from package_set_member m join ${ofPackages} v on v.package_id = m.package_id
    where ${sets} group by m.set_id, v.rule_id`;
}

/** Rows `image_id, rule_id, violations, accepted` of some images: the sums of their sets', less the exceptions, and what is decided in them alone. */
export function imageSums(
  imageIds: readonly number[],
  { here, tables = stored }: { readonly here: readonly ViolationsHere[]; readonly tables?: ViolationTables },
): RawBuilder<unknown> {
  return sql`
    select image_id, rule_id, sum(violations)::int as violations, sum(accepted)::int as accepted from (
      select i.image_id, s.rule_id, s.violations, s.accepted
      from image_package_set i join ${tables.ofSets} s on s.set_id = i.set_id where i.image_id = any(${imageIds}::bigint[])
      union all select x.image_id, v.rule_id, -v.violations, -v.accepted
      from image_package_exception x join ${tables.ofPackages} v on v.package_id = x.package_id
      where x.image_id = any(${imageIds}::bigint[]) and x.reason <> 'moved'
      union all select * from jsonb_to_recordset(${toJson(here)}::jsonb) as h(image_id bigint, rule_id bigint, violations int, accepted int)
    ) parts group by image_id, rule_id having sum(violations) <> 0 or sum(accepted) <> 0`;
}

const kept = sql.raw(`violations = excluded.violations, accepted = excluded.accepted
  where (v.violations, v.accepted) <> (excluded.violations, excluded.accepted)`);

/** Adds up anew what members of sets violate. */
export async function recomputeSetViolations(db: Kysely<Tables>, setIds: readonly number[]): Promise<void> {
  if (setIds.length === 0) return;
  await sql`
    with wanted as materialized (${setSums(sql`m.set_id = any(${setIds}::bigint[])`)}),
    gone as (
      delete from package_set_violation v where v.set_id = any(${setIds}::bigint[])
        and not exists (select from wanted w where w.set_id = v.set_id and w.rule_id = v.rule_id)
    )
    insert into package_set_violation as v (set_id, rule_id, violations, accepted)
    select set_id, rule_id, violations, accepted from wanted
    on conflict (set_id, rule_id) do update set ${kept}`.execute(db);
}

/** Adds up anew what images hold that violates rules on findings and packages; returns the rules of which it is something else now. */
export async function writeImageSums(
  db: Kysely<Tables>,
  imageIds: readonly number[],
  { here, ruleIds }: { readonly here: readonly ViolationsHere[]; readonly ruleIds: readonly number[] },
): Promise<readonly number[]> {
  const { rows } = await sql<{ id: number }>`
    with wanted as materialized (select * from (${imageSums(imageIds, { here })}) w where rule_id = any(${ruleIds}::bigint[])),
    gone as (
      delete from image_violation v where v.image_id = any(${imageIds}::bigint[]) and v.rule_id = any(${ruleIds}::bigint[])
        and not exists (select from wanted w where w.image_id = v.image_id and w.rule_id = v.rule_id)
      returning v.rule_id
    ),
    written as (
      insert into image_violation as v (image_id, rule_id, violations, accepted)
      select image_id, rule_id, violations, accepted from wanted
      on conflict (image_id, rule_id) do update set ${kept} returning v.rule_id
    )
    select rule_id as id from gone union select rule_id from written`.execute(db);
  return rows.map(({ id }) => id);
}
