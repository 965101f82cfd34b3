/**
 * Signing in to registries, listing them, fetching manifests and blobs. Read `registry-client.ts` first; `registry-vendor.ts` says what a type of
 * registry is.
 */

export type { IdentityTokenCredential, PasswordCredential, RegistryCredential } from './auth/registry-credential.ts';
export { selectCredential } from './auth/select-credential.ts';
export { readCredentialValues } from './credential-values.ts';
export type { DocumentCache } from './documents/document-cache.ts';
export { checkNetworks } from './http/address-rules.ts';
export type { RetryPolicy } from './http/retry.ts';
export type { ListedRepository, ListedTag, ListingProblem } from './listing-facts.ts';
export type { FetchedManifest, ManifestHead } from './manifests.ts';
export {
  afterNews,
  type BucketKey,
  createMemoryBuckets,
  type RateBuckets,
  type RateNews,
} from './rates/rate-buckets.ts';
export {
  isCountingPulls,
  type Lease,
  type PullBudget,
  type RequestRate,
  rateRules,
  speedAt,
} from './rates/request-rate.ts';
export type { ReferrerSubject } from './referrers/list-referrers.ts';
export type { ReferrerDocument } from './referrers/read-referrer.ts';
export type { Referrer } from './referrers/referrer.ts';
export {
  createRegistryClient,
  type ListingOptions,
  type RegistryClient,
  type RegistryClientOptions,
  type RegistryPing,
  type RequestOptions,
} from './registry-client.ts';
export type { RegistryConnection } from './registry-connection.ts';
export { RegistryError, type RegistryErrorCode } from './registry-error.ts';
export type {
  CredentialField,
  CredentialValues,
  RegistryVendor,
  SignInContext,
  VendorListing,
} from './registry-vendor.ts';
export { findRegistryVendor, type RegistryVendorName, registryVendors } from './registry-vendors.ts';
export type { Workload } from './workload.ts';
