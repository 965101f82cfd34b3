import { type Kysely, sql } from 'kysely';

const statements = [
  // What an image in a repository can be found by, in small letters: kept by triggers, so that it is true whoever writes names.
  `alter table repository_image add column search text not null default ''`,
  `create function repository_image_search(of_repository bigint, of_image bigint) returns text stable language sql as $$
    select lower(concat_ws(' ', g.name, r.name, i.digest, i.platform, i.distro->>'prettyName',
      (select string_agg(distinct t.name, ' ') from tag t where t.repository_id = r.id and t.image_id = i.id)))
    from repository r join registry g on g.id = r.registry_id cross join image i
    where r.id = of_repository and i.id = of_image $$`,
  `create function search_new_name() returns trigger language plpgsql as $$ begin
    new.search := coalesce(repository_image_search(new.repository_id, new.image_id), '');
    return new;
  end $$`,
  `create function search_changed_tags() returns trigger language plpgsql as $$ begin
    update repository_image r set search = s.search
    from (
      select c.repository_id, c.image_id, repository_image_search(c.repository_id, c.image_id) as search
      from (select distinct repository_id, image_id from changed) c
    ) s where r.repository_id = s.repository_id and r.image_id = s.image_id and r.search is distinct from s.search
      and s.search is not null;
    return null;
  end $$`,
  `create function search_renamed_registry() returns trigger language plpgsql as $$ begin
    update repository_image n set search = repository_image_search(n.repository_id, n.image_id)
    from repository r where r.id = n.repository_id and r.registry_id = new.id;
    return null;
  end $$`,
  `create trigger search_new_name before insert on repository_image for each row execute function search_new_name()`,
  `create trigger search_added_tags after insert on tag referencing new table as changed
    for each statement execute function search_changed_tags()`,
  `create trigger search_moved_tags after update on tag referencing new table as changed
    for each statement execute function search_changed_tags()`,
  `create trigger search_left_tags after update on tag referencing old table as changed
    for each statement execute function search_changed_tags()`,
  `create trigger search_removed_tags after delete on tag referencing old table as changed
    for each statement execute function search_changed_tags()`,
  `create trigger search_renamed_registry after update of name on registry
    for each row when (old.name is distinct from new.name) execute function search_renamed_registry()`,
  `update repository_image set search = coalesce(repository_image_search(repository_id, image_id), '')`,
  // Where the database's owner may not add the extension, searching reads all names: slower, and right.
  `do $$ begin
    create extension if not exists pg_trgm;
    create index repository_image_search_words on repository_image using gin (search gin_trgm_ops);
  exception when others then
    raise notice 'no index for searching: %', sqlerrm;
  end $$`,
  `create index package_name on package (name, version)`,
  `create index vulnerability_epss on vulnerability (epss) where epss is not null`,

  // What somebody has saved of a listing: its filters, sort and columns.
  `create table saved_view (
    id text primary key, account_id text not null references account on delete cascade, screen text not null,
    name text not null, query jsonb not null, columns text[] not null, is_default boolean not null default false,
    created_at timestamptz not null default now(), unique (account_id, screen, name))`,
  `create unique index saved_view_default on saved_view (account_id, screen) where is_default`,
];

/** Images are found by any part of a name, and listings can be saved. */
export const listing = {
  name: '008-listing',
  up: async (db: Kysely<never>): Promise<void> => {
    for (const statement of statements) await sql.raw(statement).execute(db);
  },
};
