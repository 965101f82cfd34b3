import { type Kysely, sql } from 'kysely';

const severities = ['critical', 'high', 'medium', 'low', 'negligible', 'unknown'];
const summed = [...severities, 'fixable', 'exploitable', 'known_exploited'];
const covered = ['complete', 'partial', 'not_known'];
const rolled = ['images', ...summed, ...covered];

const coverageOf = (alias: string, sign: string) =>
  `${sign}(${alias}.coverage = 'complete')::int, ${sign}(${alias}.coverage = 'partial')::int, ${sign}(${alias}.coverage = 'unknown')::int`;
const valuesOf = (alias: string, sign: '' | '-') =>
  `${sign}1, ${summed.map((name) => `${sign}${alias}.${name}`).join(', ')}, ${coverageOf(alias, sign)}`;
const columns = rolled.map((name) => `${name} bigint not null default 0`).join(', ');
const sums = rolled.map((name) => `sum(d.${name}) as ${name}`).join(', ');
const isChange = `(${rolled.map((name) => `sum(d.${name})`).join(', ')}) <> (${rolled.map(() => '0').join(', ')})`;
const added = rolled.map((name) => `${name} = t.${name} + excluded.${name}`).join(', ');

/** Columns of which a change changes sums, or what stands beside them. */
const heeded = (alias: string) =>
  ['repository_id', 'image_id', 'registry_id', 'repository', ...summed, 'coverage']
    .map((name) => `${alias}.${name}`)
    .join(', ');

/** Any number, the same in every Plimsoll: whoever changes sums holds it, so that no two wait for each other's rows. */
const sumsLock = 7_265_303;

type Change = 'insert' | 'update' | 'delete';

/** What a statement did, as rows to add up: `come` as they are now, `gone` as they were. */
function difference(change: Change, columnsOf: (alias: 'come' | 'gone', sign: '' | '-') => string): string {
  const parts = [
    ...(change === 'delete' ? [] : [`select ${columnsOf('come', '')} from come`]),
    ...(change === 'insert' ? [] : [`select ${columnsOf('gone', '-')} from gone`]),
  ];
  return `(${parts.join(' union all ')}) as d`;
}

/**
 * Images count once in a registry, and once in all (`''`), however many repositories hold them: a row that comes counts where there was none of its
 * image before, one that goes where there is none any more, and one that changes as one of those that changed alike.
 */
function scopes(change: Change): string {
  const rows = difference(
    change,
    (alias, sign) => `${alias}.registry_id, ${alias}.image_id, ${sign}1 as n, ${alias}.*`,
  ).replaceAll(/(come|gone)\.\*/g, (_, alias: 'come' | 'gone') =>
    [...summed.map((name) => `${alias}.${name}`), `${alias}.coverage`].join(', '),
  );
  return `
    with d as (select * from ${rows}),
    scoped as (
      select s.scope, d.image_id, d.n, ${summed.map((name) => `d.${name}`).join(', ')}, d.coverage
      from d cross join lateral (values (d.registry_id), ('')) as s(scope)
    ),
    one as (
      select distinct on (scope, image_id, n) * from scoped order by scope, image_id, n
    ),
    held as (
      select scope, image_id, sum(n) as grown,
        (select count(*) from listed_image l where l.image_id = scoped.image_id and (scope = '' or l.registry_id = scope)) as now
      from scoped group by scope, image_id
    ),
    counted as (
      select o.* from one o join held h using (scope, image_id)
        left join one c on c.scope = o.scope and c.image_id = o.image_id and c.n = -o.n
      where c.n is not null or case when o.n = 1 then h.now - h.grown else h.now end = 0
    ),
    signed as (
      select scope, n as images, ${summed.map((name) => `n * ${name} as ${name}`).join(', ')},
        ${covered.map((name) => `n * (coverage = '${name === 'not_known' ? 'unknown' : name}')::int as ${name}`).join(', ')}
      from counted
    )
    insert into registry_totals as t (scope, ${rolled.join(', ')})
    select d.scope, ${sums} from signed d group by d.scope having ${isChange} order by d.scope
    on conflict (scope) do update set ${added}`;
}

