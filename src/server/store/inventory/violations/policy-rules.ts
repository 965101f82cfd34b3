import { type Kysely, sql } from 'kysely';
import type { PolicyCondition, PolicySubject } from '#core/policy.ts';
import { conditionKinds } from '#engine/policy/index.ts';
import type { Tables } from '../../schema.ts';

/** A rule of a policy that is in force. */
export interface StoredRule {
  readonly id: number;
  readonly subject: PolicySubject;
  readonly conditions: readonly PolicyCondition[];
}

/** Rules to judge by, and as of when. */
export interface RulesAtTime {
  readonly rules: readonly StoredRule[];
  readonly now: Date;
}

/**
 * The rules of all policies that are in force, or some of them; one with a condition that this program does not know stays what it is, which is not judged.
 */
export async function loadRules(db: Kysely<Tables>, only?: readonly number[]): Promise<RulesAtTime> {
  const { rows } = await sql<StoredRule & { readonly now: Date }>`
    select r.id, r.subject, r.conditions, now() as now from policy_rule r join policy p on p.id = r.policy_id
    where p.enabled ${only === undefined ? sql`` : sql`and r.id = any(${only}::bigint[])`} order by r.id`.execute(db);
  const known = new Set(conditionKinds.map(({ name }) => name));
  const rules = rows.filter(({ conditions }) => conditions.every(({ type }) => known.has(type)));
  return { rules, now: rows[0]?.now ?? new Date(0) };
}

/** Those of one subject, and what they are asked as of. */
export function rulesOn({ rules, now }: RulesAtTime, ...subjects: readonly PolicySubject[]): RulesAtTime {
  return { rules: rules.filter(({ subject }) => subjects.includes(subject)), now };
}
