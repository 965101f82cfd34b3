import { type Kysely, type RawBuilder, sql } from 'kysely';
import { conditionKinds } from '#engine/policy/index.ts';
import { countPolicies } from '../inventory/violations/count-policies.ts';
import { recomputeHeldViolations, saveImageViolations } from '../inventory/violations/image-violations.ts';
import { listOutcomes } from '../inventory/violations/list-outcomes.ts';
import { savePackageViolations } from '../inventory/violations/package-violations.ts';
import { packagesToJudge } from '../inventory/violations/packages-to-judge.ts';
import { loadRules, type RulesAtTime } from '../inventory/violations/policy-rules.ts';
import { recomputeSetViolations } from '../inventory/violations/sum-violations.ts';
import { lockPackages } from '../packages-lock.ts';
import type { Tables } from '../schema.ts';

/** Rules that are judged of all that is stored, and how far that is. */
export interface JudgingState {
  readonly ruleIds: readonly number[];
  readonly now: Date;
  readonly stage: 'packages' | 'sets' | 'images' | 'done';
  /** The last that has been judged in this stage. */
  readonly after: number;
}

/**
 * Judges all that is stored by rules that are new, or whose answer may have changed everywhere, in short transactions, so that scans are stored in between.
 * What is to be done is in the database: whoever goes on after a crash begins again with `begin`, and finds it. One at a time may be at it.
 */
export interface JudgingStore {
  /** Tells whether there is anything to do. */
  isPending(now: Date): Promise<boolean>;
  /** The rules that are to be judged; none where all are. */
  begin(now: Date): Promise<JudgingState>;
  /** Goes on; from `done` on the rules are kept whenever something is stored. */
  judge(state: JudgingState): Promise<JudgingState>;
  /** Lists what policies come to for images where that may have changed; to be called again with the answer until that is undefined. */
  listOutcomes(after?: string): Promise<string | undefined>;
  /** Removes what is kept of rules that are gone, counts the images of policies where that may have changed, and says of all that they are judged. */
  finish(now: Date): Promise<void>;
  /** Says why policies could not be judged. */
  fail(message: string): Promise<void>;
}

const setsAtOnce = 2_000;
const imagesAtOnce = 2_000;

/** Judging in the database. */
export function createJudgingStore(db: Kysely<Tables>): JudgingStore {
  return {
    isPending: async (now) => {
      const { rows } = await sql<{ pending: boolean }>`
        select exists (select from policy_rule r join policy p on p.id = r.policy_id where p.enabled and ${isDue(now)})
          or exists (select from repository_to_judge) or exists (select from policy_to_count) or exists (select from rule_to_forget)
          as pending`.execute(db);
      return rows[0]?.pending === true;
    },
    begin: (now) =>
      lockPackages(db, async (transaction) => {
        const { rows } = await sql<{ id: number }>`
          update policy_rule r set judging = true, stale = false from policy p
          where p.id = r.policy_id and p.enabled and ${isDue(now)} returning r.id`.execute(transaction);
        const state = { ruleIds: rows.map(({ id }) => id), now, stage: 'packages', after: 0 } as const;
        await note(transaction, state, 0);
        return state;
      }),
    judge: (state) => lockPackages(db, (transaction) => stages[state.stage](transaction, state)),
    listOutcomes: (after) => lockPackages(db, (transaction) => listOutcomes(transaction, after)),
    finish: async (now) => {
      await forgetRules(db);
      await countPolicies(db);
      await sql`
        update policy p set state = 'done', progress = null, message = null, evaluated_at = ${now}
        where state <> 'done'
          and (not p.enabled or not exists (select from policy_rule r where r.policy_id = p.id and r.judged_at is null))`.execute(
        db,
      );
    },
    fail: async (message) => {
      await sql`
        update policy set state = 'failed', progress = null, message = ${message} where state in ('waiting', 'running')`.execute(
        db,
      );
    },
  };
}

/**
 * Never judged, to be judged anew, left half judged by a process that died, or as of another day. A rule with a condition that this program does not know is
 * left to one that does.
 */
function isDue(now: Date): RawBuilder<boolean> {
  const day = new Date(now.toISOString().slice(0, 10));
  const known = conditionKinds.map(({ name }) => name);
  return sql<boolean>`(r.judged_at is null or r.stale or r.judging or (r.looks_at_clock and r.judged_at < ${day}::timestamptz))
    and not exists (select from jsonb_array_elements(r.conditions) as c where c->>'type' <> all(${known}::text[]))`;
}

