import type { Secret } from '#core/secret.ts';
import type { RegistryCredential } from './auth/registry-credential.ts';
import type { VendorHttp } from './http/vendor-http.ts';
import type { ListedRepository, ListedTag, ListingProblem } from './listing-facts.ts';
import type { Workload } from './workload.ts';

/** A field of a vendor's credential form: the API validates by it and the UI draws it. */
export interface CredentialField {
  readonly name: string;
  readonly label: string;
  /** Shown as dots, and never given back. */
  readonly secret?: boolean;
  /** May have several lines, as key files do. */
  readonly multiline?: boolean;
  /** Is `yes` or left out, and drawn as a switch. */
  readonly toggle?: boolean;
  readonly optional?: boolean;
  readonly help: string;
}

/** The filled-in form, by field name. All values are secrets, so that none is shown by mistake. */
export type CredentialValues = Readonly<Record<string, Secret>>;

export interface SignInContext {
  /** The registry, as references name it. */
  readonly host: string;
  /** The one that the form was filled in for: another only where the vendor's `covers` says so of `host`. */
  readonly home: string;
  readonly http: VendorHttp;
  /** The identity of this machine, for sign-ins that the administrator told to use it. */
  readonly workload?: Workload | undefined;
  /** Milliseconds since 1970. */
  readonly now: () => number;
  readonly signal: AbortSignal;
}

export interface VendorListing extends SignInContext {
  readonly values: CredentialValues;
  /**
   * Items of all pages of a listing of the registry itself, signed in to as for images; `path` begins with `/`, and pages
   * are linked by `Link`.
   */
  readonly fromRegistry: <Item>(
    path: string,
    request: { readonly scope: string; readonly what: string },
    itemsOf: (body: unknown) => readonly Item[],
  ) => AsyncIterable<Item>;
  /** What the registry itself lists, as the distribution specification says. */
  readonly standardRepositories: () => AsyncIterable<ListedRepository>;
  readonly standardTags: (repository: string) => AsyncIterable<ListedTag>;
  /** Notes what is left out of the listing, which goes on. */
  readonly problem: (problem: ListingProblem) => void;
}

/** What differs from one kind of registry to the next. Add one: a folder under `vendors/` and a line in `registry-vendors.ts`. */
export interface RegistryVendor {
  readonly name: string;
  readonly displayName: string;
  /** None filled in means anonymous. */
  readonly credentials: readonly CredentialField[];
  /** What is wrong with a filled-in form as such, before anything is sent: `give a region`. */
  readonly checkCredential?: (values: CredentialValues) => string | undefined;
  /** Tells whether a registry host (`host[:port]`, lower case) is one of this vendor's. */
  recognises(host: string): boolean;
  /** The host that serves the registry, where that is not the name that references use. */
  readonly apiHost?: (host: string) => string;
  /** Tells whether `host[:port]` serves this vendor's own API for that registry: nothing else gets its credentials. */
  readonly isApiHost?: (
    host: string,
    registry: { readonly host: string; readonly values: CredentialValues },
  ) => boolean;
  /**
   * Tells whether a form that stands for several registries, as those of an organisation do, stands for that host as well.
   * Such listings name the `host` of each repository.
   */
  readonly covers?: (host: string, registry: { readonly host: string; readonly values: CredentialValues }) => boolean;
  /**
   * Turns the filled-in form into what the registry takes; undefined for anonymous. Called at first use, and again before
   * `expiresAt` of what it gave. Throws a `RegistryError`.
   */
  signIn(values: CredentialValues, context: SignInContext): Promise<RegistryCredential | undefined>;
  /** In place of the standard catalogue. */
  readonly listRepositories?: (listing: VendorListing) => AsyncIterable<ListedRepository>;
  /** In place of the standard tag list. */
  readonly listTags?: (repository: string, listing: VendorListing) => AsyncIterable<ListedTag>;
}
