import type { Kysely } from 'kysely';
import type { Tables } from '../schema.ts';
import { isUniqueViolation, StoreError } from '../store-error.ts';
import { toJson } from '../to-json.ts';

/** What somebody saves of a listing. */
export interface SavedView {
  readonly screen: string;
  readonly name: string;
  /** The listing's query parameters. */
  readonly query: Readonly<Record<string, string>>;
  readonly columns: readonly string[];
  readonly isDefault: boolean;
}

export interface StoredView extends SavedView {
  readonly id: string;
}

/** Saved views; everybody sees their own only. */
export interface ViewStore {
  list(accountId: string): Promise<readonly StoredView[]>;
  /** Adds a view, or replaces the one with this id. Throws `store/name-taken`, and `store/not-found` where it is another's. */
  save(accountId: string, id: string, view: SavedView): Promise<StoredView>;
  /** False where there is no such view. */
  remove(accountId: string, id: string): Promise<boolean>;
}

/** Saved views in the database. */
export function createViewStore(db: Kysely<Tables>): ViewStore {
  return {
    list: async (accountId) => {
      const rows = await db
        .selectFrom('saved_view')
        .selectAll()
        .where('account_id', '=', accountId)
        .orderBy('screen')
        .orderBy('name')
        .execute();
      return rows.map(({ id, screen, name, query, columns, is_default }) => ({
        id,
        screen,
        name,
        query,
        columns,
        isDefault: is_default,
      }));
    },
    save: (accountId, id, view) => db.transaction().execute((within) => save(within, accountId, { ...view, id })),
    remove: async (accountId, id) => {
      const removed = await db
        .deleteFrom('saved_view')
        .where('account_id', '=', accountId)
        .where('id', '=', id)
        .returning('id')
        .executeTakeFirst();
      return removed !== undefined;
    },
  };
}

async function save(db: Kysely<Tables>, accountId: string, view: StoredView): Promise<StoredView> {
  const { id, screen, name, query, columns, isDefault } = view;
  if (isDefault) {
    await db
      .updateTable('saved_view')
      .set({ is_default: false })
      .where('account_id', '=', accountId)
      .where('screen', '=', screen)
      .execute();
  }
  const row = { screen, name, query: toJson(query), columns: [...columns], is_default: isDefault };
  const saved = await db
    .insertInto('saved_view')
    .values({ id, account_id: accountId, ...row })
    .onConflict((conflict) => conflict.column('id').doUpdateSet(row).where('saved_view.account_id', '=', accountId))
    .returning('id')
    .executeTakeFirst()
    .catch((error: unknown) => {
      if (!isUniqueViolation(error)) throw error;
      throw new StoreError('store/name-taken', `there is a view of the name ${name} already`, { cause: error });
    });
  if (saved === undefined) throw new StoreError('store/not-found', `there is no view ${id}`);
  return view;
}
