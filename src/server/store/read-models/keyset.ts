import { type RawBuilder, sql } from 'kysely';
import { StoreError } from '../store-error.ts';

/** A column of an order, ascending, with its PostgreSQL type. */
export interface KeyColumn {
  readonly of: RawBuilder<unknown>;
  readonly type: 'int' | 'bigint' | 'text' | 'boolean' | 'int[]' | 'numeric' | 'timestamptz';
}

/** An order in which a listing is paged: the columns together are unique. */
export interface Keyset {
  readonly orderBy: RawBuilder<unknown>;
  /** The key of a row, selected as `page_key`. */
  readonly key: RawBuilder<unknown>;
  /** True of the rows past the cursor; of all rows without one. */
  after(cursor: string | undefined): RawBuilder<boolean>;
  readonly columns: RawBuilder<unknown>;
  /** True of the rows that are not past the one whose columns a query gives; of all rows where it gives none. */
  upTo(row: RawBuilder<unknown>): RawBuilder<boolean>;
}

/** A page, as listings return it. */
export interface Page<T> {
  readonly items: T[];
  readonly nextCursor?: string;
  readonly total?: number;
  readonly totalIsAtLeast?: boolean;
}

/** Makes an order from its columns; `backwards` the same order from its end. */
export function keyset(columns: readonly KeyColumn[], { backwards = false } = {}): Keyset {
  const list = sql.join(columns.map(({ of }) => of));
  const direction = sql.raw(backwards ? ' desc' : '');
  const past = sql.raw(backwards ? '<' : '>');
  return {
    orderBy: sql.join(columns.map(({ of }) => sql`${of}${direction}`)),
    key: sql`jsonb_build_array(${list})`,
    columns: list,
    upTo: (row) => sql<boolean>`coalesce(not ((${list}) ${past} (${row})), true)`,
    after: (cursor) => {
      if (cursor === undefined) return sql<boolean>`true`;
      const values = readCursor(cursor, columns);
      const given = columns.map(({ type }, index) => sql`${values[index]}::${sql.raw(type)}`);
      return sql<boolean>`(${list}) ${past} (${sql.join(given)})`;
    },
  };
}

/** Cuts rows, of which one more was asked for than the page holds, to a page. */
export function pageOf<Row extends { page_key: unknown }, Item>(
  rows: readonly Row[],
  limit: number,
  present: (row: Row) => Item,
): Page<Item> {
  const kept = rows.slice(0, limit);
  const last = kept.at(-1);
  const items = kept.map(present);
  if (rows.length <= limit || last === undefined) return { items };
  return { items, nextCursor: Buffer.from(JSON.stringify(last.page_key)).toString('base64url') };
}

function readCursor(cursor: string, columns: readonly KeyColumn[]): readonly unknown[] {
  try {
    const values: unknown = JSON.parse(Buffer.from(cursor, 'base64url').toString('utf8'));
    if (Array.isArray(values) && values.length === columns.length) {
      if (columns.every(({ type }, index) => isOfType(values[index], type))) return values;
    }
  } catch {
    // Said below.
  }
  throw new StoreError('store/cursor-invalid', 'the cursor is not one of this listing: start again without it');
}

/** A cursor of another listing, or a made-up one, must not reach the database as a value that it refuses. */
function isOfType(value: unknown, type: KeyColumn['type']): boolean {
  switch (type) {
    case 'int':
      return isInt(value);
    case 'bigint':
      return Number.isSafeInteger(value);
    case 'numeric':
      return Number.isFinite(value);
    case 'text':
      return typeof value === 'string' && !value.includes('\0') && value.isWellFormed();
    case 'timestamptz':
      return (
        typeof value === 'string' &&
        /^\d{4}-\d\d-\d\dT[\d:.]{5,20}[+-]\d\d:\d\d$/.test(value) &&
        !Number.isNaN(Date.parse(value))
      );
    case 'boolean':
      return typeof value === 'boolean';
    case 'int[]':
      return Array.isArray(value) && value.length <= 16 && value.every(isInt);
  }
}

function isInt(value: unknown): boolean {
  return Number.isInteger(value) && Math.abs(value as number) < 2 ** 31;
}
