import type { Descriptor } from '#core/descriptor.ts';
import type { Digest } from '#core/digest.ts';
import { type ImageReference, isRepositoryName, isTag } from '#core/image-reference.ts';
import { defaultLimits, type Limits } from '#core/limits.ts';
import { type Logger, silentLogger } from '#core/logger.ts';
import type { Authorizer } from './auth/authorizer.ts';
import type { RegistryCredential } from './auth/registry-credential.ts';
import { blobSize, streamBlob } from './blobs.ts';
import type { DocumentCache } from './documents/document-cache.ts';
import { keptDocuments } from './documents/kept-documents.ts';
import type { RateLimit } from './http/rate-limit.ts';
import { defaultRetryPolicy, type Retry, type RetryPolicy, sleepFor } from './http/retry.ts';
import { createTransport, type Transport } from './http/transport.ts';
import type { ListedRepository, ListedTag, ListingProblem } from './listing-facts.ts';
import { listRepositories, listTags } from './listings.ts';
import { type FetchedManifest, fetchManifest, headManifest, type ManifestHead } from './manifests.ts';
import { pingRegistry } from './ping.ts';
import { gatedTransport } from './rates/gated-transport.ts';
import type { RateBuckets } from './rates/rate-buckets.ts';
import { listReferrers, type ReferrerSubject } from './referrers/list-referrers.ts';
import { type ReferrerDocument, readReferrer } from './referrers/read-referrer.ts';
import type { Referrer } from './referrers/referrer.ts';
import type { RegistryConnection } from './registry-connection.ts';
import { RegistryError } from './registry-error.ts';
import { baseUrl, createSites, type RegistrySite } from './registry-sites.ts';
import type { CredentialValues, RegistryVendor } from './registry-vendor.ts';
import { findRegistryVendor } from './registry-vendors.ts';
import { vendorHttp } from './vendor-wiring.ts';
import type { Workload } from './workload.ts';

export interface RequestOptions {
  readonly signal: AbortSignal;
}

export interface ListingOptions extends RequestOptions {
  /** Told of what is left out; the listing goes on. It is logged as well. */
  readonly onProblem?: (problem: ListingProblem) => void;
}

export interface TagListingOptions extends ListingOptions {
  /** Where the repository is, if not on the registry's own host. */
  readonly host?: string | undefined;
}

/** How the registry let us in: it never asked, or it took a password or a token, with our credential or anonymously. */
export interface RegistryPing {
  readonly authentication: 'none' | 'basic' | 'bearer';
  readonly anonymous: boolean;
}

/** Access to one registry, and to the hosts that its vendor's form covers besides. Everything it throws is a {@link RegistryError}, or the signal's reason after an abort. */
export interface RegistryClient {
  /** Throws the exact cause where this is no registry or does not let us in. */
  ping(options: RequestOptions): Promise<RegistryPing>;
  /** All repositories; `registry/catalog-unsupported` where the registry lists none. */
  listRepositories(options: ListingOptions): AsyncIterable<ListedRepository>;
  /** All tags, with what the registry tells of each at no further cost. */
  listTags(repository: string, options: TagListingOptions): AsyncIterable<ListedTag>;
  headManifest(reference: ImageReference, options: RequestOptions): Promise<ManifestHead>;
  /** The manifest or index that the reference names; its digest has been verified. */
  manifest(reference: ImageReference, options: RequestOptions): Promise<FetchedManifest>;
  /** Exactly `descriptor.size` bytes, as stored; the digest is left to the reader. */
  blob(reference: ImageReference, descriptor: Descriptor, options: RequestOptions): AsyncIterable<Uint8Array>;
  /** Size of a blob, bytes, where no descriptor tells it. */
  blobSize(reference: ImageReference, digest: Digest, options: RequestOptions): Promise<number>;
  /** What is attached to an image: SBOMs, VEX documents, attestations, signatures. */
  listReferrers(subject: ReferrerSubject, options: RequestOptions): AsyncIterable<Referrer>;
  /** The documents of one of them, whole, verified and within limits. */
  readReferrer(
    subject: Pick<ReferrerSubject, 'registry' | 'repository'>,
    referrer: Referrer,
    options: RequestOptions,
  ): AsyncIterable<ReferrerDocument>;
  /** How many pulls the registry still allows, where it said so in its last answers (Docker Hub does). */
  rateLimit(): RateLimit | undefined;
  /** Ends connections and whatever is under way. */
  close(): Promise<void>;
}

export interface RegistryClientOptions {
  /** As references name it: `docker.io`, `registry.example:5000`. */
  readonly host: string;
  /** The one that recognises the host, if left out. */
  readonly vendor?: RegistryVendor | undefined;
  readonly credential?: RegistryCredential | undefined;
  /** The vendor's form, filled in, in place of `credential`: signed in with at first use. Also for the vendor's own API. */
  readonly values?: CredentialValues | undefined;
  /** For forms that say to sign in as this machine. */
  readonly workload?: Workload | undefined;
  readonly connection?: RegistryConnection | undefined;
  readonly limits?: Limits | undefined;
  readonly logger?: Logger | undefined;
  readonly userAgent?: string | undefined;
  /** Names asked for at once in listings; many registries allow no more than the default, 1000. */
  readonly namesPerPage?: number | undefined;
  readonly retry?: Partial<RetryPolicy> | undefined;
  /** Limits learnt from the registry, shared with all who are given the same; without it only failed requests wait. */
  readonly rates?: RateBuckets | undefined;
  /** Manifests and configurations that are asked for once by all who are given the same; without it, by whoever needs them. */
  readonly documents?: DocumentCache | undefined;
  /** Tells apart who asks, in `rates`: the user name, unless given. */
  readonly account?: string | undefined;
  readonly sleep?: ((ms: number, signal: AbortSignal) => Promise<void>) | undefined;
  /** 0 to 1, for the jitter of retries. */
  readonly random?: (() => number) | undefined;
  /** Milliseconds since 1970. */
  readonly now?: (() => number) | undefined;
}

