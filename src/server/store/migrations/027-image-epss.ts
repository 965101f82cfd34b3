import { type Kysely, sql } from 'kysely';
import { listChangedTotals, listImages } from './functions/list-images.ts';

const counts = ['packages', 'critical', 'high', 'medium', 'low', 'negligible', 'unknown', 'fixable', 'exploitable'];
counts.push('known_exploited', 'risk_score', 'coverage', 'epss_max');

const statements = [
  // The largest EPSS score of what counts, in steps (thousandths; whole percents from a tenth on), -1 for none.
  `alter table package_vulnerability add column epss smallint not null default -1`,
  `alter table package add column epss_max int not null default -1`,
  `alter table package_set add column epss_max int not null default -1`,
  `alter table image_totals add column epss_max int not null default -1`,
  `alter table listed_image add column epss_max int not null default -1`,
  `update package_vulnerability v set epss = case when e.epss::numeric < 0.1 then floor(e.epss::numeric * 1000)
      else floor(e.epss::numeric * 100) * 10 end
    from vulnerability e where e.id = v.vulnerability_id and e.epss is not null`,
  `update package p set epss_max = v.epss_max from (
      select package_id, max(epss) as epss_max from package_vulnerability where hidden is null and suppression is null group by package_id
    ) v where v.package_id = p.id`,
  `update package_set s set epss_max = m.epss_max from (
      select m.set_id, max(p.epss_max) as epss_max from package_set_member m join package p on p.id = m.package_id group by m.set_id
    ) m where m.set_id = s.id`,
  ...listImages(counts),
  ...listChangedTotals(counts),
  // No sum changes: triggers would look at all of them for nothing.
  `alter table image_totals disable trigger list_changed_totals`,
  `alter table listed_image disable trigger roll_up_update`,
  // As if nothing were excepted: right for most images, and at most too much for the others until they have been counted.
  `update image_totals t set epss_max = s.epss_max from (
      select i.image_id, max(s.epss_max) as epss_max from image_package_set i join package_set s on s.id = i.set_id group by i.image_id
    ) s where s.image_id = t.image_id`,
  `update listed_image l set epss_max = t.epss_max from image_totals t where t.image_id = l.image_id`,
  `alter table image_totals enable trigger list_changed_totals`,
  `alter table listed_image enable trigger roll_up_update`,
  `insert into image_to_count select image_id from image_package_exception union select image_id from image_suppression on conflict do nothing`,
  `create index listed_image_epss on listed_image (epss_max)`,
  `analyze listed_image`,
];

/** Images are found by their largest EPSS score. */
export const imageEpss = {
  name: '027-image-epss',
  up: async (db: Kysely<never>): Promise<void> => {
    for (const statement of statements) await sql.raw(statement).execute(db);
  },
};
