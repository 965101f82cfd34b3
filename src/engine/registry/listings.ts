import { isRepositoryName, isTag } from '#core/image-reference.ts';
import { asStrings, isRecord } from '#core/json.ts';
import type { Limits } from '#core/limits.ts';
import type { Logger } from '#core/logger.ts';
import type { Session } from './http/session.ts';
import type { VendorHttp } from './http/vendor-http.ts';
import { type Listing, listItems } from './listing.ts';
import type { ListedRepository, ListedTag, ListingProblem } from './listing-facts.ts';
import { RegistryError } from './registry-error.ts';
import type { CredentialValues, RegistryVendor, VendorListing } from './registry-vendor.ts';
import type { Workload } from './workload.ts';

export interface ListingContext {
  readonly limits: Limits;
  /** What is asked for; registries give as many names a page as they like. */
  readonly namesPerPage: number;
  readonly session: Session;
  readonly http: VendorHttp;
  readonly host: string;
  /** The registry's own host, where that is another one. */
  readonly home: string;
  readonly vendor: RegistryVendor | undefined;
  readonly values: CredentialValues | undefined;
  readonly logger: Logger;
  readonly now: () => number;
  readonly workload: Workload | undefined;
  readonly signal: AbortSignal;
  readonly onProblem: ((problem: ListingProblem) => void) | undefined;
}

/** All repositories of a registry, in its own order; the vendor's way where it has one, else `GET /v2/_catalog`. */
export async function* listRepositories(context: ListingContext): AsyncGenerator<ListedRepository> {
  const listing = vendorListing(context);
  const listed = context.vendor?.listRepositories?.(listing) ?? listing.standardRepositories();
  yield* checked(listed, isRepositoryName, { of: `list of repositories of ${context.host}`, listing });
}

/** All tags of a repository; the vendor's way where it has one, else `GET /v2/<name>/tags/list`. */
export async function* listTags(repository: string, context: ListingContext): AsyncGenerator<ListedTag> {
  const listing = vendorListing(context);
  const listed = context.vendor?.listTags?.(repository, listing) ?? listing.standardTags(repository);
  yield* checked(listed, isTag, { of: `list of tags of ${context.host}/${repository}`, listing });
}

function vendorListing(context: ListingContext): VendorListing {
  const { session, http, host, home, values = {}, now, workload, signal, logger } = context;
  return {
    host,
    home,
    http,
    values,
    now,
    workload,
    signal,
    fromRegistry: (path, request, itemsOf) => listItems(session, { ...request, path, itemsOf, signal }, context.limits),
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

function tags(repository: string, context: ListingContext): AsyncGenerator<ListedTag> {
  const what = `list of tags of ${context.host}/${repository}`;
  const listing = {
    path: `/v2/${repository}/tags/list`,
    scope: `repository:${repository}:pull`,
    what,
    itemsOf: (body: unknown) => namesOf(body, 'tags', what),
    signal: context.signal,
  };
  return listNames(listing, context);
}

/**
 * All names of a listing, as many a page as are asked for. Distribution refuses with 400 whoever asks for more names than its administrator
 * allows (https://distribution.github.io/distribution/about/configuration/#catalog): it is then left to the registry how many a page has.
 */
async function* listNames<Item>(
  listing: Listing<Item>,
  { session, limits, namesPerPage }: ListingContext,
): AsyncGenerator<Item> {
  let hasNames = false;
  try {
    for await (const item of listItems(session, { ...listing, path: `${listing.path}?n=${namesPerPage}` }, limits)) {
      hasNames = true;
      yield item;
    }
  } catch (error) {
    if (hasNames || !(error instanceof RegistryError) || error.status !== 400) throw error;
    yield* listItems(session, listing, limits);
  }
}

/** Statuses by which registries say that there is no catalogue. */
const noCatalog: ReadonlySet<number | undefined> = new Set([404, 405, 501]);

async function* catalog(context: ListingContext): AsyncGenerator<ListedRepository> {
  const { host, signal } = context;
  const what = `list of repositories of ${host}`;
  const listing = {
    path: '/v2/_catalog',
    scope: 'registry:catalog:*',
    what,
    itemsOf: (body: unknown) => namesOf(body, 'repositories', what),
    signal,
  };
  let hasNames = false;
  try {
    for await (const item of listNames(listing, context)) {
      hasNames = true;
      yield item;
    }
  } catch (error) {
    const isMissing = error instanceof RegistryError && error.code !== 'registry/not-a-registry' && !hasNames;
    if (!isMissing || !noCatalog.has(error.status)) throw error;
    const message = `${host} does not list its repositories: name the repositories to watch`;
    throw new RegistryError('registry/catalog-unsupported', message, { cause: error });
  }
}

/** The names that a page holds; null in their place means none. */
function namesOf(body: unknown, member: 'repositories' | 'tags', what: string): readonly { readonly name: string }[] {
  const names = isRecord(body) ? body[member] : undefined;
  if (names === null) return [];
  if (Array.isArray(names)) return asStrings(names).map((name) => ({ name }));
  throw new RegistryError('registry/protocol', `${what}: the answer has no list "${member}"`);
}
