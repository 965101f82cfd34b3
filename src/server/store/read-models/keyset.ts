import { type RawBuilder, sql } from 'kysely';
import { StoreError } from '../store-error.ts';

/** A column of an order, ascending, with its PostgreSQL type. */
export interface KeyColumn {
  readonly of: RawBuilder<unknown>;
  readonly type: 'int' | 'bigint' | 'text' | 'boolean' | 'int[]' | 'numeric';
}

/** An order in which a listing is paged: the columns together are unique. */
export interface Keyset {
  readonly orderBy: RawBuilder<unknown>;
  /** The key of a row, selected as `page_key`. */
  readonly key: RawBuilder<unknown>;
  /** True of the rows past the cursor; of all rows without one. */
  after(cursor: string | undefined): RawBuilder<boolean>;
}

/** A page, as listings return it. */
export interface Page<T> {
  readonly items: T[];
  readonly nextCursor?: string;
  readonly total?: number;
}

/** Makes an order from its columns. */
export function keyset(columns: readonly KeyColumn[]): Keyset {
  const list = sql.join(columns.map(({ of }) => of));
  return {
    orderBy: list,
    key: sql`jsonb_build_array(${list})`,
    after: (cursor) => {
      if (cursor === undefined) return sql<boolean>`true`;
      const values = readCursor(cursor, columns.length);
      const given = columns.map(({ type }, index) => sql`${values[index]}::${sql.raw(type)}`);
      return sql<boolean>`(${list}) > (${sql.join(given)})`;
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

function readCursor(cursor: string, length: number): readonly unknown[] {
  try {
    const values: unknown = JSON.parse(Buffer.from(cursor, 'base64url').toString('utf8'));
    if (Array.isArray(values) && values.length === length && values.every(isKeyValue)) return values;
  } catch {
    // Said below.
  }
  throw new StoreError('store/cursor-invalid', 'the cursor is not one of this listing: start again without it');
}

function isKeyValue(value: unknown): boolean {
  if (Array.isArray(value)) return value.length <= 16 && value.every((member) => Number.isInteger(member));
  return ['string', 'boolean'].includes(typeof value) || Number.isFinite(value);
}
