import { type Kysely, sql } from 'kysely';
import type { CredentialCipher } from '../credential-cipher.ts';
import type { Tables } from '../schema.ts';
import { StoreError } from '../store-error.ts';

/** What came of going through all that is sealed. */
export interface Resealed {
  /** Secrets that were sealed with the key before, and now are with the present one. */
  readonly resealed: number;
  /** Names of the registries that have a secret which neither key opens. */
  readonly unreadable: readonly string[];
}

const columns = [
  ['credential', 'registry'],
  ['hook_secret', 'hook'],
] as const;

/** Seals with the present key what is sealed with the one before, a registry a transaction; of several processes each does what is left. */
export async function resealSecrets(db: Kysely<Tables>, cipher: CredentialCipher): Promise<Resealed> {
  const unreadable = new Set<string>();
  let resealed = 0;
  for (const { id } of await db.selectFrom('registry').select('id').orderBy(sql`lower(name)`).execute()) {
    await db.transaction().execute(async (within) => {
      const query = within.selectFrom('registry').select(['name', 'credential', 'hook_secret']).where('id', '=', id);
      const row = await query.forUpdate().executeTakeFirst();
      if (row === undefined) return;
      for (const [column, kind] of columns) {
        const sealed = row[column];
        const belongsTo = `${kind}:${id}`;
        if (sealed === null || cipher.isCurrent(sealed, belongsTo)) continue;
        try {
          const again = cipher.seal(cipher.open(sealed, belongsTo), belongsTo);
          await within
            .updateTable('registry')
            .set({ [column]: again })
            .where('id', '=', id)
            .execute();
          resealed += 1;
        } catch (error) {
          if (!(error instanceof StoreError)) throw error;
          unreadable.add(row.name);
        }
      }
    });
  }
  return { resealed, unreadable: [...unreadable] };
}
