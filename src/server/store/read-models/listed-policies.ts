import { type Kysely, type RawBuilder, sql } from 'kysely';
import type { Tables } from '../schema.ts';
import type { Held } from './find-held.ts';

/** What the policies about an image come to, worst first; `none` where no policy is about it. */
export const listedOutcomes = ['fail', 'warn', 'pending', 'accepted', 'pass', 'none'] as const;
export type ListedOutcome = (typeof listedOutcomes)[number];

const toJudge = sql`(select repository_id from repository_to_judge)`;
const asIs = sql`policy_outcome(l.repository_id, l.image_id)`;
const maxNames = 5;

/** What policies come to for `l` listed_image; what is listed may be what was so before a policy was changed, and then it is looked up. */
export const outcomeAsIs: RawBuilder<ListedOutcome> = sql`
  case when l.repository_id in ${toJudge} then ${asIs} else l.policy_outcome end`;

/** Columns of `l` listed_image for {@link presentPolicies}. */
export const policyColumns: RawBuilder<unknown> = sql`${outcomeAsIs} as policy_outcome,
  array(
    select p.name from policy_repository s join policy p on p.id = s.policy_id join policy_rule r on r.policy_id = p.id
      join image_violation v on v.image_id = l.image_id and v.rule_id = r.id and v.violations > 0
    where s.repository_id = l.repository_id group by p.name, p.action order by p.action, p.name limit ${sql.lit(maxNames)}
  ) as violated_policies`;

export interface PoliciesRow {
  readonly policy_outcome: ListedOutcome;
  readonly violated_policies: string[];
}

/** What policies come to, and which are violated. */
export function presentPolicies({ policy_outcome: outcome, violated_policies: failed }: PoliciesRow) {
  return { outcome, failed };
}

/** Whether what is listed of outcomes is so: no repository is left to be judged. */
export async function isListedSo(db: Kysely<Tables>): Promise<boolean> {
  const { rows } = await sql<{ so: boolean }>`select not exists ${toJudge} as so`.execute(db);
  return rows[0]?.so === true;
}

/** The condition that policies come to this for `l` listed_image; `isSo` where all that is listed of it is known to be so. */
export function outcomeCondition(outcome: ListedOutcome, isSo: boolean): RawBuilder<boolean> {
  const listed = sql<boolean>`l.policy_order = ${sql.lit(listedOutcomes.indexOf(outcome))}`;
  if (isSo) return listed;
  return sql<boolean>`case when l.repository_id in ${toJudge} then ${asIs} = ${outcome} else ${listed} end`;
}

/** Up to so many images are all read and then put in order. */
const usuallyFew = 2_000;

/** Finds out how the images are best told that violate a policy under the name by which they are listed. */
export async function findViolating(db: Kysely<Tables>, policyId: string, few = usuallyFew): Promise<Held> {
  const { rows } = await sql`
    select from image_violation v where v.violations > 0 and v.rule_id in (${rulesOf(policyId)}) limit ${few + 1}`.execute(
    db,
  );
  if (rows.length > few) return { condition: violatingCondition(policyId), isFew: false };
  const images = sql`select v.image_id from image_violation v where v.violations > 0 and v.rule_id in (${rulesOf(policyId)})`;
  return { condition: sql<boolean>`(l.image_id = any(array(${images})) and ${isAbout(policyId)})`, isFew: true };
}

/** The same for whoever tries one image after the other. */
export function violatingCondition(policyId: string): RawBuilder<boolean> {
  return sql<boolean>`(${isAbout(policyId)} and coalesce((
    select true from image_violation v
    where v.image_id = l.image_id and v.violations > 0 and v.rule_id = any(array(${rulesOf(policyId)})) limit 1), false))`;
}

function rulesOf(policyId: string): RawBuilder<unknown> {
  return sql`select r.id from policy_rule r where r.policy_id = ${policyId}`;
}

/** Only policies in force are about any repository. */
function isAbout(policyId: string): RawBuilder<boolean> {
  return sql<boolean>`coalesce(l.repository_id in (select s.repository_id from policy_repository s where s.policy_id = ${policyId}), false)`;
}
