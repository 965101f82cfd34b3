import { type Kysely, sql } from 'kysely';
import type { Tables } from '../schema.ts';

/** When a tag was pushed, as its registry tells. */
export interface Push {
  readonly tag: string;
  /** What was pushed, where that is told. */
  readonly digest: string | undefined;
  readonly pushedAt: Date;
}

/** Pushes to a repository (`host/name`). */
export interface Pushes {
  readonly registryId: string;
  readonly repository: string;
  readonly pushes: readonly Push[];
}

/** The last push of each tag. */
export interface PushStore {
  /** A push that is older than the one that is known is no news. */
  record(pushes: Pushes): Promise<void>;
  /** The same of all tags that a repository has: what is known of others is forgotten. */
  replace(pushes: Pushes & { readonly tags: readonly string[] }): Promise<void>;
}

/** Pushes in the database. */
export function createPushStore(db: Kysely<Tables>): PushStore {
  const record: PushStore['record'] = async ({ registryId, repository, pushes }) => {
    if (pushes.length === 0) return;
    const column = (of: (one: Push) => string | undefined) => pushes.map((one) => of(one) ?? null);
    await sql`
      insert into push as p (registry_id, repository, tag, digest, pushed_at)
      select distinct on (t.tag) ${registryId}, ${repository}, t.* from unnest(${column(({ tag }) => tag)}::text[],
        ${column(({ digest }) => digest)}::text[], ${column(({ pushedAt }) => pushedAt.toISOString())}::timestamptz[])
        as t (tag, digest, pushed_at) order by t.tag, t.pushed_at desc
      on conflict (repository, tag) do update set registry_id = excluded.registry_id, digest = excluded.digest, pushed_at = excluded.pushed_at
      where p.pushed_at < excluded.pushed_at`.execute(db);
  };
  return {
    record,
    replace: async (listed) => {
      const { repository, tags } = listed;
      await sql`delete from push where repository = ${repository} and not tag = any(${tags})`.execute(db);
      await record(listed);
    },
  };
}
