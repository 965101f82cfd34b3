import { type Kysely, sql } from 'kysely';
import { violatesRule } from '#engine/policy/index.ts';
import type { Tables } from '../../schema.ts';
import { type FindingRow, findingSubject, packageSubjects, ranked, subjectColumns } from './finding-subjects.ts';
import { type RulesAtTime, rulesOn } from './policy-rules.ts';

/** What an image's violations of a rule are more, or fewer, than those of its packages. */
export interface ViolationsHere {
  readonly image_id: number;
  readonly rule_id: number;
  readonly violations: number;
  readonly accepted: number;
}

interface DecidedRow extends FindingRow {
  readonly image_id: number;
  readonly is_accepted_here: boolean;
}

/**
 * What statements on images themselves change of their violations: of the few findings that are accepted there and not elsewhere, or the contrary.
 */
export async function violationsHere(
  db: Kysely<Tables>,
  imageIds: readonly number[],
  by: RulesAtTime,
): Promise<readonly ViolationsHere[]> {
  const { rules, now } = rulesOn(by, 'finding');
  if (rules.length === 0) return [];
  const { rows } = await sql<DecidedRow>`
    select d.image_id, d.suppression is not null as is_accepted_here, ${subjectColumns}
    from image_suppression d
      join package_vulnerability v on v.package_id = d.package_id and v.vulnerability_id = d.vulnerability_id
      join vulnerability e on e.id = v.vulnerability_id
    where d.image_id = any(${imageIds}::bigint[]) and v.hidden is null
      and (d.suppression is null) <> (v.suppression is null)`.execute(db);
  const subjects = await packageSubjects(db, [...new Set(rows.map((row) => row.package_id))]);
  return (await ranked(db, rows)).flatMap((row) => {
    const of = subjects.get(row.package_id);
    if (of === undefined) return [];
    const subject = findingSubject(row, of);
    const change = row.is_accepted_here ? 1 : -1;
    return rules
      .filter((rule) => violatesRule(rule, subject, now) !== undefined)
      .map(({ id }) => ({ image_id: row.image_id, rule_id: id, violations: -change, accepted: change }));
  });
}
