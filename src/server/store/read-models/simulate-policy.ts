import { type Kysely, sql } from 'kysely';
import type { PolicyRule } from '#core/policy.ts';
import { subjectOf } from '#engine/policy/index.ts';
import { judgeImageRules } from '../inventory/violations/image-violations.ts';
import { judgePackages } from '../inventory/violations/package-violations.ts';
import { packagesToJudge } from '../inventory/violations/packages-to-judge.ts';
import type { RulesAtTime } from '../inventory/violations/policy-rules.ts';
import { imageSums, setSums, type ViolationTables } from '../inventory/violations/sum-violations.ts';
import { violationsHere } from '../inventory/violations/violations-here.ts';
import type { Tables } from '../schema.ts';
import type { PolicyScope, PolicySettings } from '../stores/policy-store.ts';
import { toJson } from '../to-json.ts';
import { ruleWords } from './rule-words.ts';

const imagesAtOnce = 2_000;
const examples = 20;

const simulated: ViolationTables = { ofPackages: sql.table('simulated_package'), ofSets: sql.table('simulated_set') };

/**
 * What a policy would come to for all that is stored. Judged as it would be, into tables that nobody else sees and that are gone at the end: nothing is kept, and
 * nobody waits for it.
 */
export function simulatePolicy(
  db: Kysely<Tables>,
  { rules, scope }: Pick<PolicySettings, 'rules' | 'scope'>,
  now: Date,
) {
  return db.transaction().execute(async (transaction) => {
    const by = {
      now,
      rules: rules.map((rule, index) => ({ id: index, subject: subjectOf(rule), conditions: rule.conditions })),
    };
    await createTables(transaction);
    await findScope(transaction, scope);
    await judgeContent(transaction, by);
    await judgeScope(transaction, by);
    return summarise(transaction, rules);
  });
}

async function createTables(db: Kysely<Tables>): Promise<void> {
  const counts = sql.raw('rule_id bigint, violations int, accepted int');
  await sql`create temp table simulated_package (package_id bigint, ${counts}) on commit drop`.execute(db);
  await sql`create temp table simulated_set (set_id bigint, ${counts}) on commit drop`.execute(db);
  await sql`create temp table simulated_image (image_id bigint, ${counts}) on commit drop`.execute(db);
  await sql`create temp table simulated_scope (repository_id bigint primary key) on commit drop`.execute(db);
}

async function findScope(db: Kysely<Tables>, { registryIds, repositories, except }: PolicyScope): Promise<void> {
  const row = { enabled: true, registry_ids: registryIds, repositories, except_repositories: except };
  await sql`
    insert into simulated_scope select r.id from repository r
    where is_about(jsonb_populate_record(null::policy, ${toJson(row)}::jsonb), r)`.execute(db);
}

async function judgeContent(db: Kysely<Tables>, by: RulesAtTime): Promise<void> {
  if (by.rules.every(({ subject }) => subject === 'image')) return;
  for (let ids = await packagesToJudge(db, 0); ids.length > 0; ids = await packagesToJudge(db, ids.at(-1) ?? 0)) {
    const violations = await judgePackages(db, ids, by);
    await sql`
      insert into simulated_package select package_id, rule_id, violations, accepted
      from jsonb_to_recordset(${toJson(violations)}::jsonb) as r(package_id bigint, rule_id bigint, violations int, accepted int)`.execute(
      db,
    );
  }
  await sql`analyze simulated_package`.execute(db);
  await sql`insert into simulated_set ${setSums(sql`true`, simulated)}`.execute(db);
  await sql`create index on simulated_package (package_id)`.execute(db);
  await sql`create index on simulated_set (set_id)`.execute(db);
  await sql`analyze simulated_set`.execute(db);
}

async function judgeScope(db: Kysely<Tables>, by: RulesAtTime): Promise<void> {
  for (let ids = await imagesAfter(db, 0); ids.length > 0; ids = await imagesAfter(db, ids.at(-1) ?? 0)) {
    const here = await violationsHere(db, ids, by);
    await sql`insert into simulated_image ${imageSums(ids, { here, tables: simulated })}`.execute(db);
    const ofImages = await judgeImageRules(db, ids, by);
    await sql`
      insert into simulated_image select image_id, rule_id, 1, 0
      from jsonb_to_recordset(${toJson(ofImages)}::jsonb) as r(image_id bigint, rule_id bigint)`.execute(db);
  }
}

async function imagesAfter(db: Kysely<Tables>, after: number): Promise<readonly number[]> {
  const { rows } = await sql<{ id: number }>`
    select i.id from image i where i.id > ${after} and exists (
      select from repository_image n join simulated_scope s on s.repository_id = n.repository_id where n.image_id = i.id)
    order by i.id limit ${imagesAtOnce}`.execute(db);
  return rows.map(({ id }) => id);
}

interface CountsRow {
  readonly images: number;
  readonly violating: number;
  readonly newly: number;
}

/** Images are counted as they are listed: once in each repository of the scope that holds them. */
async function summarise(db: Kysely<Tables>, rules: readonly PolicyRule[]) {
  const counts = await sql<CountsRow>`
    with listed as (
      -- What is to be judged again is listed as it was before.
      select l.image_id, case when l.repository_id in (select repository_id from repository_to_judge)
        then policy_outcome(l.repository_id, l.image_id) = 'fail' else l.policy_order = 0 end as fails
      from listed_image l join simulated_scope s on s.repository_id = l.repository_id
    ),
    violating as (select distinct image_id from simulated_image where violations > 0)
    select count(*) as images, count(v.image_id) as violating, count(v.image_id) filter (where not l.fails) as newly
    from listed l left join violating v on v.image_id = l.image_id`.execute(db);
  const perRule = await sql<{ rule_id: number; violations: number; images: number }>`
    select i.rule_id, sum(i.violations)::bigint as violations, count(*) as images
    from simulated_image i join listed_image l on l.image_id = i.image_id join simulated_scope s on s.repository_id = l.repository_id
    where i.violations > 0 group by i.rule_id`.execute(db);
  const { images = 0, violating = 0, newly = 0 } = counts.rows[0] ?? {};
  return {
    images,
    violating,
    newlyViolating: newly,
    rules: rules.map((rule, index) => {
      const row = perRule.rows.find(({ rule_id }) => rule_id === index);
      const description = ruleWords(rule.conditions);
      return { ruleId: rule.id, description, violations: row?.violations ?? 0, images: row?.images ?? 0 };
    }),
    examples: await examplesOf(db),
  };
}

interface ExampleRow {
  readonly digest: string;
  readonly repository: string;
  readonly tags: string[];
  readonly violations: number;
}

/** The worst images, each under one of its names. */
async function examplesOf(db: Kysely<Tables>) {
  const { rows } = await sql<ExampleRow>`
    with violating as materialized (
      select image_id, sum(violations)::bigint as violations from simulated_image where violations > 0 group by image_id
    ),
    named as (
      select distinct on (l.image_id) l.image_id, l.digest, l.repository, l.tags, l.rank, v.violations
      from violating v join listed_image l on l.image_id = v.image_id join simulated_scope s on s.repository_id = l.repository_id
      order by l.image_id, l.repository
    )
    select digest, repository, tags, violations from named order by rank, image_id limit ${examples}`.execute(db);
  return rows.map(({ digest: imageId, ...row }) => ({ imageId, ...row }));
}
