import { type Kysely, type Selectable, sql } from 'kysely';
import { uncountedCodes } from '#core/outcome-class.ts';
import type { WantedPlatforms } from '#core/platform.ts';
import type { RegistryFilters } from '#core/registry-filters.ts';
import { readFilters } from '../registry-filters.ts';
import type { RunState, RunSummaryRow, Tables } from '../schema.ts';
import { isUniqueViolation } from '../store-error.ts';
import { cleanText, toJson } from '../to-json.ts';

/** Scanning everything a registry holds, once, and what became of it. */
export interface StoredRun {
  readonly id: string;
  readonly registryId: string;
  readonly state: RunState;
  /** Lists and decides, and scans nothing. */
  readonly isDry: boolean;
  /** What it filters by in place of what the registry's settings say. */
  readonly filters: RegistryFilters | undefined;
  /** Likewise the platforms that are wanted. */
  readonly platforms?: WantedPlatforms | undefined;
  readonly repositories: number;
  readonly counts: {
    readonly found: number;
    readonly dropped: number;
    /** What is no image, found by listing or by scanning. */
    readonly artifacts: number;
    readonly queued: number;
    readonly scanned: number;
    readonly unchanged: number;
    readonly failed: number;
    readonly cancelled: number;
  };
  /** Of those failed, what is no image, or has no such platform: nothing is left uncovered. */
  readonly uncounted: number;
  /** Once everything has been listed. */
  readonly summary: RunSummaryRow | undefined;
  /** Nothing goes on before: its registry wants to be left alone. */
  readonly waitingUntil?: Date | undefined;
  readonly message: string | undefined;
  readonly createdAt: Date;
  readonly finishedAt: Date | undefined;
}

/** How far the listing of a run is. */
export interface RunProgress {
  readonly state: 'listing' | 'scanning';
  readonly repositories: number;
  readonly found: number;
  readonly dropped: number;
  readonly artifacts: number;
}

/** How a run differs from an ordinary one. */
export interface NewRun {
  readonly isDry?: boolean;
  readonly filters?: RegistryFilters | undefined;
  readonly platforms?: WantedPlatforms | undefined;
  readonly within?: Kysely<Tables>;
}

/** Runs of registries. */
export interface RunStore {
  /** Adds a run; returns the one that is under way, if any, with `isNew` false. */
  create(
    id: string,
    registryId: string,
    options?: NewRun,
  ): Promise<{ readonly run: StoredRun; readonly isNew: boolean }>;
  get(id: string): Promise<StoredRun | undefined>;
  /** Newest first, at most 50; without dry runs. */
  list(registryId: string): Promise<readonly StoredRun[]>;
  /** The newest run of each registry. */
  latest(): Promise<readonly StoredRun[]>;
  /** `scanning` once everything has been listed. False where the run has ended, by being cancelled. */
  advance(id: string, values: RunProgress): Promise<boolean>;
  /** Keeps the run from being cancelled for the rest of the transaction; false where it has ended. */
  hold(id: string, within: Kysely<Tables>): Promise<boolean>;
  /** Notes that work of the run goes on then, and not before. */
  waitUntil(id: string, time: Date): Promise<void>;
  fail(id: string, message: string): Promise<void>;
  /** Ends the run if it has been listed and none of its scans waits or runs. */
  finishIfDone(id: string): Promise<boolean>;
  /** Takes runs up again that were done, and of which scans wait or run again; not beside another run of their registry. */
  reopen(ids: readonly string[]): Promise<void>;
}

const ended = ['done', 'failed', 'cancelled'] as const;

