import { type Kysely, sql } from 'kysely';
import type { OutcomeClass } from '#core/outcome-class.ts';
import type { Tables } from '../schema.ts';
import { type FailureCount, failureColumns, hasOutcome, isUnresolved } from './failed-scans.ts';

/** Which failed scans are meant, of those that nothing has made good since. */
export interface FailureFilter {
  readonly registryId?: string | undefined;
  readonly outcome?: OutcomeClass | undefined;
}

/** Scans that wait again, and the runs that they belong to. */
export interface Restarted {
  readonly scanIds: readonly string[];
  readonly runIds: readonly string[];
}

/** What failed, of all runs and of single scans, and has not been made good since. */
export interface ScanFailureStore {
  counts(filter: FailureFilter): Promise<readonly FailureCount[]>;
  /** Makes them wait again. Whoever calls adds their jobs, and takes up their runs again. */
  retry(filter: FailureFilter, within: Kysely<Tables>): Promise<Restarted>;
}

/** Failures in the database; a scan that waits again is announced on the channel `plimsoll_scan`. */
export function createScanFailureStore(db: Kysely<Tables>): ScanFailureStore {
  return {
    counts: async (filter) => {
      const { rows } = await sql<FailureCount>`
        select ${failureColumns} from scan where ${isMeant(filter)} group by 1 order by 2 desc, 1`.execute(db);
      return rows;
    },
    retry: async (filter, within) => {
      const { rows } = await sql<{ id: string; run_id: string | null }>`
        update scan set state = 'queued', progress = null, code = null, message = null, finished_at = null
        where started_at is not null and ${isMeant(filter)} returning id, run_id`.execute(within);
      const ids = rows.map(({ id }) => id);
      await sql`select pg_notify('plimsoll_scan', id) from unnest(${ids}::text[]) as id`.execute(within);
      return { scanIds: ids, runIds: [...new Set(rows.flatMap(({ run_id }) => run_id ?? []))] };
    },
  };
}

function isMeant({ registryId, outcome }: FailureFilter) {
  const inRegistry = registryId === undefined ? sql`true` : sql`scan.registry_id = ${registryId}`;
  // Archives that were uploaded are gone with their scan: only whoever has them can try again.
  return sql`scan.upload is null and ${isUnresolved} and ${inRegistry} and ${hasOutcome(outcome)}`;
}
