import { type Kysely, type RawBuilder, type Selectable, sql } from 'kysely';
import { isRecord } from '#core/json.ts';
import type { RegistryFilters } from '#core/registry-filters.ts';
import { defaultSchedule, type ScanSchedule } from '#core/scan-schedule.ts';
import { Secret } from '#core/secret.ts';
import type { CredentialValues } from '#engine/registry/index.ts';
import type { CredentialCipher } from '../credential-cipher.ts';
import { readFilters } from '../registry-filters.ts';
import type { Tables } from '../schema.ts';
import { isUniqueViolation, StoreError } from '../store-error.ts';
import { toJson } from '../to-json.ts';
import { createHookSecretStore, type HookSecretStore } from './hook-secret-store.ts';
import { createRegistryScheduleStore, type RegistryScheduleStore } from './registry-schedule-store.ts';
import { type Resealed, resealSecrets } from './reseal-secrets.ts';

/** How a registry is reached; its credential is kept apart. */
export interface RegistrySettings {
  readonly name: string;
  readonly path: string;
  readonly type: string;
  readonly skipTlsVerify: boolean;
  readonly plainHttp: boolean;
  readonly ca: string | undefined;
  /** Whether VEX documents that are attached to its images are applied; if left out, not. */
  readonly trustsVex?: boolean;
  readonly repositories: readonly string[];
  readonly filters: RegistryFilters;
  readonly schedule: ScanSchedule;
  /** `os/architecture[/variant]`, of which images are scanned; none for one each, as pulling chooses it. */
  readonly platforms: readonly string[];
  /** Whether images of all their platforms are scanned, whatever `platforms` names; if left out, not. */
  readonly allPlatforms?: boolean;
}

/** A registry as it is stored. */
export interface StoredRegistry extends RegistrySettings {
  readonly id: string;
  readonly hasCredential: boolean;
  /** Whether registries may tell of pushes. */
  readonly hasHook: boolean;
  readonly username: string | undefined;
  /** Undefined where it has no schedule, or the next run has yet to be worked out. */
  readonly nextRunAt: Date | undefined;
  readonly createdAt: Date;
  readonly updatedAt: Date;
}

/** Registries, of which the place of uploaded archives is none, and their credentials, which are sealed before they reach the database. */
export interface RegistryStore extends RegistryScheduleStore, HookSecretStore {
  /** Brings all secrets to the present key, and says of which registries that cannot be done. */
  reseal(): Promise<Resealed>;
  list(): Promise<readonly StoredRegistry[]>;
  get(id: string): Promise<StoredRegistry | undefined>;
  /** The id of the registry that a repository (host and path) was found in; undefined where it is not known. */
  holding(repository: string): Promise<string | undefined>;
  /** `undefined` for the credential means anonymous. Throws `store/name-taken`. */
  create(id: string, settings: RegistrySettings, credential: CredentialValues | undefined): Promise<StoredRegistry>;
  /** `'keep'` leaves the credential as it is. Throws `store/name-taken` or `store/not-found`. */
  update(
    id: string,
    settings: RegistrySettings,
    credential: CredentialValues | 'keep' | undefined,
  ): Promise<StoredRegistry>;
  remove(id: string): Promise<boolean>;
  /** The credential in clear; undefined for anonymous. Throws `store/key-wrong`. */
  credential(id: string): Promise<CredentialValues | undefined>;
}

