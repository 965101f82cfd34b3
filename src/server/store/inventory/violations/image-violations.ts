import { type Kysely, sql } from 'kysely';
import { violatesRule } from '#engine/policy/index.ts';
import type { Tables } from '../../schema.ts';
import { toJson } from '../../to-json.ts';
import { imageSubjects } from './image-subjects.ts';
import { type RulesAtTime, rulesOn } from './policy-rules.ts';
import { writeImageSums } from './sum-violations.ts';
import { violationsHere } from './violations-here.ts';

/** Adds up anew what images hold that violates rules: their sets' violations must have been. */
export async function recomputeHeldViolations(
  db: Kysely<Tables>,
  imageIds: readonly number[],
  by: RulesAtTime,
): Promise<void> {
  const { rules } = rulesOn(by, 'finding', 'package');
  if (rules.length === 0 || imageIds.length === 0) return;
  const here = await violationsHere(db, imageIds, by);
  await writeImageSums(db, imageIds, { here, ruleIds: rules.map(({ id }) => id) });
}

/** Judges images by the rules on images themselves. */
export async function judgeImageRules(
  db: Kysely<Tables>,
  imageIds: readonly number[],
  by: RulesAtTime,
): Promise<readonly { readonly image_id: number; readonly rule_id: number; readonly message: string | null }[]> {
  const { rules, now } = rulesOn(by, 'image');
  if (rules.length === 0 || imageIds.length === 0) return [];
  const subjects = await imageSubjects(db, imageIds, now);
  return [...subjects].flatMap(([image_id, subject]) =>
    rules.flatMap((rule) => {
      const violation = violatesRule(rule, subject, now);
      return violation === undefined ? [] : [{ image_id, rule_id: rule.id, message: violation.message ?? null }];
    }),
  );
}

/** Judges images by the rules on images themselves, and keeps what violates them; their totals must have been counted. */
export async function saveImageViolations(
  db: Kysely<Tables>,
  imageIds: readonly number[],
  by: RulesAtTime,
): Promise<void> {
  const ruleIds = rulesOn(by, 'image').rules.map(({ id }) => id);
  if (ruleIds.length === 0 || imageIds.length === 0) return;
  const violations = await judgeImageRules(db, imageIds, by);
  await sql`
    with wanted as materialized (
      select * from jsonb_to_recordset(${toJson(violations)}::jsonb) as r(image_id bigint, rule_id bigint, message text)
    ),
    gone as (
      delete from image_violation v where v.image_id = any(${imageIds}::bigint[]) and v.rule_id = any(${ruleIds}::bigint[])
        and not exists (select from wanted w where w.image_id = v.image_id and w.rule_id = v.rule_id)
    )
    insert into image_violation as v (image_id, rule_id, violations, accepted, message)
    select image_id, rule_id, 1, 0, message from wanted
    on conflict (image_id, rule_id) do update set message = excluded.message where v.message is distinct from excluded.message`.execute(
    db,
  );
}

/**
 * Judges images by the rules on images themselves, and lists what all policies come to, as the last step after their totals have been written. Policies are
 * marked to be counted.
 */
export async function recomputeOutcomes(
  db: Kysely<Tables>,
  imageIds: readonly number[],
  by: RulesAtTime,
): Promise<void> {
  if (by.rules.length === 0 || imageIds.length === 0) return;
  await saveImageViolations(db, imageIds, by);
  await sql`
    update listed_image l set policy_outcome = n.outcome from (
      select repository_id, image_id, policy_outcome(repository_id, image_id) as outcome from listed_image
      where image_id = any(${imageIds}::bigint[])
    ) n where l.repository_id = n.repository_id and l.image_id = n.image_id and l.policy_outcome <> n.outcome`.execute(
    db,
  );
  await markPolicies(db);
}

/** Marks all policies that are in force to be counted. */
export async function markPolicies(db: Kysely<Tables>): Promise<void> {
  await sql`
    insert into policy_to_count (policy_id) select id from policy where enabled
    on conflict (policy_id) do update set marks = policy_to_count.marks + 1`.execute(db);
}
