import { type Kysely, type RawBuilder, type Selectable, sql } from 'kysely';
import type { Artifact } from '#core/artifact-kind.ts';
import type { OutcomeClass } from '#core/outcome-class.ts';
import { keyset, type Page, pageOf } from '../read-models/keyset.ts';
import { type ListedOutcome, outcomeAsIs } from '../read-models/listed-policies.ts';
import type { ScanProgressRow, ScanState, ScanUploadRow, Tables } from '../schema.ts';
import { cleanText, toJson } from '../to-json.ts';
import { hasOutcome, isUnresolved } from './failed-scans.ts';

/** A scan as it is stored. */
export interface StoredScan {
  readonly id: string;
  readonly reference: string;
  readonly registryId: string | undefined;
  readonly runId: string | undefined;
  /** Empty where none was asked for. */
  readonly platform: string;
  readonly state: ScanState;
  readonly progress: ScanProgressRow | undefined;
  readonly imageId: string | undefined;
  readonly unchanged: boolean | undefined;
  /** What policies come to under the name that was scanned; undefined where there is no image, or it does not bear that name any more. */
  readonly policyOutcome: ListedOutcome | undefined;
  /** What there is instead of an image; such a scan is done. */
  readonly artifact: Artifact | undefined;
  readonly code: string | undefined;
  readonly message: string | undefined;
  /** Present for an archive that was uploaded. */
  readonly upload: ScanUploadRow | undefined;
  readonly attempts: number;
  readonly createdAt: Date;
  readonly startedAt: Date | undefined;
  readonly finishedAt: Date | undefined;
}

export interface NewScan {
  readonly id: string;
  readonly reference: string;
  readonly registryId: string;
  readonly platform?: string | undefined;
  readonly runId?: string | undefined;
}

export interface NewUploadScan {
  readonly id: string;
  readonly reference: string;
  readonly platform?: string | undefined;
  readonly upload: ScanUploadRow;
}

/** Why a scan failed: a stable code and a sentence. */
export interface ScanFailure {
  readonly code: string;
  readonly message: string;
}

export interface CancelledScans {
  readonly scans: number;
  readonly runIds: readonly string[];
}

export interface ScanFilter {
  readonly state?: ScanState | undefined;
  readonly runId?: string | undefined;
  readonly registryId?: string | undefined;
  /** Failed with this kind of cause. */
  readonly outcome?: OutcomeClass | undefined;
  /** Failed, and not made good since. */
  readonly unresolved?: boolean | undefined;
  readonly q?: string | undefined;
  readonly cursor?: string | undefined;
  readonly limit: number;
}

/** Scans: a record of each, beside the job that carries it out. */
export interface ScanStore {
  /** Adds a scan; returns the one that waits for the same image, if any, with `isNew` false. */
  create(scan: NewScan, within?: Kysely<Tables>): Promise<{ readonly scan: StoredScan; readonly isNew: boolean }>;
  /** Adds a scan of an archive that lies in the upload directory under the scan's id. */
  createUpload(scan: NewUploadScan, within?: Kysely<Tables>): Promise<StoredScan>;
  /** Ids of scans of uploads that wait or run. */
  pendingUploads(): Promise<readonly string[]>;
  /** Adds a scan that failed before it began: a repository whose tags could not be listed. */
  createFailed(scan: NewScan, reason: ScanFailure): Promise<void>;
  get(id: string): Promise<StoredScan | undefined>;
  list(filter: ScanFilter): Promise<Page<StoredScan>>;
  /** Marks a scan as running unless it has ended meanwhile; then returns undefined. */
  begin(id: string): Promise<StoredScan | undefined>;
  /** Makes a scan that names no platform one of that platform; false where it has ended, or its run has one already. */
  settleOn(id: string, platform: string, within: Kysely<Tables>): Promise<boolean>;
  progress(id: string, progress: ScanProgressRow): Promise<void>;
  /** Puts a scan that will be tried again back among those that wait. */
  requeue(id: string, reason: ScanFailure): Promise<void>;
  fail(id: string, reason: ScanFailure): Promise<void>;
  /** Marks a scan of an image that is known already as done. */
  finishUnchanged(id: string): Promise<void>;
  /** Marks a scan as done, of something that is no image. */
  finishArtifact(id: string, artifact: Artifact): Promise<void>;
  /** Returns the scan where it still waited or ran, and is cancelled now. */
  cancel(id: string): Promise<StoredScan | undefined>;
  /** Cancels what waits, of all registries or of one; says how many, and which runs they belonged to. */
  cancelWaiting(which: { readonly registryId?: string | undefined }): Promise<CancelledScans>;
  /** Cancels all scans of a registry that wait or run. */
  cancelOfRegistry(registryId: string): Promise<void>;
  /** Makes a scan that ended wait again; undefined where it has not ended. */
  restart(id: string, within?: Kysely<Tables>): Promise<StoredScan | undefined>;
  /** How many scans wait that belong to no run. */
  waiting(): Promise<number>;
  /** Ids of scans that wait or run, added at least a minute ago. */
  unfinished(): Promise<readonly string[]>;
  /** Removes scans that ended before that time and are not the last of their kind. */
  prune(before: Date): Promise<number>;
}

