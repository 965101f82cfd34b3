import { type Kysely, sql } from 'kysely';

const statements = [
  // Checking these row by row took most of the time of storing an image. Members are written once, with ids that the same transaction has read
  // or made, so only removing what they name can make them wrong: that is watched below.
  `alter table package_set_member drop constraint package_set_member_set_id_fkey, drop constraint package_set_member_package_id_fkey`,
  `create function remove_members() returns trigger language plpgsql as $$ begin
    delete from package_set_member m using gone where m.set_id = gone.id;
    return null;
  end $$`,
  `create trigger remove_members after delete on package_set referencing old table as gone
    for each statement execute function remove_members()`,
  `create function keep_members() returns trigger language plpgsql as $$ begin
    if exists (select from package_set_member m join gone on gone.id = m.package_id) then
      raise foreign_key_violation using message = 'a package that is in a set cannot be removed';
    end if;
    return null;
  end $$`,
  `create trigger keep_members after delete on package referencing old table as gone
    for each statement execute function keep_members()`,

  // A mark on what is gone meanwhile is taken off again, and nothing is counted.
  `alter table package_set_to_count drop constraint package_set_to_count_set_id_fkey`,
  `alter table image_to_count drop constraint image_to_count_image_id_fkey`,

  // What new advisories change is no part of an index: room to do that in place.
  `alter table image_totals set (fillfactor = 70)`,
  `alter table package_set set (fillfactor = 70)`,
  `alter table package_vulnerability set (fillfactor = 85)`,
];

/** What is written often is checked and indexed less. */
export const cheaperWrites = {
  name: '030-cheaper-writes',
  up: async (db: Kysely<never>): Promise<void> => {
    for (const statement of statements) await sql.raw(statement).execute(db);
  },
};
