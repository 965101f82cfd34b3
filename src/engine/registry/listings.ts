import { isRepositoryName, isTag } from '#core/image-reference.ts';
import type { Session } from './http/session.ts';
import { type ListingSettings, listNames } from './listing.ts';
import { RegistryError } from './registry-error.ts';
import type { RegistryVendor } from './registry-vendor.ts';

export interface ListingContext extends ListingSettings {
  readonly session: Session;
  readonly host: string;
  readonly vendor: RegistryVendor | undefined;
  readonly signal: AbortSignal;
}

/** All repositories of a registry, in its own order; the vendor's way where it has one, else `GET /v2/_catalog`. */
export function listRepositories(context: ListingContext): AsyncIterable<string> {
  const standard = () => catalog(context);
  const { host, signal, vendor } = context;
  return vendor?.listRepositories?.({ host, signal, standard }) ?? standard();
}

/** All tags of a repository; the vendor's way where it has one, else `GET /v2/<name>/tags/list`. */
export function listTags(repository: string, context: ListingContext): AsyncIterable<string> {
  const { session, host, signal, vendor } = context;
  const listing = {
    path: `/v2/${repository}/tags/list`,
    member: 'tags' as const,
    scope: `repository:${repository}:pull`,
    what: `list of tags of ${host}/${repository}`,
    isName: isTag,
    signal,
  };
  const standard = () => listNames(session, listing, context);
  return vendor?.listTags?.(repository, { host, signal, standard }) ?? standard();
}

/** Statuses by which registries say that there is no catalogue. */
const noCatalog: ReadonlySet<number | undefined> = new Set([404, 405, 501]);

async function* catalog(context: ListingContext): AsyncGenerator<string> {
  const { session, host, signal } = context;
  const listing = {
    path: '/v2/_catalog',
    member: 'repositories' as const,
    scope: 'registry:catalog:*',
    what: `list of repositories of ${host}`,
    isName: isRepositoryName,
    signal,
  };
  let hasNames = false;
  try {
    for await (const name of listNames(session, listing, context)) {
      hasNames = true;
      yield name;
    }
  } catch (error) {
    const isMissing = error instanceof RegistryError && error.code !== 'registry/not-a-registry' && !hasNames;
    if (!isMissing || !noCatalog.has(error.status)) throw error;
    const message = `${host} does not list its repositories: name the repositories to watch`;
    throw new RegistryError('registry/catalog-unsupported', message, { cause: error });
  }
}
