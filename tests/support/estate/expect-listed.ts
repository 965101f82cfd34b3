import { type Kysely, sql } from 'kysely';
import { expect } from 'vitest';
import type { Tables } from '#server/store/schema.ts';

const shown = [
  'critical',
  'high',
  'medium',
  'low',
  'negligible',
  'unknown',
  'fixable',
  'exploitable',
  'known_exploited',
];

/** The listing as names, tags, images and totals give it. */
const listing = `
  select r.id as repository_id, i.id as image_id, g.id as registry_id, g.name as registry_name, r.name as repository, n.manifest_digest,
    array(select distinct t.name from tag t where t.repository_id = r.id and t.image_id = i.id order by 1) as tags, i.digest, i.platform,
    i.distro, i.size, coalesce(i.config->>'created', '') as created, jsonb_array_length(i.secrets) as secrets, n.scanned_at,
    i.distro->>'release' as distro_release, t.epss_max, t.packages, t.risk_score, t.coverage, ${shown.map((name) => `t.${name}`).join(', ')},
    t.rank || case t.coverage when 'unknown' then 1 when 'partial' then 2 else 3 end as rank
  from repository_image n join repository r on r.id = n.repository_id join registry g on g.id = r.registry_id
    join image i on i.id = n.image_id join image_totals t on t.image_id = i.id`;
/** All that is listed. */
export const listedRows = `
  select repository_id, image_id, registry_id, registry_name, repository, manifest_digest, tags, digest, platform, distro, size, created,
    secrets, scanned_at, distro_release, epss_max, packages, risk_score, coverage, ${shown.join(', ')}, rank
  from listed_image`;

const sums = `
  count(*) as images, ${shown.map((name) => `sum(${name})::bigint as ${name}`).join(', ')},
  count(*) filter (where coverage = 'complete') as complete, count(*) filter (where coverage = 'partial') as partial,
  count(*) filter (where coverage = 'unknown') as not_known`;
const rolled = `images, ${shown.join(', ')}, complete, partial, not_known`;

/** Everything that is kept of the listing, against the same as names, tags, images and totals give it. */
export async function expectListed(db: Kysely<Tables>): Promise<void> {
  const rowsOf = async (query: string) => (await sql.raw<Record<string, unknown>>(query).execute(db)).rows;
  const ordered = (query: string) => rowsOf(`select * from (${query}) q order by 1, 2`);
  expect(await ordered(listedRows)).toEqual(await ordered(listing));
  const all = `with l as (${listing})`;
  expect(
    await rowsOf(
      `select repository_id, registry_id, repository, worst_image_id, scanned_at, ${rolled} from repository_totals order by 1`,
    ),
  ).toEqual(
    await rowsOf(`${all} select repository_id, min(registry_id) as registry_id, min(repository) as repository,
      (array_agg(image_id order by rank, image_id))[1] as worst_image_id, max(scanned_at) as scanned_at, ${sums}
      from l group by repository_id order by 1`),
  );
  const perImage = (columns: string) => `(select distinct on (${columns}) * from l order by ${columns}) one`;
  expect(await rowsOf(`select scope, ${rolled} from registry_totals order by 1`)).toEqual(
    await rowsOf(`${all} select '' as scope, ${sums} from ${perImage('image_id')} having count(*) > 0
      union all select registry_id, ${sums} from ${perImage('registry_id, image_id')} group by registry_id order by 1`),
  );
}
