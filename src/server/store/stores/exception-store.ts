import { type Kysely, type RawBuilder, sql } from 'kysely';
import type { ExceptionTerms, RiskException } from '#core/risk-exception.ts';
import { type ExceptionRow, exceptionColumns, presentException } from '../inventory/exceptions/exception-rows.ts';
import { bearsIts, imagesOf, nameException, repositoriesOf } from '../inventory/exceptions/name-exceptions.ts';
import { markToDecide } from '../inventory/statements/decide-marked.ts';
import { judgeNamedFindings, usuallyDecided } from '../inventory/statements/judge-named.ts';
import { lockPackages } from '../packages-lock.ts';
import { type ListedCount, limitedCount } from '../read-models/count-listed.ts';
import { exceptedCount } from '../read-models/excepted-images.ts';
import { keyset, type Page, pageOf } from '../read-models/keyset.ts';
import { allOf } from '../read-models/text-filter.ts';
import type { Tables } from '../schema.ts';
import { StoreError } from '../store-error.ts';
import { cleanText } from '../to-json.ts';

/** An exception, and what it comes to. */
export interface StoredException extends RiskException {
  /** Expired: its last day was over when that was looked at last. */
  readonly state: 'active' | 'expired';
  /** Findings of distinct packages that it takes out of the totals, wherever these are or in some images. */
  readonly suppressed: number;
  /** Whether it is still to be weighed in some of its images: it may come to more, or less, in these. */
  readonly isPending: boolean;
  /** In how many images it accepts something, once in each repository that holds them. */
  readonly images: ListedCount;
  readonly updatedBy: string;
  readonly updatedAt: Date;
}

/** Which exceptions to list. */
export interface ExceptionListing {
  readonly vulnerability?: string | undefined;
  readonly state?: StoredException['state'] | undefined;
  /** Only those whose last day is this one at the latest. */
  readonly lastDay?: string | undefined;
  readonly cursor?: string | undefined;
  readonly limit: number;
}

/** Who changes an exception, and when. */
export interface ExceptionChange {
  readonly by: string;
  readonly now: Date;
}

/** Accepted risks. Whatever changes leaves totals to be counted: see `MatchStore.count`. */
export interface ExceptionStore {
  /** Those that were made last first. */
  list(listing: ExceptionListing): Promise<Page<StoredException>>;
  get(id: string): Promise<StoredException | undefined>;
  /** Throws `store/too-many-exceptions`. */
  create(exception: RiskException): Promise<void>;
  /** One that has expired holds again until the day that is given now. False where there is no such exception. */
  update(id: string, terms: ExceptionTerms, change: ExceptionChange): Promise<boolean>;
  /** False where there is no such exception. */
  remove(id: string): Promise<boolean>;
  /** Ends the exceptions whose last day is over; returns how many. */
  expire(now: Date): Promise<number>;
}

/** Those on one vulnerability are asked of each of its findings. */
const maxExceptions = 5_000;

/** Accepted risks in the database; those in more images than `atOnce` are weighed in these by whoever counts. */
export function createExceptionStore(db: Kysely<Tables>, atOnce = usuallyDecided): ExceptionStore {
  return {
    list: (listing) => list(db, listing),
    get: async (id) => (await list(db, { limit: 1 }, sql<boolean>`e.id = ${id}`)).items[0],
    create: (exception) =>
      lockPackages(db, async (transaction) => {
        await refuseTooMany(transaction);
        await transaction.insertInto('risk_exception').values(rowOf(exception)).execute();
        await judge(transaction, [exception.id], atOnce);
      }),
    update: (id, terms, { by, now }) =>
      lockPackages(db, async (transaction) => {
        const columns = { ...columnsOf(terms), active: isActive(terms, now), updated_by: by, updated_at: now };
        const query = transaction.updateTable('risk_exception').set(columns).where('id', '=', id);
        const { numUpdatedRows } = await query.executeTakeFirst();
        if (numUpdatedRows === 0n) return false;
        await judge(transaction, [id], atOnce);
        return true;
      }),
    remove: (id) =>
      lockPackages(db, async (transaction) => {
        const images = await imagesOf(transaction, id);
        const { rows } = await sql<{ vulnerability: string }>`
          delete from risk_exception where id = ${id} returning vulnerability`.execute(transaction);
        if (rows.length === 0) return false;
        await judgeNamedFindings(
          transaction,
          { names: rows.map(({ vulnerability }) => vulnerability), images },
          atOnce,
        );
        return true;
      }),
    expire: (now) => expire(db, now, atOnce),
  };
}

async function expire(db: Kysely<Tables>, now: Date, atOnce: number): Promise<number> {
  const isOver = sql<boolean>`active and until < ${dayOf(now)}::date`;
  // As a rule none is, and nobody need wait for the lock.
  const { rows: found } = await sql`select from risk_exception where ${isOver} limit 1`.execute(db);
  if (found.length === 0) return 0;
  return lockPackages(db, async (transaction) => {
    const { rows } = await sql<{ id: string }>`
      update risk_exception set active = false where ${isOver} returning id`.execute(transaction);
    const ids = rows.map(({ id }) => id);
    await judge(transaction, ids, atOnce);
    return ids.length;
  });
}

