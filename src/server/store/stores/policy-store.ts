import { type Kysely, type Selectable, sql } from 'kysely';
import type { Policy, PolicyCondition, PolicyRule, PolicySubject } from '#core/policy.ts';
import { looksAtClock, subjectOf } from '#engine/policy/index.ts';
import { lockPackages } from '../packages-lock.ts';
import type { PolicyTables } from '../policy-schema.ts';
import type { Tables } from '../schema.ts';
import { isUniqueViolation, StoreError } from '../store-error.ts';
import { toJson } from '../to-json.ts';

/** Which images a policy is about: those of some registries, or all, whose repositories bear a name as wanted, or any. `*` stands for any characters. */
export interface PolicyScope {
  readonly registryIds: readonly string[];
  readonly repositories: readonly string[];
  readonly except: readonly string[];
}

/** A policy as somebody gives it. */
export interface PolicySettings extends Omit<Policy, 'id'> {
  readonly enabled: boolean;
  readonly scope: PolicyScope;
}

/** A policy, how far its judging is, and how many images it was last counted to come to what in. */
export interface StoredPolicy extends PolicySettings, Pick<Policy, 'id'> {
  /** What its rules judge, by their names. */
  readonly subjects: ReadonlyMap<string, PolicySubject>;
  readonly evaluation: Pick<Selectable<PolicyTables['policy']>, 'state' | 'progress' | 'message'> & {
    readonly evaluatedAt: Date | null;
  };
  readonly images: Pick<Selectable<PolicyTables['policy']>, 'violating' | 'accepted' | 'passing' | 'pending'>;
  readonly createdAt: Date;
  readonly createdBy: string;
  readonly updatedAt: Date;
}

/** Who changes a policy, and when. */
export interface PolicyChange {
  readonly by: string;
  readonly now: Date;
}

/** Policies of the service. What they come to is found out afterwards: see `JudgingStore`. */
export interface PolicyStore {
  list(): Promise<readonly StoredPolicy[]>;
  get(id: string): Promise<StoredPolicy | undefined>;
  /** Throws `store/name-taken`, `store/too-many-policies`. */
  create(id: string, policy: PolicySettings, change: PolicyChange): Promise<void>;
  /** Rules whose conditions stay the same are not judged anew. False where there is no such policy; throws `store/name-taken`. */
  update(id: string, policy: PolicySettings, change: Pick<PolicyChange, 'now'>): Promise<boolean>;
  /** False where there is no such policy. */
  remove(id: string): Promise<boolean>;
}

/** Each is asked of each finding. */
const maxPolicies = 100;

/** Policies in the database. */
export function createPolicyStore(db: Kysely<Tables>): PolicyStore {
  return {
    list: () => load(db),
    get: async (id) => (await load(db, id))[0],
    create: (id, policy, { by, now }) =>
      refuseTakenName(policy, () =>
        lockPackages(db, async (transaction) => {
          const { rows } = await sql<{ count: number }>`select count(*) as count from policy`.execute(transaction);
          if ((rows[0]?.count ?? 0) >= maxPolicies) throw tooMany();
          const row = { id, ...columnsOf(policy), created_at: now, created_by: by, updated_at: now };
          await transaction.insertInto('policy').values(row).execute();
          await saveRules(transaction, id, policy);
          await saveScope(transaction, id);
        }),
      ),
    update: (id, policy, { now }) =>
      refuseTakenName(policy, () =>
        lockPackages(db, async (transaction) => {
          const before = await transaction
            .selectFrom('policy')
            .select('enabled')
            .where('id', '=', id)
            .executeTakeFirst();
          if (before === undefined) return false;
          const row = {
            ...columnsOf(policy),
            updated_at: now,
            state: 'waiting',
            progress: null,
            message: null,
          } as const;
          await transaction.updateTable('policy').set(row).where('id', '=', id).execute();
          await saveRules(transaction, id, policy);
          // What came and went meanwhile is not known.
          if (!before.enabled) await judgeAnew(transaction, id);
          await saveScope(transaction, id);
          return true;
        }),
      ),
    remove: (id) =>
      lockPackages(db, async (transaction) => {
        await markRepositories(transaction, id);
        await forgetRules(transaction, await ruleIdsOf(transaction, id));
        const { numDeletedRows } = await transaction.deleteFrom('policy').where('id', '=', id).executeTakeFirst();
        return numDeletedRows > 0n;
      }),
  };
}

function columnsOf({ name, description, action, enabled, scope }: PolicySettings) {
  return {
    name,
    description: description ?? null,
    action,
    enabled,
    registry_ids: [...scope.registryIds],
    repositories: [...scope.repositories],
    except_repositories: [...scope.except],
  };
}

