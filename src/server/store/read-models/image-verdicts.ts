import { type Kysely, sql } from 'kysely';
import type { PolicyAction, PolicyCondition, PolicySubject } from '#core/policy.ts';
import { planKept } from '../kept-plans.ts';
import type { Tables } from '../schema.ts';
import { findImageId } from './image-members.ts';
import { ruleWords } from './rule-words.ts';

/** What a policy comes to in a stored image, and its rules, worst first: what is known to be violated is so, whatever is still to be judged. */
const worstFirst = ['fail', 'warn', 'pending', 'accepted', 'pass'] as const;
type StoredOutcome = (typeof worstFirst)[number];

/** The same of several policies: what is not known yet may still fail in one that fails images, and can only warn in others. */
const severest = ['fail', 'pending fail', 'warn', 'pending warn', 'accepted', 'pass'];

interface RuleRow {
  readonly policy_id: string;
  readonly name: string;
  readonly action: PolicyAction;
  readonly rule_id: string;
  readonly conditions: PolicyCondition[];
  readonly subject: PolicySubject;
  readonly is_judged: boolean;
  readonly violations: number;
  readonly accepted: number;
  readonly message: string | null;
}

/** What the policies come to that are about an image, or about its name in one repository; undefined where there is no such image. */
export async function imageVerdicts(db: Kysely<Tables>, digest: string, repository?: string) {
  const imageId = await findImageId(db, digest);
  return imageId === undefined ? undefined : verdictsOf(db, imageId, repository);
}

const maxNames = 5;

/** What policies come to by any name of an image, each by itself, and the names of some of those that it violates. */
export async function policiesOfImage(db: Kysely<Tables>, imageId: number) {
  const { outcome, policies } = await verdictsOf(db, imageId);
  const violated = policies.filter(({ rules }) => rules.some(({ violations }) => violations > 0));
  const inOrder = violated.toSorted((a, b) => (a.action < b.action ? -1 : a.action > b.action ? 1 : 0));
  return {
    outcome,
    failed: inOrder.slice(0, maxNames).map(({ name }) => name),
    policies: policies.map(({ policyId, name, outcome: comesTo }) => ({ policyId, name, outcome: comesTo })),
  };
}

async function verdictsOf(db: Kysely<Tables>, imageId: number, repository?: string) {
  const { rows } = await sql<RuleRow>`${planKept}
    select r.policy_id, p.name, p.action, r.rule_id, r.conditions, r.subject, r.judged_at is not null as is_judged,
      coalesce(v.violations, 0) as violations, coalesce(v.accepted, 0) as accepted, v.message
    from policy p join policy_rule r on r.policy_id = p.id
      left join image_violation v on v.image_id = ${imageId} and v.rule_id = r.id
    where p.enabled and p.id in (
      select s.policy_id from repository_image n join policy_repository s on s.repository_id = n.repository_id
        join repository of on of.id = n.repository_id
      where n.image_id = ${imageId} and ${repository === undefined ? sql`true` : sql`of.name = ${repository}`})
    order by p.name, r.position`.execute(db);
  const policies = [...Map.groupBy(rows, ({ policy_id }) => policy_id).values()].flatMap(presentVerdict);
  const rank = ({ action, outcome }: { readonly action: PolicyAction; readonly outcome: StoredOutcome }) =>
    severest.indexOf(outcome === 'pending' ? `pending ${action}` : outcome);
  const inOrder = policies.toSorted((a, b) => rank(a) - rank(b));
  // As the function `policy_outcome` of the database has it.
  return { outcome: inOrder[0]?.outcome ?? ('none' as const), policies: inOrder };
}

/** None of no rules. */
function presentVerdict(rules: readonly RuleRow[]) {
  const [first] = rules;
  if (first === undefined) return [];
  const { policy_id: policyId, name, action } = first;
  const verdicts = rules.map((row) => ({
    ruleId: row.rule_id,
    description: ruleWords(row.conditions),
    subject: row.subject,
    outcome: outcomeOf(row),
    violations: row.violations,
    accepted: row.accepted,
    ...(row.message !== null && { message: row.message }),
  }));
  return [{ policyId, name, action, outcome: worstOf(verdicts.map(({ outcome }) => outcome)), rules: verdicts }];
}

function outcomeOf({ action, is_judged, violations, accepted }: RuleRow): StoredOutcome {
  if (violations > 0) return action;
  if (!is_judged) return 'pending';
  return accepted > 0 ? 'accepted' : 'pass';
}

function worstOf(outcomes: readonly StoredOutcome[]): StoredOutcome {
  return worstFirst.find((one) => outcomes.includes(one)) ?? 'pass';
}
