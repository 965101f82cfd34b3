import type { Kysely } from 'kysely';
import { fromKysely, PgBoss } from 'pg-boss';
import type { Logger } from '#core/logger.ts';
import type { DatabaseConnection, Tables } from '#server/store/index.ts';

/** A job that this process has taken: `attempt` makes sure that only the latest taker can end it. */
export interface TakenJob {
  readonly id: string;
  readonly payload: unknown;
  readonly attempt: number;
}

/** A queue's settings, as its handler has them. */
export interface QueueSettings {
  readonly name: string;
  readonly retries: number;
  readonly heartbeatSeconds: number;
}

export interface NewJob {
  readonly queue: string;
  readonly payload: object;
  /** Two jobs of one key are never in the queue, waiting or running, at a time. */
  readonly key: string;
  /** Higher goes first. */
  readonly priority?: number;
  /** Takes the place of one of its key that is there, rather than being left out: whoever has taken that one finds that it has lost it. */
  readonly replaces?: boolean;
}

/** The queue, in the same database as everything else. Nothing but this module knows pg-boss. */
export interface JobQueue {
  /** Adds jobs; within a transaction they appear with the rest of it. Jobs whose key is there already are left out. */
  add(jobs: readonly NewJob[], within?: Kysely<Tables>): Promise<void>;
  take(
    queue: string,
    options: { readonly atMost: number; readonly minPriority?: number },
  ): Promise<readonly TakenJob[]>;
  /** Gives a sign of life; false where the job is no longer this taker's. */
  touch(queue: string, job: TakenJob): Promise<boolean>;
  finish(queue: string, job: TakenJob): Promise<void>;
  /** Puts the job back, to be taken again after a pause that grows with each attempt. */
  retry(queue: string, job: TakenJob, error: string): Promise<void>;
  /** Puts the job back, to be taken again after that wait; it does not count as a failure. */
  defer(queue: string, job: TakenJob, waitMs: number): Promise<void>;
  /** Gives back all jobs that a process before this one took and did not end. Only for whoever has the queue alone. */
  releaseAll(): Promise<number>;
  /** Keys of the jobs that wait or run. */
  liveKeys(queue: string): Promise<ReadonlySet<string>>;
  /** Has workers of this process look for jobs at once: after a commit, or when another process says so. */
  wake(): void;
  /** Calls back whenever workers should look for jobs. */
  onWake(listener: () => void): () => void;
  stop(): Promise<void>;
}

const schema = 'pgboss';
/** Longer than any job; lost jobs are noticed by their heartbeat. */
const expireInSeconds = 23 * 60 * 60;
const superviseSeconds = 5;

/** Opens the queue and makes what is missing of it. */
export async function openJobQueue(
  connection: DatabaseConnection,
  queues: readonly QueueSettings[],
  logger: Logger,
): Promise<JobQueue> {
  const boss = new PgBoss({
    ...('url' in connection ? { connectionString: connection.url } : connection),
    application_name: 'plimsoll-jobs',
    schema,
    max: 6,
    schedule: false,
    superviseIntervalSeconds: superviseSeconds,
    monitorIntervalSeconds: superviseSeconds,
    monitorVacuum: false,
  });
  boss.on('error', (error) => logger.warn({ error: error.message }, 'job queue failed'));
  await boss.start();
  for (const settings of queues) await ensureQueue(boss, settings);
  return queueOver(boss);
}

async function ensureQueue(boss: PgBoss, { name, retries, heartbeatSeconds }: QueueSettings): Promise<void> {
  const settings = {
    retryLimit: retries,
    retryDelay: 5,
    retryBackoff: true,
    retryDelayMax: 600,
    heartbeatSeconds,
    expireInSeconds,
    deleteAfterSeconds: 24 * 60 * 60,
  };
  if ((await boss.getQueue(name)) === null) await boss.createQueue(name, { policy: 'exclusive', ...settings });
  else await boss.updateQueue(name, settings);
}

function queueOver(boss: PgBoss): JobQueue {
  const listeners = new Set<() => void>();
  const wake = () => {
    for (const listener of listeners) listener();
  };
  const attemptOf = ({ id, attempt }: TakenJob) => ({ id, retryCount: attempt });
  const query = async (text: string, values: unknown[]) => (await boss.getDb().executeSql(text, values)).rows;
  return {
    add: async (jobs, within) => {
      for (const [queue, members] of Map.groupBy(jobs, ({ queue }) => queue)) {
        const inserts = members.map(({ payload, key, priority }) => ({
          data: payload,
          singletonKey: key,
          priority: priority ?? 0,
        }));
        const db = within === undefined ? boss.getDb() : fromKysely(within);
        const replaced = members.flatMap(({ key, replaces }) => (replaces === true ? key : []));
        if (replaced.length > 0) {
          const text = `update ${schema}.job set state = 'cancelled', completed_on = now()
            where name = $1 and singleton_key = any($2) and state in ('created', 'retry', 'active')`;
          await db.executeSql(text, [queue, replaced]);
        }
        await boss.insert(queue, inserts, { db });
      }
      if (within === undefined) wake();
    },
    take: async (queue, { atMost, minPriority }) => {
      const options = { batchSize: atMost, ...(minPriority !== undefined && { minPriority }) };
      const jobs = await boss.fetch<unknown>(queue, options);
      return jobs.map(({ id, data, retryCount }) => ({ id, payload: data, attempt: retryCount }));
    },
    touch: async (queue, job) => affected(await boss.touch(queue, attemptOf(job))) > 0,
    finish: async (queue, job) => void (await boss.complete(queue, attemptOf(job))),
    retry: async (queue, job, error) => void (await boss.fail(queue, attemptOf(job), { message: error })),
    defer: async (queue, { id, attempt }, waitMs) => {
      // A job that was never started is not counted as one more attempt when it is taken.
      const text = `update ${schema}.job set state = 'retry', started_on = null, heartbeat_on = null, start_after = now() + $4 * interval '1 millisecond'
        where name = $1 and id = $2 and retry_count = $3 and state = 'active'`;
      await query(text, [queue, id, attempt, waitMs]);
    },
    releaseAll: async () => {
      const rows = await query(`select name, id from ${schema}.job where state = 'active'`, []);
      for (const { name, id } of rows) await boss.fail(name, id, { message: 'the process that ran it ended' });
      await query(`update ${schema}.job set start_after = now() where state = 'retry'`, []);
      return rows.length;
    },
    liveKeys: async (queue) => {
      const text = `select singleton_key from ${schema}.job where name = $1 and state in ('created', 'retry', 'active')`;
      const rows = await query(text, [queue]);
      return new Set(rows.map(({ singleton_key }) => String(singleton_key)));
    },
    wake,
    onWake: (listener) => {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    stop: () => boss.stop({ graceful: false, close: true }),
  };
}

/** pg-boss says how many rows a command changed, but its types leave it out. */
function affected(response: object): number {
  return 'affected' in response && typeof response.affected === 'number' ? response.affected : 1;
}
