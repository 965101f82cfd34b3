import { type Kysely, sql } from 'kysely';

const statements = [
  // Images of archives are listed, filtered and counted by the same joins as those in registries: what they lie in is a row of the same table,
  // of another kind, which nothing can sign in to. No schedule is ever due.
  `alter table registry add column kind text not null default 'registry' check (kind in ('registry', 'uploads'))`,
  `insert into registry (id, kind, name, path, type, skip_tls_verify, plain_http, repositories, schedule)
    select 'uploads', 'uploads',
      'Uploaded archives' || case when exists (select from registry where name = 'Uploaded archives') then ' (files)' else '' end,
      'upload:', 'upload', false, false, '{}', '{"cron": ""}'`,
  // What was uploaded before is listed by the name of its file, and found by the digest.
  `update scan set reference = 'upload:/' || substr(reference, 8) where upload is not null and reference like 'upload:%'`,
  `insert into repository (registry_id, name)
    select distinct 'uploads', reference from scan where upload is not null and image_id is not null`,
  `insert into repository_image (repository_id, image_id, manifest_digest, by_digest, scanned_at)
    select r.id, i.id, i.manifest_digest, true, max(i.scanned_at)
    from scan s join repository r on r.name = s.reference join image i on i.id = s.image_id
    where s.upload is not null group by r.id, i.id`,
];

/** Images of archives that were uploaded are listed as others are. */
export const uploadedArchives = {
  name: '037-uploaded-archives',
  up: async (db: Kysely<never>): Promise<void> => {
    for (const statement of statements) await sql.raw(statement).execute(db);
  },
};
