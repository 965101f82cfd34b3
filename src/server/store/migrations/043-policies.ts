import { type Kysely, sql } from 'kysely';
import { followTotals } from './functions/follow-totals.ts';
import { listImages } from './functions/list-images.ts';

const listed = ['packages', 'critical', 'high', 'medium', 'low', 'negligible', 'unknown', 'fixable', 'exploitable'];
listed.push('known_exploited', 'risk_score', 'coverage', 'epss_max');

/** Violations that do not count as accepted, and those that statements accept. */
const counts = 'violations int not null, accepted int not null';

const tables = [
  // Patterns of repositories have `*` for any characters; no registries or patterns stand for all.
  `create table policy (
    id text primary key, name text not null unique, description text, action text not null check (action in ('fail', 'warn')),
    enabled boolean not null, registry_ids text[] not null, repositories text[] not null, except_repositories text[] not null,
    state text not null default 'waiting' check (state in ('waiting', 'running', 'done', 'failed')), progress real, message text,
    evaluated_at timestamptz, violating int not null default 0, accepted int not null default 0, passing int not null default 0,
    pending int not null default 0, created_at timestamptz not null, created_by text not null, updated_at timestamptz not null)`,
  // A rule is judged once its violations are known of all that is stored; from then on they are kept. `judging`: somebody is at it; `stale`: what it
  // looks at has changed everywhere.
  `create table policy_rule (
    id bigint generated always as identity primary key, policy_id text not null references policy on delete cascade,
    rule_id text not null, position int not null, conditions jsonb not null, subject text not null,
    looks_at_clock boolean not null, judging boolean not null default false,
    stale boolean not null default false, judged_at timestamptz)`,
  `create index policy_rule_policy on policy_rule (policy_id)`,
  `create table policy_repository (
    repository_id bigint not null references repository on delete cascade, policy_id text not null references policy on delete cascade,
    primary key (repository_id, policy_id))`,
  `create index policy_repository_policy on policy_repository (policy_id, repository_id)`,

  // Only where there are any. What rules were these of that are gone is looked over, and forgotten later.
  `create table package_violation (
    package_id bigint not null references package on delete cascade, rule_id bigint not null, ${counts}, primary key (package_id, rule_id))`,
  `create index package_violation_rule on package_violation (rule_id, package_id)`,
  `create table package_set_violation (set_id bigint not null, rule_id bigint not null, ${counts}, primary key (set_id, rule_id))`,
  `create table image_violation (
    image_id bigint not null, rule_id bigint not null, ${counts}, message text, primary key (image_id, rule_id))`,
  `create index image_violation_rule on image_violation (rule_id, image_id) where violations > 0`,

  // What is still to be done; who does it strikes off what has not been marked again meanwhile.
  `create table repository_to_judge (
    repository_id bigint primary key references repository on delete cascade, marks bigint not null default 1)`,
  `create table policy_to_count (policy_id text primary key references policy on delete cascade, marks bigint not null default 1)`,
  `create table rule_to_forget (rule_id bigint primary key)`,
];

/** The columns of `repository` that a scope looks at. */
const bears = (name: string) =>
  `(${name} like pattern or substring(${name} from position('/' in ${name}) + 1) like pattern)`;

const scopes = [
  // With its host or without it.
  `create function bears_name(of_repository text, patterns text[]) returns boolean language sql immutable as $$
    select exists (
      select from (select replace(replace(replace(replace(given, '\\', '\\\\'), '%', '\\%'), '_', '\\_'), '*', '%') as pattern
        from unnest(patterns) as given) p
      where ${bears('of_repository')})
  $$`,
  `create function is_about(p policy, r repository) returns boolean language sql immutable as $$
    select p.enabled and (p.registry_ids = '{}' or r.registry_id = any(p.registry_ids))
      and (p.repositories = '{}' or bears_name(r.name, p.repositories)) and not bears_name(r.name, p.except_repositories)
  $$`,
  `create function find_policies() returns trigger language plpgsql as $$ begin
    delete from policy_repository where repository_id = new.id;
    insert into policy_repository (repository_id, policy_id) select new.id, p.id from policy p where is_about(p, new);
    if tg_op = 'UPDATE' then
      insert into repository_to_judge (repository_id) values (new.id) on conflict (repository_id) do update set marks = repository_to_judge.marks + 1;
    end if;
    return null;
  end $$`,
  `create trigger find_policies_of_new after insert on repository for each row execute function find_policies()`,
  `create trigger find_policies_of_changed after update on repository for each row
    when ((old.registry_id, old.name) is distinct from (new.registry_id, new.name)) execute function find_policies()`,
];