const ended = ['done', 'failed', 'cancelled'] as const;

/** Scans in the database; each change is announced on the channel `plimsoll_scan`. */
export function createScanStore(db: Kysely<Tables>): ScanStore {
  const change = async (id: string, values: Record<string, unknown>, from: readonly ScanState[], within = db) => {
    const { rowCount } = await updateScan(within, id, values, from);
    return rowCount > 0;
  };
  const get = async (id: string, within = db) => {
    const row = await selectScans(within).where('scan.id', '=', id).executeTakeFirst();
    return row && presentScan(row);
  };
  return {
    create: async (scan, within = db) => {
      const inserted = await insertScan(within, scan);
      const id = inserted ?? (await findSame(within, scan));
      const found = id === undefined ? undefined : await get(id, within);
      if (found === undefined) throw new Error(`scan ${scan.id} vanished while it was added`);
      return { scan: found, isNew: inserted !== undefined };
    },
    createUpload: async ({ id, reference, platform = '', upload }, within = db) => {
      const values = { id, reference, platform, state: 'queued', upload: toJson(upload) } as const;
      await within.insertInto('scan').values(values).execute();
      await announce(within, id);
      const added = await get(id, within);
      if (added === undefined) throw new Error(`scan ${id} vanished while it was added`);
      return added;
    },
    pendingUploads: async () => {
      const query = db.selectFrom('scan').select('id').where('upload', 'is not', null);
      return (await query.where('state', 'in', ['queued', 'running']).execute()).map(({ id }) => id);
    },
    createFailed: async (scan, { code, message }) => {
      const id = await insertScan(db, scan);
      const values = { state: 'failed', code, message: cleanText(message), finished_at: sql`now()` };
      if (id !== undefined) await change(id, values, ['queued']);
    },
    get,
    list: (filter) => listScans(db, filter),
    begin: async (id) => {
      const values = {
        state: 'running',
        started_at: sql`now()`,
        finished_at: null,
        attempts: sql`attempts + 1`,
        progress: null,
        artifact_kind: null,
        code: null,
        message: null,
      };
      return (await change(id, values, ['queued', 'running'])) ? get(id) : undefined;
    },
    settleOn: async (id, platform, within) => {
      const { rows } = await sql`
        update scan set platform = ${platform} where id = ${id} and platform = '' and state = 'running' and not exists (
          select from scan o where o.run_id = scan.run_id and o.reference = scan.reference and o.platform = ${platform})
        returning id`.execute(within);
      return rows.length > 0;
    },
    progress: async (id, progress) => void (await change(id, { progress: toJson(progress) }, ['running'])),
    requeue: async (id, { code, message }) =>
      void (await change(id, { state: 'queued', progress: null, code, message: cleanText(message) }, ['running'])),
    fail: async (id, { code, message }) =>
      void (await change(id, { state: 'failed', code, message: cleanText(message), finished_at: sql`now()` }, [
        'queued',
        'running',
      ])),
    finishUnchanged: async (id) => {
      await change(id, { state: 'done', unchanged: true, progress: null, finished_at: sql`now()` }, ['running']);
    },
    finishArtifact: async (id, { kind, mediaType }) => {
      const values = { state: 'done', artifact_kind: kind, artifact_media_type: cleanText(mediaType), progress: null };
      await change(id, { ...values, finished_at: sql`now()` }, ['running']);
    },
    cancel: async (id) =>
      (await change(id, { state: 'cancelled', progress: null, finished_at: sql`now()` }, ['queued', 'running']))
        ? get(id)
        : undefined,
    cancelWaiting: ({ registryId }) =>
      cancelAll(
        db,
        sql`state = 'queued' and ${registryId === undefined ? sql`true` : sql`registry_id = ${registryId}`}`,
      ),
    cancelOfRegistry: async (registryId) =>
      void (await cancelAll(db, sql`state in ('queued', 'running') and registry_id = ${registryId}`)),
    restart: async (id, within = db) => {
      const values = { state: 'queued', progress: null, code: null, message: null, finished_at: null };
      return (await change(id, values, ended, within)) ? get(id, within) : undefined;
    },
    waiting: async () => {
      const query = db.selectFrom('scan').select(sql<number>`count(*)`.as('scans'));
      const row = await query.where('state', '=', 'queued').where('run_id', 'is', null).executeTakeFirst();
      return row?.scans ?? 0;
    },
    unfinished: async () => {
      const query = db.selectFrom('scan').select('id').where('state', 'in', ['queued', 'running']);
      const rows = await query.where('created_at', '<', sql<Date>`now() - interval '1 minute'`).execute();
      return rows.map(({ id }) => id);
    },
    prune: async (before) => {
      const query = db
        .deleteFrom('scan')
        .where('state', 'in', [...ended])
        .where('finished_at', '<', before);
      return Number((await query.executeTakeFirst()).numDeletedRows);
    },
  };
}

