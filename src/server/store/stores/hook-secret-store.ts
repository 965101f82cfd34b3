import type { Kysely } from 'kysely';
import { Secret } from '#core/secret.ts';
import type { CredentialCipher } from '../credential-cipher.ts';
import type { Tables } from '../schema.ts';

/** The secrets that hooks of registries are called with. */
export interface HookSecretStore {
  /** Sets the secret, or takes it away; false where there is no such registry. */
  setHookSecret(id: string, secret: Secret | undefined): Promise<boolean>;
  /** Undefined where the registry has no hook. Throws `store/key-wrong`. */
  hookSecret(id: string): Promise<Secret | undefined>;
}

/** Secrets in the registries' rows: sealed and not hashed, since signatures are checked with them. */
export function createHookSecretStore(db: Kysely<Tables>, cipher: CredentialCipher): HookSecretStore {
  return {
    setHookSecret: async (id, secret) => {
      const hook_secret = secret === undefined ? null : cipher.seal(secret.reveal(), belongsTo(id));
      const { numUpdatedRows } = await db
        .updateTable('registry')
        .set({ hook_secret })
        .where('id', '=', id)
        .where('kind', '=', 'registry')
        .executeTakeFirst();
      return numUpdatedRows > 0n;
    },
    hookSecret: async (id) => {
      const row = await db.selectFrom('registry').select('hook_secret').where('id', '=', id).executeTakeFirst();
      return row?.hook_secret == null ? undefined : new Secret(cipher.open(row.hook_secret, belongsTo(id)));
    },
  };
}

function belongsTo(id: string): string {
  return `hook:${id}`;
}