/** What some exceptions come to, after they have been made or changed. */
async function judge(db: Kysely<Tables>, ids: readonly string[], atOnce: number): Promise<void> {
  const images: number[] = [];
  for (const id of ids) {
    const repositories = await repositoriesOf(db, id, atOnce);
    if (repositories === undefined) images.push(...(await nameException(db, id)));
    else await markToDecide(db, repositories);
  }
  const { rows } = await sql<{ vulnerability: string }>`
    select distinct vulnerability from risk_exception where id = any(${ids}::text[])`.execute(db);
  await judgeNamedFindings(db, { names: rows.map(({ vulnerability }) => vulnerability), images }, atOnce);
}

function rowOf(exception: RiskException) {
  const { id, vulnerability, package: one, scope, createdBy, createdAt } = exception;
  return {
    id,
    vulnerability: cleanText(vulnerability),
    package_type: one?.type ?? null,
    package_name: one?.name ?? null,
    package_version: one?.version ?? null,
    scope: scope.kind,
    repository: scope.kind === 'repository' ? scope.repository : null,
    image: scope.kind === 'image' ? scope.image : null,
    ...columnsOf(exception),
    active: isActive(exception, createdAt),
    created_by: createdBy,
    created_at: createdAt,
    updated_by: createdBy,
    updated_at: createdAt,
  };
}

function columnsOf({ reason, comment, until, untilFixed }: ExceptionTerms) {
  return { reason, comment: cleanText(comment), until: until ?? null, until_fixed: untilFixed };
}

function isActive({ until }: ExceptionTerms, now: Date): boolean {
  return until === undefined || until >= dayOf(now);
}

function dayOf(now: Date): string {
  return now.toISOString().slice(0, 10);
}

async function refuseTooMany(db: Kysely<Tables>): Promise<void> {
  const { rows } = await sql<{ count: number }>`select count(*) as count from risk_exception`.execute(db);
  if ((rows[0]?.count ?? 0) < maxExceptions) return;
  throw new StoreError(
    'store/too-many-exceptions',
    `there are ${maxExceptions} exceptions, which is the most: remove those that have expired`,
  );
}

/** All names under which findings know a vulnerability; an advisory gives it few. */
async function namesOf(db: Kysely<Tables>, name: string): Promise<readonly string[]> {
  const { rows } = await sql<{ name: string }>`
    select distinct unnest(aliases || vulnerability_id) as name from package_vulnerability
    where vulnerability_id = ${name} or aliases && array[${name}]::text[] limit 1000`.execute(db);
  return [name, ...rows.map((row) => row.name)];
}

interface ListedRow extends ExceptionRow {
  readonly page_key: unknown;
  readonly suppressed: number;
  readonly is_pending: boolean;
  readonly images: number;
  readonly total: number;
}

async function list(
  db: Kysely<Tables>,
  { vulnerability, state, lastDay, cursor, limit }: ExceptionListing,
  only: RawBuilder<boolean> = sql<boolean>`true`,
): Promise<Page<StoredException>> {
  const where = allOf([
    only,
    ...(vulnerability === undefined
      ? []
      : [sql<boolean>`e.vulnerability = any(${await namesOf(db, vulnerability)}::text[])`]),
    ...(state === undefined ? [] : [sql<boolean>`e.active = ${state === 'active'}`]),
    ...(lastDay === undefined ? [] : [sql<boolean>`e.until <= ${lastDay}::date`]),
  ]);
  const order = keyset([
    { of: sql`-extract(epoch from e.created_at)`, type: 'numeric' },
    { of: sql`e.id`, type: 'text' },
  ]);
  const { rows } = await sql<ListedRow>`
    select ${exceptionColumns}, ${order.key} as page_key,
      (select count(*) from risk_exception e where ${where}) as total,
      (select count(*) from (
        select package_id, vulnerability_id from package_vulnerability
          where suppression->>'by' = 'exception' and suppression->>'statementId' = e.id
        union select package_id, vulnerability_id from image_suppression
          where suppression->>'by' = 'exception' and suppression->>'statementId' = e.id
      ) of_packages) as suppressed,
      exists (
        select from repository_to_decide d join repository r on r.id = d.repository_id
        where e.scope = 'repository' and ${bearsIts}) as is_pending,
      ${exceptedCount} as images
    from risk_exception e where ${where} and ${order.after(cursor)} order by ${order.orderBy} limit ${limit + 1}`.execute(
    db,
  );
  const page = pageOf(rows, limit, present);
  return { ...page, total: rows[0]?.total ?? 0 };
}

function present(row: ListedRow): StoredException {
  return {
    ...presentException(row),
    state: row.active ? 'active' : 'expired',
    suppressed: row.suppressed,
    isPending: row.is_pending,
    images: limitedCount(row.images),
    updatedBy: row.updated_by,
    updatedAt: row.updated_at,
  };
}