async function cancelAll(db: Kysely<Tables>, which: RawBuilder<unknown>): Promise<CancelledScans> {
  const { rows } = await sql<{ run_id: string | null }>`
    with cancelled as (
      update scan set state = 'cancelled', code = 'jobs/cancelled', progress = null, finished_at = now()
      where ${which} returning id, run_id)
    select run_id, pg_notify('plimsoll_scan', id) from cancelled`.execute(db);
  return { scans: rows.length, runIds: [...new Set(rows.flatMap(({ run_id }) => run_id ?? []))] };
}

async function announce(db: Kysely<Tables>, id: string): Promise<void> {
  await sql`select pg_notify('plimsoll_scan', ${id})`.execute(db);
}

async function updateScan(
  db: Kysely<Tables>,
  id: string,
  values: Record<string, unknown>,
  from: readonly ScanState[],
): Promise<{ rowCount: number }> {
  const result = await db
    .updateTable('scan')
    .set(values)
    .where('id', '=', id)
    .where('state', 'in', [...from])
    .executeTakeFirst();
  if (result.numUpdatedRows > 0n) await announce(db, id);
  return { rowCount: Number(result.numUpdatedRows) };
}

/** Adds a scan unless one of the same image waits, or belongs to the same run; returns the id of the added one. */
async function insertScan(db: Kysely<Tables>, scan: NewScan): Promise<string | undefined> {
  const platform = scan.platform ?? '';
  const { rows } = await sql<{ id: string }>`
    with added as (
      insert into scan (id, reference, registry_id, run_id, platform, state)
      select ${scan.id}, ${scan.reference}, ${scan.registryId}, ${scan.runId ?? null}, ${platform}, 'queued'
      where ${scan.runId ?? null}::text is not null or not exists (
        select from scan where reference = ${scan.reference} and platform = ${platform} and state = 'queued' and run_id is null)
      on conflict do nothing returning id)
    select id, pg_notify('plimsoll_scan', id) from added`.execute(db);
  return rows[0]?.id;
}

async function findSame(db: Kysely<Tables>, scan: NewScan): Promise<string | undefined> {
  const query = db
    .selectFrom('scan')
    .select('id')
    .where('reference', '=', scan.reference)
    .where('platform', '=', scan.platform ?? '')
    .where('run_id', scan.runId === undefined ? 'is' : '=', scan.runId ?? null)
    .orderBy('sequence', 'desc');
  return (await query.executeTakeFirst())?.id;
}

/** The repository of a reference is what stands before its tag or digest. */
const outcomeOfScan = sql<ListedOutcome | null>`(
  select ${outcomeAsIs} from listed_image l where l.image_id = scan.image_id
    and (scan.reference = l.repository or left(scan.reference, length(l.repository) + 1) in (l.repository || ':', l.repository || '@'))
  limit 1)`;

function selectScans(db: Kysely<Tables>) {
  return db
    .selectFrom('scan')
    .leftJoin('image', 'image.id', 'scan.image_id')
    .selectAll('scan')
    .select('image.digest as image_digest')
    .select(outcomeOfScan.as('policy_outcome'));
}

async function listScans(db: Kysely<Tables>, filter: ScanFilter): Promise<Page<StoredScan>> {
  const order = keyset([{ of: sql`-scan.sequence`, type: 'bigint' }]);
  let query = selectScans(db).select(order.key.as('page_key')).where(order.after(filter.cursor));
  if (filter.state !== undefined) query = query.where('scan.state', '=', filter.state);
  if (filter.runId !== undefined) query = query.where('scan.run_id', '=', filter.runId);
  if (filter.registryId !== undefined) query = query.where('scan.registry_id', '=', filter.registryId);
  if (filter.outcome !== undefined) query = query.where(hasOutcome(filter.outcome));
  if (filter.unresolved === true) query = query.where(isUnresolved);
  if (filter.q !== undefined) query = query.where(sql<boolean>`position(lower(${filter.q}) in scan.reference) > 0`);
  const rows = await query
    .orderBy('scan.sequence', 'desc')
    .limit(filter.limit + 1)
    .execute();
  return pageOf(rows, filter.limit, presentScan);
}

interface ScanRow extends Selectable<Tables['scan']> {
  readonly image_digest: string | null;
  readonly policy_outcome: ListedOutcome | null;
}

function presentScan(row: ScanRow): StoredScan {
  return {
    id: row.id,
    reference: row.reference,
    registryId: row.registry_id ?? undefined,
    runId: row.run_id ?? undefined,
    platform: row.platform,
    state: row.state,
    progress: row.progress ?? undefined,
    imageId: row.image_digest ?? undefined,
    unchanged: row.unchanged ?? undefined,
    policyOutcome: row.policy_outcome ?? undefined,
    artifact:
      row.artifact_kind === null ? undefined : { kind: row.artifact_kind, mediaType: row.artifact_media_type ?? '' },
    code: row.code ?? undefined,
    message: row.message ?? undefined,
    upload: row.upload ?? undefined,
    attempts: row.attempts,
    createdAt: row.created_at,
    startedAt: row.started_at ?? undefined,
    finishedAt: row.finished_at ?? undefined,
  };
}
