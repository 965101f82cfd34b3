import { type Kysely, type RawBuilder, type Selectable, sql } from 'kysely';
import {
  afterNews,
  type BucketKey,
  type Lease,
  type PullBudget,
  type RateBuckets,
  type RequestRate,
  rateRules,
} from '#engine/registry/index.ts';
import type { Tables } from '../schema.ts';

/** A bucket of which something is known, and what. */
export interface KnownRate extends BucketKey {
  readonly rate: RequestRate;
}

/** Token buckets in the database, so that all processes share them. */
export interface RateStore extends RateBuckets {
  /** All buckets, by registry and host. */
  list(): Promise<readonly KnownRate[]>;
  /** Removes buckets of which nothing was heard since. */
  prune(before: Date): Promise<void>;
}

/** Buckets in the database; by its clock, which is the same for all, unless `now` is given. */
export function createRateStore(db: Kysely<Tables>, now?: () => Date): RateStore {
  const clock = now === undefined ? () => sql<Date>`clock_timestamp()` : () => sql<Date>`${now()}::timestamptz`;
  return {
    lease: (key, asked) => lease(db, key, { ...asked, clock: clock() }),
    note: (key, news) =>
      db.transaction().execute(async (within) => {
        await sql`
          insert into registry_rate (registry, account, host, since, filled_at, waiting_until, refused_at)
          values (${key.registry}, ${key.account}, ${key.host}, to_timestamp(0), to_timestamp(0), to_timestamp(0), to_timestamp(0))
          on conflict do nothing`.execute(within);
        const query = within.selectFrom('registry_rate').selectAll().select(clock().as('at'));
        const row = await where(query, key).forUpdate().executeTakeFirstOrThrow();
        const rate = afterNews(present(row), news, row.at.getTime());
        await where(within.updateTable('registry_rate').set(columnsOf(rate)), key).execute();
      }),
    list: async () => {
      const rows = await db.selectFrom('registry_rate').selectAll().orderBy('registry').orderBy('host').execute();
      return rows.map((row) => ({ registry: row.registry, account: row.account, host: row.host, rate: present(row) }));
    },
    prune: async (before) => void (await db.deleteFrom('registry_rate').where('updated_at', '<', before).execute()),
  };
}

interface Where<Q> {
  where(column: 'registry' | 'account' | 'host', operator: '=', value: string): Q;
}

function where<Q extends Where<Q>>(query: Q, { registry, account, host }: BucketKey): Q {
  return query.where('registry', '=', registry).where('account', '=', account).where('host', '=', host);
}

interface LeaseRow {
  readonly requests: number | null;
  readonly wait_seconds: number;
  readonly because: 'refused' | 'rate' | 'pulls' | null;
}

/**
 * What `grant` of the engine does, as one statement: the row is locked, so that no two processes are granted the same. No row means no limit, and costs
 * one look-up by key.
 */
async function lease(
  db: Kysely<Tables>,
  { registry, account, host }: BucketKey,
  { wanted, isPull, clock }: { readonly wanted: number; readonly isPull: boolean; readonly clock: RawBuilder<Date> },
): Promise<Lease> {
  const { doublingMs, forgottenMs } = rateRules;
  const { rows } = await sql<LeaseRow>`
    with bucket as (
      select r.*, t.at, greatest(0, extract(epoch from t.at - since)::float8) as age
      from registry_rate r, (select ${clock} as at) t
      where registry = ${registry} and account = ${account} and host = ${host} for update of r
    ), pace as (
      select *, case when age < ${forgottenMs / 1000}::float8 then per_second * (1 + age / ${doublingMs / 1000}::float8) end as speed,
        coalesce(pulls_heard_at + make_interval(secs => pulls_window_seconds) > at, false) as counts_pulls
      from bucket
    ), filled as (
      select *, least(greatest(1, speed), tokens + speed * greatest(0, extract(epoch from at - filled_at)::float8)) as available,
        ${isPull}::boolean and counts_pulls as is_counted,
        extract(epoch from pulls_heard_at - at)::float8 + pulls_window_seconds::float8 / greatest(1, pulls_limit) as pull_pause
      from pace
    ), judged as (
      select *, case when waiting_until > at then 'refused'
        when is_counted and pulls_left <= 0 and pull_pause > 0 then 'pulls'
        when available < 1 then 'rate' end as because
      from filled
    ), granted as (
      select *, case when because is not null then 0 when is_counted then 1 when speed is not null then floor(least(${wanted}::float8, available)) end as requests
      from judged
    ), written as (
      update registry_rate r set
        tokens = coalesce(g.available - g.requests, r.tokens), filled_at = case when g.speed is null then r.filled_at else greatest(g.at, r.filled_at) end,
        pulls_left = case when g.is_counted then greatest(0, g.pulls_left - 1) else r.pulls_left end,
        pulls_granted_at = case when g.is_counted then g.at else r.pulls_granted_at end,
        pulls_heard_at = case when g.is_counted and g.pulls_left <= 0 then g.at else r.pulls_heard_at end
      from granted g
      where g.because is null and r.registry = g.registry and r.account = g.account and r.host = g.host
    )
    select requests, because, case because when 'refused' then extract(epoch from waiting_until - at)::float8
      when 'pulls' then pull_pause when 'rate' then (1 - available) / speed else 0 end as wait_seconds
    from granted`.execute(db);
  const [row] = rows;
  if (row === undefined) return { requests: Number.POSITIVE_INFINITY, waitMs: 0 };
  return {
    requests: row.requests ?? Number.POSITIVE_INFINITY,
    waitMs: row.wait_seconds * 1000,
    ...(row.because !== null && { because: row.because }),
  };
}

function present(row: Selectable<Tables['registry_rate']>): RequestRate {
  return {
    perSecond: row.per_second ?? undefined,
    since: row.since.getTime(),
    tokens: row.tokens,
    filledAt: row.filled_at.getTime(),
    waitingUntil: row.waiting_until.getTime(),
    refusals: row.refusals,
    refusedAt: row.refused_at.getTime(),
    status: row.status ?? undefined,
    pulls: pullsOf(row),
  };
}

function pullsOf(row: Selectable<Tables['registry_rate']>): PullBudget | undefined {
  const { pulls_left: left, pulls_limit: limit, pulls_window_seconds: windowSeconds, pulls_heard_at: heardAt } = row;
  if (left === null || limit === null || windowSeconds === null || heardAt === null) return undefined;
  return { left, limit, windowSeconds, heardAt: heardAt.getTime(), grantedAt: row.pulls_granted_at?.getTime() ?? 0 };
}

function columnsOf(rate: RequestRate) {
  const { pulls } = rate;
  return {
    per_second: rate.perSecond ?? null,
    since: new Date(rate.since),
    tokens: rate.tokens,
    filled_at: new Date(rate.filledAt),
    waiting_until: new Date(rate.waitingUntil),
    refusals: rate.refusals,
    refused_at: new Date(rate.refusedAt),
    status: rate.status ?? null,
    pulls_left: pulls?.left ?? null,
    pulls_limit: pulls?.limit ?? null,
    pulls_window_seconds: pulls?.windowSeconds ?? null,
    pulls_heard_at: pulls === undefined ? null : new Date(pulls.heardAt),
    pulls_granted_at: pulls === undefined ? null : new Date(pulls.grantedAt),
    updated_at: sql<Date>`now()`,
  };
}
