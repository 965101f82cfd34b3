import { type Kysely, sql } from 'kysely';
import { listChangedTotals, listImages } from './functions/list-images.ts';

const counts = [
  'packages',
  'critical',
  'high',
  'medium',
  'low',
  'negligible',
  'unknown',
  'fixable',
  'exploitable',
  'known_exploited',
  'risk_score',
  'coverage',
];
/** Sorts of the listing by a count: the most first, then the worst. */
const countOrders: Readonly<Record<string, string>> = {
  critical: '-critical',
  high: '-high',
  medium: '-medium',
  low: '-low',
  findings: '-(critical + high + medium + low + negligible + unknown)',
  fixable: '-fixable',
  exploitable: '-exploitable',
  risk: '-risk_score',
  coverage: 'coverage_order',
};
/** And those by one column. */
const plainOrders: Readonly<Record<string, string>> = {
  registry: 'registry_name, repository',
  repository: 'repository',
  tag: 'first_tag',
  platform: 'platform',
  distro: 'distro_name',
  packages: '(-packages)',
  size: '(-size)',
  created: 'created',
  scanned: 'scanned_at',
};

const statements = [
  // One row for each repository that holds an image, with all that the listing shows, finds and sorts by, so that a page is read off an index.
  // Triggers keep it, so that it is true whoever writes.
  `create table listed_image (
    repository_id bigint not null, image_id bigint not null, registry_id text not null, registry_name text not null,
    repository text not null, manifest_digest text not null, tags text[] not null, digest text not null, platform text not null,
    distro jsonb, size bigint not null, created text not null, secrets int not null, scanned_at timestamptz not null,
    packages int not null, critical int not null, high int not null, medium int not null, low int not null, negligible int not null,
    unknown int not null, fixable int not null, exploitable int not null, known_exploited int not null, risk_score int not null,
    coverage text not null,
    rank int[] not null generated always as
      (array[-known_exploited, -exploitable, -critical, -high, -unknown, -medium, -low, -negligible]) stored,
    coverage_order int not null generated always as
      (case coverage when 'unknown' then 1 when 'partial' then 2 else 3 end) stored,
    first_tag text not null generated always as (coalesce(tags[1], '')) stored,
    distro_id text generated always as (distro->>'id') stored,
    distro_release text generated always as (distro->>'release') stored,
    distro_name text not null generated always as (coalesce(distro->>'prettyName', '')) stored,
    end_of_life text generated always as (left(distro->>'endOfLife', 10)) stored,
    primary key (repository_id, image_id),
    foreign key (repository_id, image_id) references repository_image on delete cascade)`,
  ...listImages(counts),
  `select list_images(array(select distinct image_id from repository_image))`,

  ...Object.entries(countOrders).map(
    ([name, column]) =>
      `create index listed_image_${name} on listed_image ((${column}), rank, image_id, repository_id)`,
  ),
  ...Object.entries(plainOrders).map(
    ([name, column]) => `create index listed_image_${name} on listed_image (${column}, image_id, repository_id)`,
  ),
  `create index listed_image_rank on listed_image (rank, image_id, repository_id)`,
  // What is not attacked comes last of all: it must not be looked for from the front.
  `create index listed_image_not_attacked on listed_image (rank, image_id, repository_id) where known_exploited = 0`,
  `create index listed_image_worst_of on listed_image (repository_id, rank, image_id)`,
  `create index listed_image_worst_in on listed_image (registry_id, rank, image_id, repository_id)`,
  `create index listed_image_risk_in on listed_image (registry_id, risk_score)`,
  `create index listed_image_image on listed_image (image_id, registry_id)`,
  `create index listed_image_of_distro on listed_image (distro_id, distro_release)`,
  // No listing sorts these any more.
  `drop index image_totals_rank`,
  `analyze listed_image`,

  // Names
  `create function list_new_names() returns trigger language plpgsql as $$ begin
    perform list_images(array(select distinct image_id from added));
    return null;
  end $$`,
  `create trigger list_new_names after insert on repository_image referencing new table as added
    for each statement execute function list_new_names()`,
  `create function list_seen_again() returns trigger language plpgsql as $$ begin
    update listed_image set manifest_digest = new.manifest_digest, scanned_at = new.scanned_at
    where repository_id = new.repository_id and image_id = new.image_id;
    return null;
  end $$`,
  `create trigger list_seen_again after update on repository_image for each row
    when ((old.manifest_digest, old.scanned_at) is distinct from (new.manifest_digest, new.scanned_at))
    execute function list_seen_again()`,
  `create trigger list_new_tags after insert on tag referencing new table as added
    for each statement execute function list_new_names()`,
  `create trigger list_gone_tags after delete on tag referencing old table as added
    for each statement execute function list_new_names()`,
  `create function list_moved_tags() returns trigger language plpgsql as $$ begin
    perform list_images(array(select o.image_id from gone o join added n using (repository_id, name, platform)
      where o.image_id <> n.image_id union select n.image_id from gone o join added n using (repository_id, name, platform)
      where o.image_id <> n.image_id));
    return null;
  end $$`,
  `create trigger list_moved_tags after update on tag referencing old table as gone new table as added
    for each statement execute function list_moved_tags()`,

  // Images
  `create function list_changed_image() returns trigger language plpgsql as $$ begin
    perform list_images(array[new.id]);
    return null;
  end $$`,
  `create trigger list_changed_image after update on image for each row
    when ((old.digest, old.platform, old.distro, old.size, old.config, old.secrets)
      is distinct from (new.digest, new.platform, new.distro, new.size, new.config, new.secrets))
    execute function list_changed_image()`,
  `create trigger list_first_totals after insert on image_totals referencing new table as added
    for each statement execute function list_new_names()`,
  ...listChangedTotals(counts),
  `create trigger list_changed_totals after update on image_totals referencing new table as changed
    for each statement execute function list_changed_totals()`,

  // Registries
  `create function list_changed_registry() returns trigger language plpgsql as $$ begin
    if tg_table_name = 'registry' then
      update listed_image set registry_name = new.name where registry_id = new.id;
    else
      update listed_image set registry_id = new.registry_id, registry_name = (select name from registry where id = new.registry_id),
        repository = new.name where repository_id = new.id;
    end if;
    return null;
  end $$`,
  `create trigger list_renamed_registry after update on registry
    for each row when (old.name is distinct from new.name) execute function list_changed_registry()`,
  `create trigger list_moved_repository after update on repository
    for each row when ((old.registry_id, old.name) is distinct from (new.registry_id, new.name)) execute function list_changed_registry()`,
];

/** The listing as a table. */
export const listedImages = {
  name: '023-listed-images',
  up: async (db: Kysely<never>): Promise<void> => {
    for (const statement of statements) await sql.raw(statement).execute(db);
  },
};