/** Runs in the database; each change is announced on the channel `plimsoll_run`. */
export function createRunStore(db: Kysely<Tables>): RunStore {
  const announce = async (id: string, within = db) =>
    void (await sql`select pg_notify('plimsoll_run', ${id})`.execute(within));
  const get = async (id: string) => (await selectRuns(db, sql`r.id = ${id}`))[0];
  const finishIfDone = async (id: string) => {
    const { rows } = await sql`
      update run set state = 'done', finished_at = now() where id = ${id} and state = 'scanning'
        and not exists (select from scan where run_id = ${id} and state in ('queued', 'running'))
      returning id`.execute(db);
    await announce(id);
    return rows.length > 0;
  };
  return {
    create: async (id, registryId, options = {}) => {
      const { isDry = false, within = db } = options;
      for (let attempt = 0; attempt < 3; attempt += 1) {
        const isNew = await insertRun(id, registryId, { ...options, within });
        if (isNew) await announce(id, within);
        const active = sql`r.registry_id = ${registryId} and r.dry_run = ${isDry} and r.state in ('queued', 'listing', 'scanning')`;
        const run = (await selectRuns(within, isNew ? sql`r.id = ${id}` : active))[0];
        // Otherwise the one that was under way has just ended, and there is room for this one.
        if (run !== undefined) return { run, isNew };
      }
      throw new Error(`run ${id} vanished while it was added`);
    },
    get,
    list: (registryId) => selectRuns(db, sql`r.registry_id = ${registryId} and not r.dry_run`),
    latest: () =>
      selectRuns(
        db,
        sql`r.created_at = (select max(created_at) from run l where l.registry_id = r.registry_id and not l.dry_run) and not r.dry_run`,
      ),
    advance: async (id, { state, repositories, found, dropped, artifacts }) => {
      const values = { state, repositories, found, dropped, artifacts, waiting_until: null };
      const update = db.updateTable('run').set(values).where('id', '=', id);
      const { numUpdatedRows } = await update.where('state', 'not in', [...ended]).executeTakeFirst();
      await announce(id);
      return numUpdatedRows > 0n;
    },
    hold: async (id, within) => {
      const query = within
        .selectFrom('run')
        .select('id')
        .where('id', '=', id)
        .where('state', 'not in', [...ended]);
      return (await query.forShare().executeTakeFirst()) !== undefined;
    },
    waitUntil: async (id, time) => {
      // Of several scans that wait, the first to go on counts.
      await sql`update run set waiting_until = case when waiting_until > now() then least(waiting_until, ${time}) else ${time} end
        where id = ${id} and state not in ('done', 'failed', 'cancelled')`.execute(db);
      await announce(id);
    },
    fail: async (id, message) => {
      const values = { state: 'failed', message: cleanText(message), finished_at: sql<Date>`now()` } as const;
      await db
        .updateTable('run')
        .set(values)
        .where('id', '=', id)
        .where('state', 'not in', [...ended])
        .execute();
      await announce(id);
    },
    finishIfDone,
    reopen: async (ids) => {
      for (const id of ids) {
        await takeUpAgain(db, id);
        // A scan that ended in between asked too early whether its run is done.
        await finishIfDone(id);
      }
    },
  };
}

/** Adds a run; false where another one of its registry is under way. */
async function insertRun(
  id: string,
  registryId: string,
  { isDry = false, filters, platforms, within }: NewRun & { readonly within: Kysely<Tables> },
): Promise<boolean> {
  const values = {
    id,
    registry_id: registryId,
    state: 'queued',
    dry_run: isDry,
    filters: filters === undefined ? null : toJson(filters),
    platforms: platforms === undefined ? null : toJson(platforms),
  } as const;
  const insert = within.insertInto('run').values(values);
  const added = await insert
    .onConflict((conflict) => conflict.doNothing())
    .returning('id')
    .executeTakeFirst();
  return added !== undefined;
}

async function takeUpAgain(db: Kysely<Tables>, id: string): Promise<void> {
  try {
    await sql`
      update run set state = 'scanning', finished_at = null where id = ${id} and state = 'done' and not dry_run
        and exists (select from scan where run_id = ${id} and state in ('queued', 'running'))
        and not exists (select from run other where other.registry_id = run.registry_id and not other.dry_run
          and other.state in ('queued', 'listing', 'scanning'))`.execute(db);
  } catch (error) {
    // Another run of the registry began just now.
    if (!isUniqueViolation(error)) throw error;
  }
}

type RunRow = Selectable<Tables['run']> &
  Record<'queued' | 'scanned' | 'unchanged' | 'failed' | 'cancelled' | 'uncounted' | 'other', number> & {
    readonly waits_until: Date | null;
  };

async function selectRuns(db: Kysely<Tables>, where: ReturnType<typeof sql>): Promise<readonly StoredRun[]> {
  const { rows } = await sql<RunRow>`
    select r.*, c.*, case when waiting_until > now() and (state = 'listing' or (state = 'scanning' and running = 0)) then waiting_until end as waits_until
    from run r cross join lateral (
      select count(*) filter (where state in ('queued', 'running')) as queued, count(*) filter (where state = 'running') as running,
        count(*) filter (where state = 'done' and unchanged is not true and artifact_kind is null) as scanned,
        count(*) filter (where state = 'done' and unchanged) as unchanged,
        count(distinct reference) filter (where state = 'done' and artifact_kind is not null) as other,
        count(*) filter (where state = 'failed') as failed,
        count(*) filter (where state = 'cancelled') as cancelled,
        count(*) filter (where state = 'failed' and code = any(${uncountedCodes})) as uncounted
      from scan where run_id = r.id
    ) c where ${where} order by r.created_at desc limit 50`.execute(db);
  return rows.map(presentRun);
}

function presentRun(row: RunRow): StoredRun {
  return {
    id: row.id,
    registryId: row.registry_id,
    state: row.state,
    isDry: row.dry_run,
    filters: row.filters === null ? undefined : readFilters(row.filters),
    platforms: row.platforms ?? undefined,
    repositories: row.repositories,
    counts: {
      found: row.found,
      dropped: row.dropped,
      artifacts: row.artifacts + row.other,
      queued: row.queued,
      scanned: row.scanned,
      unchanged: row.unchanged,
      failed: row.failed,
      cancelled: row.cancelled,
    },
    uncounted: row.uncounted,
    summary: row.summary ?? undefined,
    waitingUntil: row.waits_until ?? undefined,
    message: row.message ?? undefined,
    createdAt: row.created_at,
    finishedAt: row.finished_at ?? undefined,
  };
}
