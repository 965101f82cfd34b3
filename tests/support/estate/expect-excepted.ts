import { type Kysely, sql } from 'kysely';
import { expect } from 'vitest';
import type { Tables } from '#server/store/schema.ts';

/** Whether an exception `e` is about a finding `v` of a package `p`, as the documentation has it. */
const isAbout = `e.vulnerability in (select unnest(v.aliases || v.vulnerability_id))
  and (e.package_name is null or (e.package_type = p.type and e.package_name = p.name and coalesce(e.package_version, p.version) = p.version))
  and not (e.until_fixed and v.fix->>'state' = 'fixed')`;

const bears = (name: string) => `${name} like replace(e.repository, '*', '%')`;

/** Whether it is in an image `i` by a name that this bears. */
const isIn = `case e.scope when 'everywhere' then true
  when 'image' then e.image in (i.digest, i.manifest_digest)
    or e.image in (select n.manifest_digest from repository_image n where n.image_id = i.id)
  else exists (select from repository_image n join repository r on r.id = n.repository_id
    where n.image_id = i.id and (${bears('r.name')} or ${bears("substring(r.name from position('/' in r.name) + 1)")})) end`;

const ofImages = `select h.image_id, v.package_id, v.vulnerability_id,
    case when o.image_id is null then v.suppression else o.suppression end as why,
    array(select e.id from risk_exception e where e.until is null or e.until >= $today$::date) as holding
  from (select distinct s.image_id, m.package_id from image_package_set s join package_set_member m on m.set_id = s.set_id
      where not exists (select from image_package_exception x
        where x.image_id = s.image_id and x.position = s.position and x.package_id = m.package_id and x.reason <> 'moved')) h
    join package_vulnerability v on v.package_id = h.package_id
    left join image_suppression o on o.image_id = h.image_id and o.package_id = v.package_id and o.vulnerability_id = v.vulnerability_id`;

/**
 * What is suppressed in images, against exceptions looked up one by one for each finding: whatever one accepts does not count, and what does not count because of
 * one is accepted by it. Returns how many findings are suppressed by exceptions.
 */
export async function expectExcepted(db: Kysely<Tables>, today: string, when: string): Promise<number> {
  const { rows } = await sql<{
    finding: string;
    by: string | null;
    said: string | null;
    accepting: string[];
    named: boolean;
  }>`
    select f.image_id || ' ' || p.purl || ' ' || v.vulnerability_id as finding, f.why->>'by' as by, f.why->>'statementId' as said,
      exists (select from repository_image n where n.image_id = f.image_id) as named,
      array(select e.id from risk_exception e
        where e.id = any(f.holding) and ${sql.raw(isAbout)} and ${sql.raw(isIn)}) as accepting
    from (${sql.raw(ofImages.replace('$today$', `'${today}'`))}) f join image i on i.id = f.image_id join package p on p.id = f.package_id
      join package_vulnerability v on v.package_id = f.package_id and v.vulnerability_id = f.vulnerability_id`.execute(
    db,
  );
  const counted = rows.filter(({ by, accepting }) => by === null && accepting.length > 0);
  expect(counted, when).toEqual([]);
  const excepted = rows.filter(({ by }) => by === 'exception');
  // Of an image that has no name any more, its repository being gone, nothing is decided anew.
  const wrongly = excepted.filter(({ named, said, accepting }) => named && !accepting.includes(said ?? ''));
  expect(wrongly, when).toEqual([]);
  return excepted.length;
}
