import { type Kysely, type RawBuilder, sql } from 'kysely';
import type { Tables } from '../schema.ts';
import type { Held } from './find-held.ts';

/** What the policies about an image come to, worst first; `none` where no policy is about it. */
export const listedOutcomes = ['fail', 'warn', 'pending', 'accepted', 'pass', 'none'] as const;
export type ListedOutcome = (typeof listedOutcomes)[number];

const toJudge = sql`(select repository_id from repository_to_judge)`;
const maxNames = 5;

/** What policies come to for `l` listed_image, looked up where what is listed may not be so any more: for one image. */
export const outcomeAsIs: RawBuilder<ListedOutcome> = sql`
  case when l.repository_id in ${toJudge} then policy_outcome(l.repository_id, l.image_id) else l.policy_outcome end`;

/**
 * What policies come to for `l` listed_image, for whoever lists many. Where a repository is left to be judged, what is listed may be what was so before a policy was changed: nothing is
 * said of it. Looking it up for each image would cost most while judging needs the database itself.
 */
export const outcomeAsKnown: RawBuilder<ListedOutcome> = sql`
  case when l.repository_id in ${toJudge} then 'pending' else l.policy_outcome end`;

/**
 * Columns of `l` listed_image for {@link presentPolicies}. The names of policies are asked for once for all that is listed: joined to each row, they cost as
 * much as all else of it.
 */
export const policyColumns: RawBuilder<unknown> = sql`${outcomeAsKnown} as policy_outcome,
  array(select v.rule_id::float8 from image_violation v where v.image_id = l.image_id and v.violations > 0) as violated_rules,
  array(select s.policy_id from policy_repository s where s.repository_id = l.repository_id) as policies_about`;

export interface PoliciesRow {
  readonly policy_outcome: ListedOutcome;
  readonly violated_rules: readonly number[];
  readonly policies_about: readonly string[];
}

/** A rule with the name of its policy. */
export interface NamedRule {
  readonly id: number;
  readonly policy_id: string;
  readonly name: string;
}

/** The policies of the rules that some rows violate, the strict ones first. */
export async function readViolated(db: Kysely<Tables>, listed: readonly PoliciesRow[]): Promise<readonly NamedRule[]> {
  const ids = [...new Set(listed.flatMap((row) => row.violated_rules))];
  if (ids.length === 0) return [];
  const { rows } = await sql<NamedRule>`
    select r.id, p.id as policy_id, p.name from policy_rule r join policy p on p.id = r.policy_id
    where r.id = any(${ids}::bigint[]) order by p.action, p.name`.execute(db);
  return rows;
}

/** What policies come to, and which are violated. */
export function presentPolicies(row: PoliciesRow, violated: readonly NamedRule[]) {
  const names = violated
    .filter(({ id, policy_id }) => row.violated_rules.includes(id) && row.policies_about.includes(policy_id))
    .map(({ name }) => name);
  return { outcome: row.policy_outcome, failed: [...new Set(names)].slice(0, maxNames) };
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
  return outcome === 'pending'
    ? sql<boolean>`(${listed} or l.repository_id in ${toJudge})`
    : sql<boolean>`(${listed} and l.repository_id not in ${toJudge})`;
}

/** Up to so many images are all read and then put in order. */
const usuallyFew = 2_000;
/** Up to so many repositories are named one by one: what is common elsewhere may be rare, or all there is, in them. */
const namedRepositories = 300;

/** Where a policy is about some repositories alone. */
export interface ScopeFound {
  /** True of rows `l` in them; undefined where they are too many to be named. */
  readonly isIn?: RawBuilder<boolean>;
  /** They hold no more images than can all be read. */
  readonly isFew: boolean;
}

/** Finds out how the images that a policy is about are best told. */
export async function findScope(db: Kysely<Tables>, policyId: string, few = usuallyFew): Promise<ScopeFound> {
  const { rows } = await sql<{ repositories: number[] | null; images: number | null }>`
    with about as materialized (
        select s.repository_id from policy_repository s where s.policy_id = ${policyId} limit ${sql.lit(namedRepositories + 1)}),
      named as materialized (
        select case when count(*) <= ${sql.lit(namedRepositories)} then coalesce(array_agg(repository_id), '{}') end as ids from about)
    select (select ids from named)::float8[] as repositories,
      (select sum(t.images) from repository_totals t where t.repository_id = any((select ids from named)::bigint[]))::bigint as images`.execute(
    db,
  );
  const { repositories = null, images = null } = rows[0] ?? {};
  if (repositories === null) return { isFew: false };
  return { isIn: sql<boolean>`l.repository_id = any(${repositories}::bigint[])`, isFew: (images ?? 0) <= few };
}

/** Finds out how the images are best told that violate a policy under the name by which they are listed: by what violates it, or by the repositories that it is about. */
export async function findViolating(db: Kysely<Tables>, policyId: string, few = usuallyFew): Promise<Held> {
  const images = sql`select v.image_id from image_violation v where v.violations > 0 and v.rule_id = any(array(${rulesOf(policyId)}))`;
  const { rows } = await sql<{ is_many: boolean }>`select exists (${images} offset ${few}) as is_many`.execute(db);
  if (rows[0]?.is_many === false) {
    return { condition: sql<boolean>`(l.image_id = any(array(${images})) and ${isAbout(policyId)})`, isFew: true };
  }
  const { isIn, isFew } = await findScope(db, policyId, few);
  if (isIn === undefined) return { condition: violatingCondition(policyId), isFew: false };
  return { condition: sql<boolean>`(${isIn} and ${violates(policyId)})`, isFew };
}

/** The same for whoever tries one image after the other. */
export function violatingCondition(policyId: string): RawBuilder<boolean> {
  return sql<boolean>`(${isAbout(policyId)} and ${violates(policyId)})`;
}

function violates(policyId: string): RawBuilder<boolean> {
  return sql<boolean>`coalesce((
    select true from image_violation v
    where v.image_id = l.image_id and v.violations > 0 and v.rule_id = any(array(${rulesOf(policyId)})) limit 1), false)`;
}

/** The rules of a policy, by number. */
export function rulesOf(policyId: string): RawBuilder<unknown> {
  return sql`select r.id from policy_rule r where r.policy_id = ${policyId}`;
}

/** Only policies in force are about any repository. Looked up for each that is tried: a policy about all of them has thousands. */
function isAbout(policyId: string): RawBuilder<boolean> {
  return sql<boolean>`coalesce((
    select true from policy_repository s where s.repository_id = l.repository_id and s.policy_id = ${policyId}), false)`;
}
