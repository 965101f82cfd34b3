import { type Kysely, sql } from 'kysely';
import { violatesRule } from '#engine/policy/index.ts';
import { findingSubject, findingsToJudge, packageSubjects } from '../inventory/violations/finding-subjects.ts';
import { loadRules, type StoredRule } from '../inventory/violations/policy-rules.ts';
import type { Tables } from '../schema.ts';
import { findImageId, membersOf } from './image-members.ts';
import { type FindingKey, listImageFindings } from './list-image-findings.ts';
import { listImagePackages } from './list-image-packages.ts';

/** A page of what violates a rule. */
export interface ViolationsPage {
  readonly policyId: string;
  readonly ruleId: string;
  readonly sort?: 'worst' | 'package' | undefined;
  readonly cursor?: string | undefined;
  readonly limit: number;
}

/** What in an image violates a rule; undefined where there is no such image, or no such rule in force. */
export async function imageViolations(db: Kysely<Tables>, digest: string, page: ViolationsPage) {
  const imageId = await findImageId(db, digest);
  const row = await db
    .selectFrom('policy_rule')
    .select('id')
    .where('policy_id', '=', page.policyId)
    .where('rule_id', '=', page.ruleId)
    .executeTakeFirst();
  if (imageId === undefined || row === undefined) return undefined;
  const { rules, now } = await loadRules(db, [row.id]);
  const [rule] = rules;
  if (rule === undefined) return undefined;
  if (rule.subject === 'image') return messagesOf(db, imageId, rule);
  const { sort = 'worst', cursor, limit } = page;
  const packageIds = await violatingPackages(db, imageId, rule);
  if (rule.subject === 'package') {
    const order = sort === 'package' ? 'name' : sort;
    const found = await listImagePackages(db, digest, { only: packageIds, sort: order, cursor, limit });
    return found && { ...found, items: found.items.map((one) => ({ package: one, accepted: false })) };
  }
  const only = await violatingFindings(db, packageIds, { rule, now });
  const found = await listImageFindings(db, digest, { only, suppressed: 'include', sort, cursor, limit });
  return (
    found && { ...found, items: found.items.map((one) => ({ finding: one, accepted: one.suppression !== undefined })) }
  );
}

async function messagesOf(db: Kysely<Tables>, imageId: number, { id }: StoredRule) {
  const query = db.selectFrom('image_violation').select('message').where('image_id', '=', imageId);
  const rows = await query.where('rule_id', '=', id).execute();
  const items = rows.map(({ message }) => ({ ...(message !== null && { message }), accepted: false }));
  return { items, total: items.length };
}

/** The packages of an image that violate a rule, or have findings that do. */
async function violatingPackages(db: Kysely<Tables>, imageId: number, { id }: StoredRule): Promise<readonly number[]> {
  const { rows } = await sql<{ id: number }>`
    with ${membersOf(imageId)}
    select distinct m.package_id as id from members m
      join package_violation v on v.package_id = m.package_id and v.rule_id = ${id}`.execute(db);
  return rows.map(({ id: packageId }) => packageId);
}

async function violatingFindings(
  db: Kysely<Tables>,
  packageIds: readonly number[],
  { rule, now }: { readonly rule: StoredRule; readonly now: Date },
): Promise<readonly FindingKey[]> {
  const [subjects, findings] = await Promise.all([packageSubjects(db, packageIds), findingsToJudge(db, packageIds)]);
  return findings.flatMap((row) => {
    const of = subjects.get(row.package_id);
    if (of === undefined || violatesRule(rule, findingSubject(row, of), now) === undefined) return [];
    return [{ package_id: row.package_id, vulnerability_id: row.vulnerability_id }];
  });
}