function rollUp(change: Change): readonly string[] {
  const all =
    change === 'delete'
      ? '(select distinct repository_id, null::timestamptz as seen_at from gone)'
      : '(select repository_id, max(scanned_at) as seen_at from come group by repository_id)';
  const perRepository = difference(change, (alias, sign) => `${alias}.repository_id, ${valuesOf(alias, sign)}`).replace(
    / as d$/,
    ` as d(repository_id, ${rolled.join(', ')})`,
  );
  const isTouch =
    change === 'update'
      ? // Not a join, which would be done row by row for want of an index.
        `if not exists (select ${heeded('come')} from come except select ${heeded('gone')} from gone) then
        update repository_totals t set scanned_at = greatest(t.scanned_at, c.scanned_at)
        from (select repository_id, max(scanned_at) as scanned_at from come group by repository_id) c
        where t.repository_id = c.repository_id and t.scanned_at is distinct from greatest(t.scanned_at, c.scanned_at);
        return null;
      end if;`
      : '';
  return [
    `create function roll_up_${change}() returns trigger language plpgsql as $$ begin
      ${isTouch}
      perform pg_advisory_xact_lock(${sumsLock});
      insert into repository_totals as t (repository_id, ${rolled.join(', ')})
      select d.repository_id, ${sums} from ${perRepository} group by d.repository_id
      having ${isChange} and exists (select from repository r where r.id = d.repository_id) order by d.repository_id
      on conflict (repository_id) do update set ${added};
      update repository_totals t set registry_id = w.registry_id, repository = w.repository, rank = w.rank, worst_image_id = w.image_id,
        scanned_at = case when ${change === 'delete'} then
          (select max(scanned_at) from listed_image l where l.repository_id = t.repository_id)
          else greatest(t.scanned_at, c.seen_at) end
      from ${all} c cross join lateral (
        select l.* from listed_image l where l.repository_id = c.repository_id order by l.rank, l.image_id limit 1
      ) w where t.repository_id = c.repository_id;
      delete from repository_totals t using ${all} c where t.repository_id = c.repository_id and t.images = 0;
      ${scopes(change)};
      delete from registry_totals where images = 0;
      return null;
    end $$`,
    `create trigger roll_up_${change} after ${change} on listed_image
      referencing ${change === 'insert' ? '' : 'old table as gone'} ${change === 'delete' ? '' : 'new table as come'}
      for each statement execute function roll_up_${change}()`,
  ];
}

const repositoryOrders: Readonly<Record<string, string>> = {
  rank: 'rank',
  images: '(-images)',
  critical: '(-critical)',
  exploitable: '(-exploitable)',
  fixable: '(-fixable)',
  scanned: 'scanned_at',
};

const fill = (key: string, from: string) => `
  select ${key}, count(*), ${summed.map((name) => `sum(${name})`).join(', ')},
    ${['complete', 'partial', 'unknown'].map((name) => `count(*) filter (where coverage = '${name}')`).join(', ')}
  from ${from}`;

const statements = [
  // Sums of what is listed: of repositories, and of registries and all (`''`), in which an image counts once.
  `create table repository_totals (
    repository_id bigint primary key references repository on delete cascade, registry_id text not null default '',
    repository text not null default '', worst_image_id bigint, rank int[], scanned_at timestamptz, ${columns})`,
  `create table registry_totals (scope text primary key, ${columns})`,
  `insert into repository_totals (repository_id, ${rolled.join(', ')}) ${fill('repository_id', 'listed_image group by repository_id')}`,
  `update repository_totals t set registry_id = w.registry_id, repository = w.repository, rank = w.rank, worst_image_id = w.image_id,
    scanned_at = (select max(scanned_at) from listed_image l where l.repository_id = t.repository_id)
    from (select distinct on (repository_id) * from listed_image order by repository_id, rank, image_id) w
    where w.repository_id = t.repository_id`,
  `insert into registry_totals (scope, ${rolled.join(', ')}) ${fill('registry_id', '(select distinct on (registry_id, image_id) * from listed_image order by registry_id, image_id) o group by registry_id')}`,
  `insert into registry_totals (scope, ${rolled.join(', ')}) ${fill("''", '(select distinct on (image_id) * from listed_image order by image_id) o having count(*) > 0')}`,
  ...Object.entries(repositoryOrders).map(
    ([name, column]) => `create index repository_totals_${name} on repository_totals (${column}, repository)`,
  ),
  `create index repository_totals_registry on repository_totals (registry_id, repository)`,
  `create index repository_totals_repository on repository_totals (repository)`,
  ...rollUp('insert'),
  ...rollUp('update'),
  ...rollUp('delete'),
  `analyze repository_totals`,
];

/** Sums that screens show are kept, not counted. */
export const rolledUpTotals = {
  name: '024-rolled-up-totals',
  up: async (db: Kysely<never>): Promise<void> => {
    for (const statement of statements) await sql.raw(statement).execute(db);
  },
};
