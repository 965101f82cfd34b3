import { type Kysely, sql } from 'kysely';
import { type PackageSubject, violatesRule } from '#engine/policy/index.ts';
import type { Tables } from '../../schema.ts';
import { toJson } from '../../to-json.ts';
import { type FindingRow, findingSubject, findingsToJudge, packageSubjects } from './finding-subjects.ts';
import { loadRules, type RulesAtTime, rulesOn } from './policy-rules.ts';

/** How much of a package violates a rule. */
export interface PackageViolation {
  readonly package_id: number;
  readonly rule_id: number;
  readonly violations: number;
  readonly accepted: number;
}

/**
 * Judges packages and their findings by the rules that look at these, wherever the packages are. Pure but for reading: who keeps the answer is the
 * caller.
 */
export async function judgePackages(
  db: Kysely<Tables>,
  packageIds: readonly number[],
  by: RulesAtTime,
): Promise<readonly PackageViolation[]> {
  const [ofPackages, ofFindings] = [rulesOn(by, 'package'), rulesOn(by, 'finding')];
  const findings = ofFindings.rules.length === 0 ? [] : await findingsToJudge(db, packageIds);
  const judged = ofPackages.rules.length > 0 ? packageIds : [...new Set(findings.map((one) => one.package_id))];
  const subjects = await packageSubjects(db, judged);
  return [
    ...[...subjects].flatMap(([id, subject]) => violationsOf(id, subject, ofPackages)),
    ...[...Map.groupBy(findings, ({ package_id }) => package_id)].flatMap(([id, found]) => {
      const subject = subjects.get(id);
      return subject === undefined ? [] : countFindings(id, { subject, found }, ofFindings);
    }),
  ];
}

function violationsOf(
  package_id: number,
  subject: PackageSubject,
  { rules, now }: RulesAtTime,
): readonly PackageViolation[] {
  return rules.flatMap((rule) =>
    violatesRule(rule, subject, now) === undefined
      ? []
      : [{ package_id, rule_id: rule.id, violations: 1, accepted: 0 }],
  );
}

function countFindings(
  package_id: number,
  { subject, found }: { readonly subject: PackageSubject; readonly found: readonly FindingRow[] },
  { rules, now }: RulesAtTime,
): readonly PackageViolation[] {
  const findings = found.map((row) => ({ row, finding: findingSubject(row, subject) }));
  return rules.flatMap((rule) => {
    const violating = findings.filter(({ finding }) => violatesRule(rule, finding, now) !== undefined);
    if (violating.length === 0) return [];
    const accepted = violating.filter(({ row }) => row.is_accepted).length;
    return [{ package_id, rule_id: rule.id, violations: violating.length - accepted, accepted }];
  });
}

/**
 * Judges packages and keeps what violates rules: all in force, unless some are given. Returns the packages of which it is something else now: what
 * holds these is to be counted. Within the caller's transaction.
 */
export async function savePackageViolations(
  db: Kysely<Tables>,
  packageIds: readonly number[],
  given?: RulesAtTime,
): Promise<readonly number[]> {
  if (packageIds.length === 0) return [];
  const by = rulesOn(given ?? (await loadRules(db)), 'package', 'finding');
  if (by.rules.length === 0) return [];
  const violations = await judgePackages(db, packageIds, by);
  const ruleIds = by.rules.map(({ id }) => id);
  const { rows } = await sql<{ id: number }>`
    with wanted as materialized (
      select * from jsonb_to_recordset(${toJson(violations)}::jsonb) as r(package_id bigint, rule_id bigint, violations int, accepted int)
    ),
    gone as (
      delete from package_violation v where v.package_id = any(${packageIds}::bigint[]) and v.rule_id = any(${ruleIds}::bigint[])
        and not exists (select from wanted w where w.package_id = v.package_id and w.rule_id = v.rule_id)
      returning v.package_id
    ),
    written as (
      insert into package_violation as v (package_id, rule_id, violations, accepted) select package_id, rule_id, violations, accepted from wanted
      on conflict (package_id, rule_id) do update set violations = excluded.violations, accepted = excluded.accepted
      where (v.violations, v.accepted) <> (excluded.violations, excluded.accepted)
      returning v.package_id
    )
    select package_id as id from gone union select package_id from written`.execute(db);
  return rows.map(({ id }) => id);
}
