import { type Kysely, sql } from 'kysely';

/**
 * What the policies that are about a repository come to for an image in it. What is known to be violated says so, whatever rules are still to be judged, for nothing worse can come
 * of that policy; what is pending in a policy that fails images may be worse than what others warn of, and what is pending in one that warns may not.
 */
const outcome = `create or replace function policy_outcome(of_repository bigint, of_image bigint) returns text language sql stable as $$
  select case min(one.worst) when 0 then 'fail' when 1 then 'pending' when 2 then 'warn' when 3 then 'pending' when 4 then 'accepted' when 5 then 'pass' else 'none' end
  from (
    select case when bool_or(v.violations > 0) then 0 when bool_or(r.judged_at is null) then 1 when bool_or(v.accepted > 0) then 4 else 5 end
      + case when p.action = 'warn' and (bool_or(v.violations > 0) or bool_or(r.judged_at is null)) then 2 else 0 end as worst
    from policy_repository s join policy p on p.id = s.policy_id join policy_rule r on r.policy_id = p.id
      left join image_violation v on v.image_id = of_image and v.rule_id = r.id
    where s.repository_id = of_repository group by p.id, p.action
  ) one
$$`;

/** A policy that warns says so as soon as anything violates it. */
export const knownWarnings = {
  name: '051-known-warnings',
  up: async (db: Kysely<never>): Promise<void> => {
    await sql.raw(outcome).execute(db);
  },
};
