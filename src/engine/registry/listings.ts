import { isRepositoryName, isTag } from '#core/image-reference.ts';
import type { Logger } from '#core/logger.ts';
import type { Session } from './http/session.ts';
import type { VendorHttp } from './http/vendor-http.ts';
import { type ListingSettings, listNames, readSignedIn } from './listing.ts';
import type { ListedRepository, ListedTag, ListingProblem } from './listing-facts.ts';
import { RegistryError } from './registry-error.ts';
import type { CredentialValues, RegistryVendor, VendorListing } from './registry-vendor.ts';

export interface ListingContext extends ListingSettings {
  readonly session: Session;
  readonly http: VendorHttp;
  readonly host: string;
  readonly vendor: RegistryVendor | undefined;
  readonly values: CredentialValues | undefined;
  readonly logger: Logger;
  readonly now: () => number;
  readonly signal: AbortSignal;
  readonly onProblem: ((problem: ListingProblem) => void) | undefined;
}

/** All repositories of a registry, in its own order; the vendor's way where it has one, else `GET /v2/_catalog`. */
export function listRepositories(context: ListingContext): AsyncIterable<ListedRepository> {
  const listing = vendorListing(context);
  const listed = context.vendor?.listRepositories?.(listing) ?? listing.standardRepositories();
  return checked(listed, isRepositoryName, { of: `list of repositories of ${context.host}`, listing });
}

/** All tags of a repository; the vendor's way where it has one, else `GET /v2/<name>/tags/list`. */
export function listTags(repository: string, context: ListingContext): AsyncIterable<ListedTag> {
  const listing = vendorListing(context);
  const listed = context.vendor?.listTags?.(repository, listing) ?? listing.standardTags(repository);
  return checked(listed, isTag, { of: `list of tags of ${context.host}/${repository}`, listing });
}

function vendorListing(context: ListingContext): VendorListing {
  const { session, http, host, values = {}, now, signal, logger } = context;
  return {
    host,
    http,
    values,
    now,
    signal,
    fromRegistry: (path, { scope, what }) =>
      readSignedIn(session, new URL(path, session.origin), { scope, what, signal }),
    standardRepositories: () => catalog(context),
    standardTags: (repository) => tags(repository, context),
    problem: (problem) => {
      logger.warn({ ...problem }, 'left out of a listing');
      context.onProblem?.(problem);
    },
  };
}

/** Names that OCI does not allow are left out: they could not be asked for, or would change the path of a request. */
async function* checked<Item extends { readonly name: string }>(
  items: AsyncIterable<Item>,
  isName: (name: string) => boolean,
  { of, listing }: { readonly of: string; readonly listing: VendorListing },
): AsyncGenerator<Item> {
  for await (const item of items) {
    if (isName(item.name)) {
      yield item;
      continue;
    }
    const subject = item.name.slice(0, 300);
    const message = `${of}: it has ${JSON.stringify(subject)}, which is no name that OCI allows: it cannot be asked for`;
    listing.problem({ code: 'registry/protocol', subject, message });
  }
}

async function* tags(repository: string, context: ListingContext): AsyncGenerator<ListedTag> {
  const listing = {
    path: `/v2/${repository}/tags/list`,
    member: 'tags' as const,
    scope: `repository:${repository}:pull`,
    what: `list of tags of ${context.host}/${repository}`,
    signal: context.signal,
  };
  for await (const name of listNames(context.session, listing, context)) yield { name };
}

/** Statuses by which registries say that there is no catalogue. */
const noCatalog: ReadonlySet<number | undefined> = new Set([404, 405, 501]);

async function* catalog(context: ListingContext): AsyncGenerator<ListedRepository> {
  const { session, host, signal } = context;
  const listing = {
    path: '/v2/_catalog',
    member: 'repositories' as const,
    scope: 'registry:catalog:*',
    what: `list of repositories of ${host}`,
    signal,
  };
  let hasNames = false;
  try {
    for await (const name of listNames(session, listing, context)) {
      hasNames = true;
      yield { name };
    }
  } catch (error) {
    const isMissing = error instanceof RegistryError && error.code !== 'registry/not-a-registry' && !hasNames;
    if (!isMissing || !noCatalog.has(error.status)) throw error;
    const message = `${host} does not list its repositories: name the repositories to watch`;
    throw new RegistryError('registry/catalog-unsupported', message, { cause: error });
  }
}
