import { type Kysely, sql } from 'kysely';
import { followTotals } from './functions/follow-totals.ts';

const severities = ['critical', 'high', 'medium', 'low', 'negligible', 'unknown'];
const summed = [...severities, 'fixable', 'exploitable', 'known_exploited'];
const listed = ['packages', ...summed, 'risk_score', 'coverage', 'epss_max'];
const rolled = [...summed, 'complete', 'partial', 'not_known'];

const identity = (alias: string) =>
  ['repository_id', 'image_id', 'registry_id', 'repository'].map((name) => `${alias}.${name}`).join(', ');
const coverage = (n: string) =>
  ['complete', 'partial', 'unknown'].map((state) => `sum(${n} * (coverage = '${state}')::int)`);
const sums = [...summed.map((name) => `sum(n * ${name})`), ...coverage('n')].map(
  (sum, index) => `${sum} as ${rolled[index]}`,
);
const isChange = `(${rolled.map((name) => `d.${name}`).join(', ')}) <> (${rolled.map(() => '0').join(', ')})`;
const added = rolled.map((name) => `${name} = t.${name} + d.${name}`).join(', ');
const columns = ['repository_id', 'registry_id', 'image_id', ...summed, 'coverage'].join(', ');
const both = `(select ${columns}, scanned_at, 1 as n from come union all select ${columns}, null, -1 from gone) b`;

/** Where the same images are listed in the same places, and that is so unless something is renamed, what they add to sums is what has changed of each. */
const sumsOfSame = `
  if not exists (select ${identity('come')} from come except select ${identity('gone')} from gone) then
    update repository_totals t set ${added}, rank = w.rank, worst_image_id = w.image_id, scanned_at = greatest(t.scanned_at, d.seen_at)
    from (select repository_id, max(scanned_at) as seen_at, ${sums.join(', ')} from ${both} group by repository_id) d
      cross join lateral (
        select l.rank, l.image_id from listed_image l where l.repository_id = d.repository_id order by l.rank, l.image_id limit 1
      ) w
    where t.repository_id = d.repository_id and (${isChange} or
      (t.rank, t.worst_image_id, t.scanned_at) is distinct from (w.rank, w.image_id, greatest(t.scanned_at, d.seen_at)));
    update registry_totals t set ${added} from (
      select scope, ${sums.join(', ')} from (
        select distinct on (s.scope, b.image_id, b.n) s.scope, b.* from ${both}
          cross join lateral (values (b.registry_id), ('')) as s(scope) order by s.scope, b.image_id, b.n
      ) one group by scope
    ) d where t.scope = d.scope and ${isChange};
    return null;
  end if;`;

/** Puts something before the rest of what a trigger's function does, after the words that `behind` gives. */
const amend = (name: string, behind: string, before: string) => `do $do$ declare body text; begin
  select prosrc into strict body from pg_proc where oid = '${name}()'::regprocedure;
  if position($x$${behind}$x$ in body) = 0 then raise exception '${name} is not what it was'; end if;
  execute format('create or replace function ${name}() returns trigger language plpgsql as %L',
    replace(body, $x$${behind}$x$, $x$${behind} ${before}$x$));
end $do$`;
const takeLock = 'perform pg_advisory_xact_lock(7265303);';

const statements = [
  followTotals(listed),
  amend('roll_up_update', takeLock, sumsOfSame),
  // Statements that write nothing have triggers too, and writing totals is one that inserts nothing as a rule.
  amend('list_new_names', 'begin', 'if not exists (select from added) then return null; end if;'),
  amend('roll_up_insert', 'begin', 'if not exists (select from come) then return null; end if;'),
  amend('roll_up_update', 'begin', 'if not exists (select from come) then return null; end if;'),
  amend('roll_up_delete', 'begin', 'if not exists (select from gone) then return null; end if;'),
  // Statements may bear any name of a vulnerability. Scores change nothing of it, and writing findings with it costs no more that can be measured.
  `create index package_vulnerability_aliases on package_vulnerability using gin (aliases)`,
];

/** Changed counts cost the sums over them less, and findings are found by any name of their vulnerability. */
export const cheaperSums = {
  name: '034-cheaper-sums',
  up: async (db: Kysely<never>): Promise<void> => {
    for (const statement of statements) await sql.raw(statement).execute(db);
  },
};