/** Registries in the database. */
export function createRegistryStore(db: Kysely<Tables>, cipher: CredentialCipher): RegistryStore {
  const seal = (id: string, values: CredentialValues | undefined) => ({
    credential: values === undefined ? null : cipher.seal(serialise(values), belongsTo(id)),
    username: values?.username?.reveal() ?? null,
  });
  const registries = db.selectFrom('registry').selectAll().where('kind', '=', 'registry');
  return {
    ...createRegistryScheduleStore(db, present),
    ...createHookSecretStore(db, cipher),
    reseal: () => resealSecrets(db, cipher),
    list: async () => (await registries.orderBy(sql`lower(name)`).execute()).map(present),
    get: async (id) => {
      const row = await registries.where('id', '=', id).executeTakeFirst();
      return row && present(row);
    },
    holding: async (repository) => {
      const query = db.selectFrom('repository').select('registry_id').where('name', '=', repository);
      return (await query.limit(1).executeTakeFirst())?.registry_id;
    },
    create: (id, settings, credential) =>
      refuseTaken(settings, async () => {
        const values = { id, ...columnsOf(settings), ...seal(id, credential) };
        return present(await db.insertInto('registry').values(values).returningAll().executeTakeFirstOrThrow());
      }),
    update: (id, settings, credential) =>
      refuseTaken(settings, async () => {
        const values = { ...columnsOf(settings), ...(credential === 'keep' ? {} : seal(id, credential)) };
        const row = await db
          .updateTable('registry')
          .set({ ...values, updated_at: sql`now()`, next_run_at: keptNextRun(settings.schedule) })
          .where('id', '=', id)
          .where('kind', '=', 'registry')
          .returningAll()
          .executeTakeFirst();
        if (row === undefined) throw new StoreError('store/not-found', `there is no registry ${id}`);
        return present(row);
      }),
    remove: async (id) => {
      const { numDeletedRows } = await db
        .deleteFrom('registry')
        .where('id', '=', id)
        .where('kind', '=', 'registry')
        .executeTakeFirst();
      return numDeletedRows > 0n;
    },
    credential: async (id) => {
      const query = db.selectFrom('registry').select(['name', 'credential']).where('id', '=', id);
      const row = await query.executeTakeFirst();
      if (row?.credential == null) return undefined;
      try {
        return deserialise(cipher.open(row.credential, belongsTo(id)));
      } catch (error) {
        if (!(error instanceof StoreError)) throw error;
        throw new StoreError(error.code, `${row.name}: ${error.message}`, { cause: error });
      }
    },
  };
}

/** The next run stays unless the schedule is another one. */
function keptNextRun(schedule: ScanSchedule): RawBuilder<Date | null> {
  return sql`case when schedule ->> 'cron' = ${schedule.cron} and schedule ->> 'timeZone' = ${schedule.timeZone} then next_run_at end`;
}

function belongsTo(id: string): string {
  return `registry:${id}`;
}

function serialise(values: CredentialValues): string {
  return JSON.stringify(Object.fromEntries(Object.entries(values).map(([name, value]) => [name, value.reveal()])));
}

function deserialise(text: string): CredentialValues {
  const values: unknown = JSON.parse(text);
  if (!isRecord(values)) return {};
  return Object.fromEntries(Object.entries(values).map(([name, value]) => [name, new Secret(String(value))]));
}

function columnsOf(settings: RegistrySettings) {
  return {
    name: settings.name,
    path: settings.path,
    type: settings.type,
    skip_tls_verify: settings.skipTlsVerify,
    plain_http: settings.plainHttp,
    ca: settings.ca ?? null,
    trusts_vex: settings.trustsVex ?? false,
    repositories: [...settings.repositories],
    filters: toJson(settings.filters),
    schedule: toJson(settings.schedule),
    platforms: [...settings.platforms],
    all_platforms: settings.allPlatforms ?? false,
  };
}

function present(row: Selectable<Tables['registry']>): StoredRegistry {
  return {
    id: row.id,
    name: row.name,
    path: row.path,
    type: row.type,
    skipTlsVerify: row.skip_tls_verify,
    plainHttp: row.plain_http,
    ca: row.ca ?? undefined,
    trustsVex: row.trusts_vex,
    repositories: row.repositories,
    filters: readFilters(row.filters),
    schedule: { ...defaultSchedule, ...row.schedule },
    platforms: row.platforms,
    allPlatforms: row.all_platforms,
    nextRunAt: row.next_run_at ?? undefined,
    hasCredential: row.credential !== null,
    hasHook: row.hook_secret !== null,
    username: row.username ?? undefined,
    createdAt: row.created_at,
    updatedAt: row.updated_at,
  };
}

async function refuseTaken<T>(settings: RegistrySettings, write: () => Promise<T>): Promise<T> {
  try {
    return await write();
  } catch (error) {
    if (!isUniqueViolation(error)) throw error;
    const what =
      error instanceof Error && 'constraint' in error && String(error.constraint).includes('path')
        ? `for the path ${settings.path}`
        : `called ${settings.name}`;
    throw new StoreError('store/name-taken', `there is a registry ${what} already`, { cause: error });
  }
}