/** Makes a client for one registry; no request is sent yet. Throws `registry/invalid-settings` for a bad host, CA or proxy. */
export function createRegistryClient(options: RegistryClientOptions): RegistryClient {
  const { host, limits = defaultLimits, logger = silentLogger, connection = {} } = options;
  const vendor = options.vendor ?? findRegistryVendor(host);
  const base = baseUrl(host, vendor, connection);
  const retry = retryOf(options, logger);
  const now = options.now ?? Date.now;
  const userAgent = options.userAgent ?? 'plimsoll';
  const transport = paced(createTransport(connection, limits, base.hostname), { ...options, now, logger }, retry);
  const wire = { base, transport, connection, limits, retry, userAgent, now };
  const { workload } = options;
  const wiring = { host, vendor, credential: options.credential, values: options.values };
  const http = vendorHttp(wiring, wire);
  const siteOf = createSites({ wiring, wire, signIn: { http, now, workload } });
  const { session, authorizer } = siteOf(host);
  const { values, namesPerPage = 1000 } = options;
  const listing = { http, home: host, vendor, values, limits, logger, now, workload, namesPerPage };
  const own = (reference: ImageReference) => checkedReference(reference, siteOf(reference.registry));
  const at = ({ registry }: Pick<ImageReference, 'registry'>) => siteOf(registry).session;
  const blobs = { connection, limits, retry };
  const { manifest, blob } = keptDocuments(
    {
      manifest: (reference, signal) => fetchManifest(at(reference), reference, signal),
      blob: (reference, descriptor, signal) =>
        streamBlob({ ...blobs, session: at(reference) }, reference, descriptor, signal),
    },
    { documents: options.documents, limits, logger },
  );
  return {
    ping: async ({ signal }) => {
      await pingRegistry(session, host, signal);
      return pingOf(authorizer);
    },
    listRepositories: ({ signal, onProblem }) => listRepositories({ ...listing, host, session, signal, onProblem }),
    listTags: (repository, { signal, onProblem, host: on = host }) =>
      listTags(checkedRepository(repository, on), { ...listing, ...siteOf(on), signal, onProblem }),
    headManifest: async (reference, { signal }) => await headManifest(at(reference), own(reference), signal),
    manifest: async (reference, { signal }) => await manifest(own(reference), signal),
    blob: (reference, descriptor, { signal }) => blob(own(reference), descriptor, signal),
    blobSize: async (reference, digest, { signal }) => await blobSize(at(reference), own(reference), digest, signal),
    listReferrers: (subject, { signal }) => {
      own(subject);
      return listReferrers(subject, { session: at(subject), manifest, limits, signal });
    },
    readReferrer: (subject, referrer, { signal }) =>
      readReferrer(own(subject), referrer, { ...blobs, session: at(subject), manifest, signal }),
    rateLimit: () => session.rateLimit(),
    close: () => transport.close(),
  };
}

function paced(
  transport: Transport,
  options: RegistryClientOptions & { readonly now: () => number; readonly logger: Logger },
  { sleep, maxDelayMs }: Retry,
): Transport {
  const { rates: buckets, host, credential, values, now, logger } = options;
  if (buckets === undefined) return transport;
  const username =
    credential !== undefined && 'username' in credential ? credential.username : values?.username?.reveal();
  const isAnonymous = credential === undefined && values === undefined;
  const account = options.account ?? username ?? (isAnonymous ? 'anonymous' : 'credential');
  return gatedTransport(transport, { buckets, registry: host, account, maxWaitMs: maxDelayMs, sleep, now, logger });
}

function retryOf(options: RegistryClientOptions, logger: Logger): Retry {
  return {
    ...defaultRetryPolicy,
    ...options.retry,
    sleep: options.sleep ?? sleepFor,
    random: options.random ?? Math.random,
    logger,
  };
}

function pingOf(authorizer: Authorizer): RegistryPing {
  const authentication = authorizer.scheme;
  return { authentication, anonymous: authentication === 'none' || !authorizer.hasCredential };
}

/** A credential must not follow a reference to another registry, and a name must not change the path of a request. */
function checkedReference(reference: ImageReference, { host }: RegistrySite): ImageReference {
  checkedRepository(reference.repository, host);
  if (reference.tag === undefined || isTag(reference.tag)) return reference;
  throw new RegistryError('registry/invalid-reference', `"${reference.tag.slice(0, 300)}" is no tag`);
}

function checkedRepository(repository: string, host: string): string {
  if (isRepositoryName(repository)) return repository;
  const message = `"${repository.slice(0, 300)}" is no repository of ${host}: lower-case words joined by /`;
  throw new RegistryError('registry/invalid-reference', message);
}