async function load(db: Kysely<Tables>, id?: string): Promise<readonly StoredPolicy[]> {
  const all = db.selectFrom('policy').selectAll().orderBy('name');
  const policies = await (id === undefined ? all : all.where('id', '=', id)).execute();
  const rules = await db.selectFrom('policy_rule').selectAll().orderBy('policy_id').orderBy('position').execute();
  const byPolicy = Map.groupBy(rules, ({ policy_id }) => policy_id);
  return policies.map((row) => present(row, byPolicy.get(row.id) ?? []));
}

function present(
  row: Selectable<PolicyTables['policy']>,
  rules: readonly Selectable<PolicyTables['policy_rule']>[],
): StoredPolicy {
  const { id, name, description, action, enabled, state, progress, message } = row;
  const { violating, accepted, passing, pending } = row;
  return {
    id,
    name,
    ...(description !== null && { description }),
    action,
    enabled,
    scope: { registryIds: row.registry_ids, repositories: row.repositories, except: row.except_repositories },
    rules: rules.map(({ rule_id, conditions }) => ({ id: rule_id, conditions })),
    subjects: new Map(rules.map(({ rule_id, subject }) => [rule_id, subject])),
    evaluation: { state, progress, message, evaluatedAt: row.evaluated_at },
    images: { violating, accepted, passing, pending },
    createdAt: row.created_at,
    createdBy: row.created_by,
    updatedAt: row.updated_at,
  };
}

/** Rules of the same conditions stay the same, whatever they are called. */
async function saveRules(db: Kysely<Tables>, policyId: string, { rules }: PolicySettings): Promise<void> {
  const known = await db
    .selectFrom('policy_rule')
    .select(['id', 'conditions'])
    .where('policy_id', '=', policyId)
    .execute();
  const left = Map.groupBy(known, ({ conditions }) => keyOf(conditions));
  for (const [position, rule] of rules.entries()) {
    const same = left.get(keyOf(rule.conditions))?.shift();
    const row = { rule_id: rule.id, position, ...columnsOfRule(rule) };
    if (same === undefined)
      await db
        .insertInto('policy_rule')
        .values({ policy_id: policyId, ...row })
        .execute();
    else await db.updateTable('policy_rule').set(row).where('id', '=', same.id).execute();
  }
  const gone = [...left.values()].flat().map(({ id }) => id);
  await forgetRules(db, gone);
  await sql`delete from policy_rule where id = any(${gone}::bigint[])`.execute(db);
}

function columnsOfRule(rule: PolicyRule) {
  return { conditions: toJson(rule.conditions), subject: subjectOf(rule), looks_at_clock: looksAtClock(rule) };
}

/** The same for the same conditions, in whatever order their options are. */
function keyOf(conditions: readonly PolicyCondition[]): string {
  return JSON.stringify(
    conditions.map(({ type, options }) => [type, Object.entries(options).sort(([a], [b]) => (a < b ? -1 : 1))]),
  );
}

async function judgeAnew(db: Kysely<Tables>, policyId: string): Promise<void> {
  await sql`update policy_rule set judged_at = null, judging = false where policy_id = ${policyId}`.execute(db);
}

async function ruleIdsOf(db: Kysely<Tables>, policyId: string): Promise<readonly number[]> {
  const rows = await db.selectFrom('policy_rule').select('id').where('policy_id', '=', policyId).execute();
  return rows.map(({ id }) => id);
}

async function forgetRules(db: Kysely<Tables>, ruleIds: readonly number[]): Promise<void> {
  await sql`insert into rule_to_forget select unnest(${ruleIds}::bigint[]) on conflict do nothing`.execute(db);
}

/** Makes the scope concrete, and marks all repositories in which the policy says something, or did. */
async function saveScope(db: Kysely<Tables>, policyId: string): Promise<void> {
  await markRepositories(db, policyId);
  await sql`delete from policy_repository where policy_id = ${policyId}`.execute(db);
  await sql`
    insert into policy_repository (repository_id, policy_id) select r.id, p.id from policy p join repository r on is_about(p, r)
    where p.id = ${policyId}`.execute(db);
  await markRepositories(db, policyId);
}

async function markRepositories(db: Kysely<Tables>, policyId: string): Promise<void> {
  await sql`
    insert into repository_to_judge (repository_id) select repository_id from policy_repository where policy_id = ${policyId}
    on conflict (repository_id) do update set marks = repository_to_judge.marks + 1`.execute(db);
  await sql`
    insert into policy_to_count (policy_id) select id from policy where id = ${policyId}
    on conflict (policy_id) do update set marks = policy_to_count.marks + 1`.execute(db);
}

async function refuseTakenName<T>({ name }: PolicySettings, write: () => Promise<T>): Promise<T> {
  try {
    return await write();
  } catch (error) {
    if (!isUniqueViolation(error)) throw error;
    throw new StoreError('store/name-taken', `there is a policy called ${name} already`, { cause: error });
  }
}

function tooMany(): StoreError {
  return new StoreError(
    'store/too-many-policies',
    `there are ${maxPolicies} policies, which is the most: remove one, or give another one more rules`,
  );
}
