import { type Kysely, type Selectable, sql } from 'kysely';
import type { AdvisoryProgress, Tables } from '../schema.ts';
import { cleanText, toJson } from '../to-json.ts';

/** What all processes know of the advisory database and its updates. */
export interface AdvisoryState {
  readonly updating: boolean;
  readonly progress: AdvisoryProgress | undefined;
  readonly error: string | undefined;
  /** The revision that packages were last matched with completely. */
  readonly revision: number | undefined;
  readonly builtAt: Date | undefined;
  /** When an update was last begun or heard of. */
  readonly triedAt: Date | undefined;
  /** While packages are matched again. */
  readonly matching: { readonly done: number; readonly total: number } | undefined;
}

/** The state of advisories; one for the whole service. */
export interface AdvisoryStateStore {
  get(): Promise<AdvisoryState>;
  beginUpdate(): Promise<void>;
  /** The same, unless one is under way; false where one is. */
  claimUpdate(): Promise<boolean>;
  progress(progress: AdvisoryProgress): Promise<void>;
  endUpdate(error: string | undefined): Promise<void>;
  matching(progress: { readonly done: number; readonly total: number }): Promise<void>;
}

/** An update that has not been heard of for this long died with its process. */
const updateSilence = '2 minutes';

const isAlive = sql<boolean>`(updating and heartbeat_at > now() - ${updateSilence}::interval)`;

/** The state of advisories in the database; each change is announced on the channel `plimsoll_advisories`. */
export function createAdvisoryStateStore(db: Kysely<Tables>): AdvisoryStateStore {
  const announce = () => sql`select pg_notify('plimsoll_advisories', '')`.execute(db);
  const set = async (values: Record<string, unknown>) => {
    await db.updateTable('advisory_state').set(values).execute();
    await announce();
  };
  const begun = { updating: true, progress: toJson({ phase: 'waiting' }), error: null, heartbeat_at: sql<Date>`now()` };
  return {
    get: async () => {
      const row = await db
        .selectFrom('advisory_state')
        .selectAll()
        .select(isAlive.as('alive'))
        .executeTakeFirstOrThrow();
      return presentState(row);
    },
    beginUpdate: () => set(begun),
    claimUpdate: async () => {
      const update = db.updateTable('advisory_state').set(begun).where(isAlive, 'is not', true);
      if ((await update.executeTakeFirst()).numUpdatedRows === 0n) return false;
      await announce();
      return true;
    },
    progress: (progress) => set({ progress: toJson(progress), heartbeat_at: sql`now()` }),
    endUpdate: (error) =>
      set({ updating: false, progress: null, error: error === undefined ? null : cleanText(error) }),
    matching: (progress) => set({ matching: toJson(progress) }),
  };
}

function presentState(row: Selectable<Tables['advisory_state']> & { alive: boolean }): AdvisoryState {
  return {
    updating: row.alive === true,
    progress: row.progress ?? undefined,
    error: row.error ?? undefined,
    revision: row.revision ?? undefined,
    builtAt: row.built_at ?? undefined,
    triedAt: row.heartbeat_at ?? undefined,
    matching: row.matching ?? undefined,
  };
}
