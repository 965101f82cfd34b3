import { sql } from 'kysely';
import { expect } from 'vitest';
import type { Verdict } from '#core/policy.ts';
import type { StoredPolicy } from '#server/store/index.ts';
import type { OpenEstate } from './open-estate.ts';

interface ListedRow {
  readonly image_id: number;
  readonly digest: string;
  readonly repository: string;
  readonly policy_outcome: string;
}

interface CountsOfRule {
  readonly violations: number;
  readonly accepted: number;
}

/**
 * What policies are kept to come to, against what judging each image's report comes to: outcomes by name, how much violates each rule, and how many
 * images as listed each policy counts. Nothing is left to be judged.
 */
export async function expectJudged({ database: { db }, store }: OpenEstate, when: string): Promise<void> {
  const now = new Date();
  expect(await store.judging.isPending(now), when).toBe(false);
  const policies = await store.policies.list();
  const { rows: listed } = await sql<ListedRow>`
    select image_id, digest, repository, policy_outcome from listed_image order by repository, image_id`.execute(db);
  const verdicts = new Map<string, readonly Verdict[]>();
  for (const digest of new Set(listed.map((row) => row.digest))) {
    const report = await store.views.imageReport(digest, { toolVersion: '1', advisories: undefined, now });
    verdicts.set(digest, report?.verdicts ?? []);
  }
  expect(
    listed.map((row) => [row.repository, row.digest, row.policy_outcome]),
    when,
  ).toEqual(
    listed.map((row) => [row.repository, row.digest, outcomeOf(row, policies, verdicts.get(row.digest) ?? [])]),
  );
  for (const { id, enabled, rules, scope, action, images } of policies) {
    if (!enabled) continue;
    for (const { id: ruleId } of rules) {
      expect(await keptCounts(db, id, ruleId), `${when}: ${id} ${ruleId}`).toEqual(countsOf(verdicts, id, ruleId));
    }
    const outcomes = listed
      .filter(({ repository }) => isAbout({ enabled, scope }, repository))
      .flatMap(({ digest }) => verdicts.get(digest)?.find(({ policyId }) => policyId === id)?.outcome ?? []);
    const count = (wanted: string) => outcomes.filter((one) => one === wanted).length;
    const expected = { violating: count(action), accepted: count('accepted'), passing: count('pass'), pending: 0 };
    expect(images, `${when}: ${id}`).toEqual(expected);
    const { violating } = await store.views.simulatePolicy({ rules, scope }, now);
    expect(violating, `${when}: ${id} once more`).toBe(images.violating);
  }
}

const worstFirst = ['fail', 'warn', 'accepted', 'pass'];

function outcomeOf({ repository }: ListedRow, policies: readonly StoredPolicy[], verdicts: readonly Verdict[]): string {
  const about = verdicts.filter(({ policyId }) =>
    policies.some((one) => one.id === policyId && isAbout(one, repository)),
  );
  return worstFirst.find((word) => about.some(({ outcome }) => outcome === word)) ?? 'none';
}

function isAbout({ enabled, scope }: Pick<StoredPolicy, 'enabled' | 'scope'>, repository: string): boolean {
  const bears = (patterns: readonly string[]) =>
    patterns.some((pattern) => {
      const whole = new RegExp(`^${pattern.replaceAll('.', '\\.').replaceAll('*', '.*')}$`);
      return whole.test(repository) || whole.test(repository.slice(repository.indexOf('/') + 1));
    });
  return enabled && (scope.repositories.length === 0 || bears(scope.repositories)) && !bears(scope.except);
}

/** Of images about which the policy is: what is kept of others is nobody's business. */
function countsOf(verdicts: ReadonlyMap<string, readonly Verdict[]>, policyId: string, ruleId: string) {
  return Object.fromEntries(
    [...verdicts].flatMap(([digest, all]) => {
      const rule = all.find((one) => one.policyId === policyId)?.rules.find((one) => one.ruleId === ruleId);
      if (rule === undefined || rule.violations.length === 0) return [];
      const accepted = rule.violations.filter((one) => one.accepted).length;
      return [[digest, { violations: rule.violations.length - accepted, accepted } satisfies CountsOfRule]];
    }),
  );
}

async function keptCounts(db: OpenEstate['database']['db'], policyId: string, ruleId: string) {
  const { rows } = await sql<CountsOfRule & { readonly digest: string }>`
    select i.digest, v.violations, v.accepted from image_violation v join image i on i.id = v.image_id
      join policy_rule r on r.id = v.rule_id
    where r.policy_id = ${policyId} and r.rule_id = ${ruleId} and exists (
      select from repository_image n join policy_repository s on s.repository_id = n.repository_id and s.policy_id = r.policy_id
      where n.image_id = i.id)`.execute(db);
  return Object.fromEntries(rows.map(({ digest, ...counts }) => [digest, counts]));
}
