import { type Kysely, sql } from 'kysely';
import type { Policy, PolicyAction, PolicyRule } from '#core/policy.ts';
import { conditionKinds } from '#engine/policy/index.ts';
import type { Tables } from '../schema.ts';

interface PolicyRow {
  readonly id: string;
  readonly name: string;
  readonly action: PolicyAction;
  readonly rules: readonly PolicyRule[];
}

const known = new Set(conditionKinds.map(({ name }) => name));

/** The policies in force that are about any name of an image, with those of their rules that this program can judge by. */
export async function policiesOf(db: Kysely<Tables>, imageId: number): Promise<readonly Policy[]> {
  const { rows } = await sql<PolicyRow>`
    select p.id, p.name, p.action, (
      select jsonb_agg(jsonb_build_object('id', r.rule_id, 'conditions', r.conditions) order by r.position)
      from policy_rule r where r.policy_id = p.id) as rules
    from policy p where p.enabled and p.id in (
      select s.policy_id from repository_image n join policy_repository s on s.repository_id = n.repository_id
      where n.image_id = ${imageId})
    order by p.name`.execute(db);
  return rows.map((row) => ({
    ...row,
    rules: row.rules.filter(({ conditions }) => conditions.every(({ type }) => known.has(type))),
  }));
}