/**
 * What the policies that are about a repository come to for an image in it. What is known to fail fails, whatever is still to be judged; nothing else is said
 * before all is.
 */
const outcome = `create function policy_outcome(of_repository bigint, of_image bigint) returns text language sql stable as $$
  select case min(one.worst) when 0 then 'fail' when 1 then 'pending' when 2 then 'warn' when 3 then 'accepted' when 4 then 'pass' else 'none' end
  from (
    select case when p.action = 'fail' and bool_or(v.violations > 0) then 0 when bool_or(r.judged_at is null) then 1
      when bool_or(v.violations > 0) then 2 when bool_or(v.accepted > 0) then 3 else 4 end as worst
    from policy_repository s join policy p on p.id = s.policy_id join policy_rule r on r.policy_id = p.id
      left join image_violation v on v.image_id = of_image and v.rule_id = r.id
    where s.repository_id = of_repository group by p.id, p.action
  ) one
$$`;

/** Worst first; what is not known yet may be worse than what is accepted. */
const order = `case policy_outcome when 'fail' then 0 when 'warn' then 1 when 'pending' then 2 when 'accepted' then 3 when 'pass' then 4 else 5 end`;

const removal = [
  // Of a repository that is gone, images are counted no more; a policy that goes itself is left alone.
  `create function count_scopes() returns trigger language plpgsql as $$ begin
    insert into policy_to_count (policy_id) select p.id from policy p where p.id in (select policy_id from gone)
    on conflict (policy_id) do update set marks = policy_to_count.marks + 1;
    return null;
  end $$`,
  `create trigger count_scopes after delete on policy_repository referencing old table as gone
    for each statement execute function count_scopes()`,
  `create function remove_set_violations() returns trigger language plpgsql as $$ begin
    delete from package_set_violation v using gone where v.set_id = gone.id;
    return null;
  end $$`,
  `create trigger remove_set_violations after delete on package_set referencing old table as gone
    for each statement execute function remove_set_violations()`,
  `create function remove_image_violations() returns trigger language plpgsql as $$ begin
    delete from image_violation v using gone where v.image_id = gone.id;
    return null;
  end $$`,
  `create trigger remove_image_violations after delete on image referencing old table as gone
    for each statement execute function remove_image_violations()`,
];

const statements = [
  ...tables,
  ...scopes,
  outcome,
  ...removal,
  `alter table listed_image add column policy_outcome text not null default 'none',
    add column policy_order int not null generated always as (${order}) stored`,
  `create index listed_image_policy on listed_image (policy_order, rank, image_id, repository_id)`,
  // How many fail is counted off these.
  `create index listed_image_failing on listed_image (repository_id) where policy_order = 0`,
  `create index listed_image_failing_in on listed_image (registry_id, image_id) where policy_order = 0`,
  ...listImages(listed, { policy_outcome: 'policy_outcome(r.id, i.id)' }),
  followTotals(listed, { policy_outcome: 'policy_outcome(l.repository_id, l.image_id)' }),
  `analyze listed_image`,
];

/** What images violate of the rules that they are to keep. */
export const policies = {
  name: '043-policies',
  up: async (db: Kysely<never>): Promise<void> => {
    for (const statement of statements) await sql.raw(statement).execute(db);
  },
};
