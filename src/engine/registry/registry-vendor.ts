import type { Secret } from '#core/secret.ts';
import type { RegistryCredential } from './auth/registry-credential.ts';

/** A field of a vendor's credential form: the API validates by it and the UI draws it. */
export interface CredentialField {
  readonly name: string;
  readonly label: string;
  /** Shown as dots, and never given back. */
  readonly secret?: boolean;
  readonly optional?: boolean;
  readonly help: string;
}

/** The filled-in form, by field name. All values are secrets, so that none is shown by mistake. */
export type CredentialValues = Readonly<Record<string, Secret>>;

export interface SignInContext {
  readonly host: string;
  readonly signal: AbortSignal;
}

export interface VendorListing {
  readonly host: string;
  readonly signal: AbortSignal;
  /** What the registry itself lists, as the distribution specification says. */
  readonly standard: () => AsyncIterable<string>;
}

/** What differs from one kind of registry to the next. Add one: a folder under `vendors/` and a line in `registry-vendors.ts`. */
export interface RegistryVendor {
  readonly name: string;
  readonly displayName: string;
  /** None filled in means anonymous. */
  readonly credentials: readonly CredentialField[];
  /** Tells whether a registry host (`host[:port]`, lower case) is one of this vendor's. */
  recognises(host: string): boolean;
  /** The host that serves the API, where that is not the name that references use. */
  readonly apiHost?: (host: string) => string;
  /** Turns the filled-in form into what the registry takes; undefined for anonymous. Throws a `RegistryError`. */
  signIn(values: CredentialValues, context: SignInContext): Promise<RegistryCredential | undefined>;
  /** In place of the standard catalogue. */
  readonly listRepositories?: (listing: VendorListing) => AsyncIterable<string>;
  /** In place of the standard tag list. */
  readonly listTags?: (repository: string, listing: VendorListing) => AsyncIterable<string>;
}
