import { type Kysely, sql } from 'kysely';
import type { OutcomeClass } from '#core/outcome-class.ts';
import { runTransaction } from '../run-transaction.ts';
import type { Tables } from '../schema.ts';
import { type FailureCount, failureColumns, hasOutcome } from './failed-scans.ts';

/** What became of the tags of a run, and what can be done about it. */
export interface RunOutcomeStore {
  /** How many scans of the run failed with each code. */
  failures(runId: string): Promise<readonly FailureCount[]>;
  /** Ends a run that is under way and all its scans that wait or run; false where it had ended. */
  cancel(runId: string): Promise<boolean>;
  /** Makes the failed scans of a run, or those of one class, wait again; returns their ids. Whoever calls adds their jobs. */
  retry(runId: string, outcome: OutcomeClass | undefined, within: Kysely<Tables>): Promise<readonly string[]>;
  /** Marks the repositories of the run's registry, whose own host is `host`, that it did not find as missing, and those that it found as there. */
  markMissing(runId: string, host: string): Promise<void>;
}

/** Outcomes in the database. */
export function createRunOutcomeStore(db: Kysely<Tables>): RunOutcomeStore {
  return {
    failures: async (runId) => {
      const { rows } = await sql<FailureCount>`
        select ${failureColumns} from scan where run_id = ${runId} and state = 'failed'
        group by 1 order by 2 desc, 1`.execute(db);
      return rows;
    },
    cancel: (runId) => runTransaction(db, (within) => cancelRun(runId, within)),
    retry: (runId, outcome, within) => retryScans(runId, outcome, within),
    markMissing: async (runId, host) => {
      await sql`
        with found as (
          -- Repositories on other hosts are written down with these.
          select unnest(array[${host} || '/' || repository, repository]) as name from run_tag where run_id = ${runId}
          union select reference from scan where run_id = ${runId} and state = 'failed')
        update repository set missing_since = case when name in (select name from found) then null else coalesce(missing_since, now()) end
        where registry_id = (select registry_id from run where id = ${runId})
          and (missing_since is null) <> (name in (select name from found))`.execute(db);
      await sql`
        delete from artifact where registry_id = (select registry_id from run where id = ${runId}) and not exists (
          select from run_tag t where t.run_id = ${runId} and artifact.repository in (${host} || '/' || t.repository, t.repository))
          and not exists (select from scan where run_id = ${runId} and state = 'failed' and reference = artifact.repository)`.execute(
        db,
      );
    },
  };
}

async function cancelRun(runId: string, within: Kysely<Tables>): Promise<boolean> {
  const { rows } = await sql`
    update run set state = 'cancelled', finished_at = now() where id = ${runId} and state in ('queued', 'listing', 'scanning')
    returning id`.execute(within);
  if (rows.length === 0) return false;
  await sql`
    with cancelled as (
      update scan set state = 'cancelled', code = 'jobs/cancelled', progress = null, finished_at = now()
      where run_id = ${runId} and state in ('queued', 'running') returning id)
    select pg_notify('plimsoll_scan', id) from cancelled`.execute(within);
  await sql`select pg_notify('plimsoll_run', ${runId})`.execute(within);
  return true;
}

/** Only scans of tags: a repository that could not be listed takes another run. */
async function retryScans(
  runId: string,
  outcome: OutcomeClass | undefined,
  within: Kysely<Tables>,
): Promise<readonly string[]> {
  const { rows } = await sql<{ id: string }>`
    update scan set state = 'queued', progress = null, code = null, message = null, finished_at = null
    where run_id = ${runId} and state = 'failed' and started_at is not null and ${hasOutcome(outcome)} returning id`.execute(
    within,
  );
  if (rows.length === 0) return [];
  await sql`update run set state = 'scanning', finished_at = null where id = ${runId}`.execute(within);
  await sql`select pg_notify('plimsoll_run', ${runId})`.execute(within);
  return rows.map(({ id }) => id);
}
