import { type Kysely, sql } from 'kysely';
import type { Tables } from '../../schema.ts';

/** Counts the images of marked policies as they are listed: once in each repository that a policy is about. Changes meanwhile leave their mark. */
export async function countPolicies(db: Kysely<Tables>): Promise<void> {
  for (const { policy_id, marks } of await db.selectFrom('policy_to_count').selectAll().execute()) {
    await sql`
      with scope as materialized (
        select l.image_id from policy_repository s join listed_image l on l.repository_id = s.repository_id
        where s.policy_id = ${policy_id}
      ),
      violated as materialized (
        select v.image_id, bool_or(v.violations > 0) as is_violating
        from image_violation v join policy_rule r on r.id = v.rule_id where r.policy_id = ${policy_id} group by v.image_id
      ),
      known as (select bool_and(judged_at is not null) as is_known from policy_rule where policy_id = ${policy_id}),
      counted as (
        select count(*) filter (where v.is_violating) as violating, count(*) filter (where not v.is_violating) as accepted, count(*) as images
        from scope left join violated v using (image_id)
      )
      update policy p set violating = c.violating,
        accepted = case when k.is_known then c.accepted else 0 end,
        passing = case when k.is_known then c.images - c.violating - c.accepted else 0 end,
        pending = case when k.is_known then 0 else c.images - c.violating end
      from counted c, known k where p.id = ${policy_id}`.execute(db);
    await sql`delete from policy_to_count where policy_id = ${policy_id} and marks = ${marks}`.execute(db);
  }
}