type Stage = (db: Kysely<Tables>, state: JudgingState) => Promise<JudgingState>;

const stages: Readonly<Record<JudgingState['stage'], Stage>> = {
  packages: async (db, state) => {
    const ids = await packagesToJudge(db, state.after);
    await savePackageViolations(db, ids, await rulesOf(db, state));
    return next(db, state, { last: ids.at(-1), of: sql`package` });
  },
  sets: async (db, state) => {
    const ids = await idsAfter(db, sql`package_set`, state.after, setsAtOnce);
    await recomputeSetViolations(db, ids);
    return next(db, state, { last: ids.at(-1), of: sql`package_set` });
  },
  images: async (db, state) => {
    const ids = await idsAfter(db, sql`image`, state.after, imagesAtOnce);
    const by = await rulesOf(db, state);
    await recomputeHeldViolations(db, ids, by);
    await saveImageViolations(db, ids, by);
    return next(db, state, { last: ids.at(-1), of: sql`image` });
  },
  done: async (_db, state) => state,
};

/** The rules as they are now: those that have been removed meanwhile are judged no further. */
async function rulesOf(db: Kysely<Tables>, { ruleIds, now }: JudgingState): Promise<RulesAtTime> {
  return { rules: (await loadRules(db, ruleIds)).rules, now };
}

const following = { packages: 'sets', sets: 'images', images: 'done', done: 'done' } as const;
const shares = { packages: [0, 0.4], sets: [0.4, 0.5], images: [0.5, 1], done: [1, 1] } as const;

async function next(
  db: Kysely<Tables>,
  state: JudgingState,
  { last, of }: { readonly last: number | undefined; readonly of: RawBuilder<unknown> },
): Promise<JudgingState> {
  if (last !== undefined) {
    const { rows } = await sql<{ last: number | null }>`select max(id) as last from ${of}`.execute(db);
    const [from, to] = shares[state.stage];
    await note(db, state, from + (to - from) * Math.min(1, last / Math.max(1, rows[0]?.last ?? 1)));
    return { ...state, after: last };
  }
  const stage = following[state.stage];
  if (stage === 'done') await end(db, state);
  return { ...state, stage, after: 0 };
}

async function note(db: Kysely<Tables>, { ruleIds }: JudgingState, progress: number): Promise<void> {
  await sql`
    update policy set state = 'running', progress = ${progress}
    where id in (select policy_id from policy_rule where id = any(${ruleIds}::bigint[]) and judging)`.execute(db);
}

async function end(db: Kysely<Tables>, { ruleIds, now }: JudgingState): Promise<void> {
  await sql`
    with judged as (
      update policy_rule set judged_at = ${now}, judging = false where id = any(${ruleIds}::bigint[]) and judging returning policy_id
    )
    insert into repository_to_judge (repository_id)
    select distinct repository_id from policy_repository where policy_id in (select policy_id from judged)
    on conflict (repository_id) do update set marks = repository_to_judge.marks + 1`.execute(db);
  await sql`
    insert into policy_to_count (policy_id) select distinct policy_id from policy_rule where id = any(${ruleIds}::bigint[])
    on conflict (policy_id) do update set marks = policy_to_count.marks + 1`.execute(db);
}

async function idsAfter(
  db: Kysely<Tables>,
  of: RawBuilder<unknown>,
  after: number,
  atOnce: number,
): Promise<readonly number[]> {
  const { rows } = await sql<{ id: number }>`
    select id from ${of} where id > ${after} order by id limit ${atOnce}`.execute(db);
  return rows.map(({ id }) => id);
}

const violationTables = ['package_violation', 'package_set_violation', 'image_violation'] as const;

async function forgetRules(db: Kysely<Tables>): Promise<void> {
  const { rows } = await sql<{ id: number }>`select rule_id as id from rule_to_forget`.execute(db);
  if (rows.length === 0) return;
  const ids = rows.map(({ id }) => id);
  for (const table of violationTables) {
    await sql`delete from ${sql.table(table)} where rule_id = any(${ids}::bigint[])`.execute(db);
  }
  await sql`delete from rule_to_forget where rule_id = any(${ids}::bigint[])`.execute(db);
}
