import { type Kysely, type RawBuilder, sql } from 'kysely';
import type { Tables } from '../schema.ts';
import type { Held } from './find-held.ts';
import {
  findScope,
  findViolating,
  type ListedOutcome,
  rulesOf,
  type ScopeFound,
  violatingCondition,
} from './listed-policies.ts';
import { allOf } from './text-filter.ts';

/** What is asked of one policy: that images violate it, or that it comes to this for them. */
export interface PolicyWanted {
  readonly policyId: string;
  readonly outcome?: ListedOutcome | undefined;
}

/** The condition on `l` listed_image that a policy comes to something, as `countPolicies` counts it; for whoever tries most images. */
export function policyCondition({ policyId, outcome }: PolicyWanted): RawBuilder<boolean> {
  if (outcome === undefined) return violatingCondition(policyId);
  if (outcome === 'none') return sql<boolean>`(not ${isInScope(policyId)})`;
  if (outcome === 'fail' || outcome === 'warn') {
    const isItsAction = sql<boolean>`coalesce((select action = ${outcome} from policy where id = ${policyId}), false)`;
    return allOf([isItsAction, isInScope(policyId), isAmong(violating(policyId))]);
  }
  return allOf([isInScope(policyId), keeps[outcome](policyId)]);
}

const keeps = {
  pending: (id) => allOf([sql<boolean>`(not ${isJudged(id)})`, isNotAmong(violating(id))]),
  accepted: (id) => allOf([isJudged(id), isAmong(accepted(id)), isNotAmong(violating(id))]),
  pass: (id) => allOf([isJudged(id), isNotAmong(sql`${violating(id)} union all ${accepted(id)}`)]),
} satisfies Partial<Record<ListedOutcome, (policyId: string) => RawBuilder<boolean>>>;

/** Finds out how the images are best told for which a policy comes to something. */
export async function findOfPolicy(db: Kysely<Tables>, wanted: PolicyWanted, few?: number): Promise<Held> {
  const { policyId, outcome } = wanted;
  if (outcome === undefined) return findViolating(db, policyId, few);
  if (outcome === 'fail' || outcome === 'warn') {
    const { rows } = await sql<{ action: string }>`select action from policy where id = ${policyId}`.execute(db);
    return rows[0]?.action === outcome ? findViolating(db, policyId, few) : { condition: sql`false`, isFew: true };
  }
  if (outcome === 'none') return { condition: policyCondition(wanted), isFew: false };
  return withinScope(keeps[outcome](policyId), policyId, await findScope(db, policyId, few));
}

function withinScope(condition: RawBuilder<boolean>, policyId: string, { isIn, isFew }: ScopeFound): Held {
  return { condition: allOf([isIn ?? isInScope(policyId), condition]), isFew };
}

/** How many images a policy was last counted to come to something for: known at once, however many. Undefined for those that it is not about. */
export function countedOf({ policyId, outcome }: PolicyWanted): RawBuilder<number> | undefined {
  if (outcome === 'none') return undefined;
  const column = counted[outcome ?? 'fail'];
  const isItsAction = outcome === 'fail' || outcome === 'warn' ? sql`and action = ${outcome}` : sql``;
  return sql<number>`coalesce((select ${sql.ref(column)} from policy where id = ${policyId} ${isItsAction}), 0)`;
}

const counted = {
  fail: 'violating',
  warn: 'violating',
  pending: 'pending',
  accepted: 'accepted',
  pass: 'passing',
} as const;

/** All of these are looked up before the first image is tried: those that keep a policy come last of all, behind whatever else there is. */
function isAmong(images: RawBuilder<unknown>): RawBuilder<boolean> {
  return sql<boolean>`coalesce(l.image_id in (${images}), false)`;
}

function isNotAmong(images: RawBuilder<unknown>): RawBuilder<boolean> {
  return sql<boolean>`coalesce(l.image_id not in (${images}), true)`;
}

function violating(policyId: string): RawBuilder<unknown> {
  return sql`select v.image_id from image_violation v where v.violations > 0 and v.rule_id = any(array(${rulesOf(policyId)}))`;
}

/** Those with something that is accepted. */
function accepted(policyId: string): RawBuilder<unknown> {
  return sql`select v.image_id from image_violation v where v.violations = 0 and v.rule_id = any(array(${rulesOf(policyId)}))`;
}

/** Whether it is known of all that is stored what the policy comes to. */
function isJudged(policyId: string): RawBuilder<boolean> {
  return sql<boolean>`coalesce((select bool_and(r.judged_at is not null) from policy_rule r where r.policy_id = ${policyId}), true)`;
}

function isInScope(policyId: string): RawBuilder<boolean> {
  return sql<boolean>`coalesce(l.repository_id in (select s.repository_id from policy_repository s where s.policy_id = ${policyId}), false)`;
}
