import type { ImageReference } from '#core/image-reference.ts';
import type { Limits } from '#core/limits.ts';
import type { Logger } from '#core/logger.ts';
import {
  type CredentialValues,
  createRegistryClient,
  findRegistryVendor,
  type RegistryClient,
  RegistryError,
  type RegistryVendor,
  selectCredential,
  type Workload,
} from '#engine/registry/index.ts';
import type { RegistrySettings, Store, StoredRegistry } from '#server/store/index.ts';
import { JobError } from './job-error.ts';

/** Connections to the configured registries. */
export interface RegistryAccess {
  /**
   * The registry whose path covers the reference, the longest one, or else one that stands for that host as well. Throws
   * `jobs/no-registry-for-reference`.
   */
  find(reference: FindReference): Promise<StoredRegistry>;
  /** Tells whether a registry stands for that host, besides its own, as one of an organisation does. */
  covers(registry: StoredRegistry, host: string): Promise<boolean>;
  /** Lends a signed-in client of a registry; clients are kept for a while, since signing in costs the registry too. */
  use<T>(registry: StoredRegistry, signal: AbortSignal, use: (client: RegistryClient) => Promise<T>): Promise<T>;
  /** Makes a client from settings that are not saved, for somebody who waits: it is not patient with a registry that fails. It signs in at first use, and the caller closes it. */
  connect(settings: RegistrySettings, credential: CredentialValues | undefined): Promise<RegistryClient>;
  close(): Promise<void>;
}

export interface RegistryAccessOptions {
  readonly store: Pick<Store, 'registries' | 'rates' | 'documents'>;
  readonly proxyOf: (url: string) => string | undefined;
  readonly limits: Limits;
  readonly logger: Logger;
  readonly toolVersion: string;
  /** The identity of this machine, for registries whose form says to use it. */
  readonly workload?: Workload;
  /** Networks of this machine's own that registries may be in, CIDR. */
  readonly allowedNetworks?: readonly string[];
}

type FindReference = Pick<ImageReference, 'registry' | 'repository'>;

interface Lent {
  readonly client: Promise<RegistryClient>;
  users: number;
  idle?: NodeJS.Timeout;
}

const keptIdleMs = 30_000;
/** Once more at once, for what a moment mends: the default patience keeps who looks at a wrong port waiting for seven seconds. */
const impatient = { attempts: 2, minDelayMs: 100, maxDelayMs: 2000 };

/** Clients made from what the store knows, one for each registry and version of its settings. */
export function createRegistryAccess(options: RegistryAccessOptions): RegistryAccess {
  const { store } = options;
  const lent = new Map<string, Lent>();
  const connect: RegistryAccess['connect'] = (settings, credential) =>
    connectTo(settings, credential, { ...options, retry: impatient });
  const covers: RegistryAccess['covers'] = async (registry, host) => {
    const vendor: RegistryVendor | undefined = findRegistryVendor(registry.type);
    if (vendor?.covers === undefined || !registry.hasCredential || !vendor.recognises(host.toLowerCase())) return false;
    const values = (await store.registries.credential(registry.id)) ?? {};
    return vendor.covers(host, { host: hostOf(registry.path), values });
  };
  /** Where several do, as two organisations may, the one that has listed the repository. */
  const findCovering = async (known: readonly StoredRegistry[], { registry, repository }: FindReference) => {
    const covering: StoredRegistry[] = [];
    for (const one of known) if (await covers(one, registry)) covering.push(one);
    if (covering.length < 2) return covering[0];
    const owner = await store.registries.holding(`${registry}/${repository}`);
    return covering.find(({ id }) => id === owner) ?? covering[0];
  };
  const drop = async (key: string, entry: Lent) => {
    if (lent.get(key) === entry) lent.delete(key);
    await entry.client.then((client) => client.close()).catch(() => undefined);
  };
  return {
    find: async (reference) => {
      const known = await store.registries.list();
      const found = selectCredential(known, reference) ?? (await findCovering(known, reference));
      if (found !== undefined) return found;
      throw new JobError(
        'jobs/no-registry-for-reference',
        `no registry is configured for ${reference.registry}/${reference.repository}: add ${reference.registry} under Registry credentials; it needs no credential where it can be read anonymously`,
      );
    },
    use: async (registry, _signal, use) => {
      const key = `${registry.id} ${registry.updatedAt.toISOString()}`;
      const entry = lent.get(key) ?? {
        users: 0,
        client: store.registries.credential(registry.id).then((credential) => connectTo(registry, credential, options)),
      };
      lent.set(key, entry);
      clearTimeout(entry.idle);
      entry.users += 1;
      try {
        return await use(await entry.client);
      } catch (error) {
        if (await isBroken(entry)) await drop(key, entry);
        throw error;
      } finally {
        entry.users -= 1;
        if (entry.users === 0) entry.idle = setTimeout(() => void drop(key, entry), keptIdleMs).unref();
      }
    },
    covers,
    connect,
    close: async () => {
      for (const [key, entry] of lent) {
        clearTimeout(entry.idle);
        await drop(key, entry);
      }
    },
  };
}

/** Tells whether the client could not even be made, so that it must not be kept. */
function isBroken({ client }: Lent): Promise<boolean> {
  return client.then(
    () => false,
    () => true,
  );
}

async function connectTo(
  settings: RegistrySettings,
  credential: CredentialValues | undefined,
  options: RegistryAccessOptions & { readonly retry?: typeof impatient },
): Promise<RegistryClient> {
  const host = hostOf(settings.path);
  const vendor = findRegistryVendor(settings.type);
  if (vendor === undefined || vendor.name !== settings.type) {
    throw new RegistryError('registry/invalid-settings', `there is no registry type "${settings.type}"`);
  }
  const { plainHttp, skipTlsVerify, ca } = settings;
  const proxy = options.proxyOf(`${plainHttp ? 'http' : 'https'}://${vendor.apiHost?.(host) ?? host}`);
  return createRegistryClient({
    host,
    vendor,
    values: credential,
    workload: options.workload,
    connection: { plainHttp, skipTlsVerify, ca, proxy, allowedNetworks: options.allowedNetworks },
    limits: options.limits,
    retry: options.retry,
    rates: options.store.rates,
    documents: options.store.documents,
    account: accountOf({
      hasCredential: credential !== undefined,
      username: credential?.username?.reveal(),
      id: 'id' in settings ? String(settings.id) : settings.name,
    }),
    logger: options.logger,
    userAgent: `plimsoll/${options.toolVersion}`,
  });
}

/** `host[:port]` of a registry's path. */
export function hostOf(path: string): string {
  return path.split('/')[0] ?? path;
}

/** Who asks, as registries count: a user, or else whoever has the credential of this registry. */
export function accountOf({
  hasCredential,
  username,
  id,
}: Pick<StoredRegistry, 'hasCredential' | 'username' | 'id'>): string {
  return hasCredential ? (username ?? id) : 'anonymous';
}
