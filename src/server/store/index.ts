/** All that the service keeps, in PostgreSQL: `stores/` write, `read-models/` answer for screens. Read `create-store.ts` first. */

export { type Change, type ChangeFeed, watchChanges } from './change-feed.ts';
export { createStore, type Store, type StoreOptions } from './create-store.ts';
export {
  type CredentialCipher,
  createCredentialCipher,
  parseEncryptionKey,
  readOrMakeKeyFile,
} from './credential-cipher.ts';
export { type Database, type DatabaseConnection, openDatabase } from './database.ts';
export { createDatabaseTurns } from './database-turns.ts';
export { type EmbeddedPostgres, startEmbeddedPostgres } from './embedded-postgres/index.ts';
export type { SubjectMatcher, SubjectName, SubjectResult } from './inventory/subject-matcher.ts';
export { migrate } from './migrate.ts';
export { imageSorts } from './read-models/image-orders.ts';
export { repositorySorts } from './read-models/list-repositories.ts';
export { listedOutcomes } from './read-models/listed-policies.ts';
export { ruleWords } from './read-models/rule-words.ts';
export type { AdvisoryProgress, RunSummaryRow, ScanProgressRow, Tables } from './schema.ts';
export { StoreError, type StoreErrorCode } from './store-error.ts';
export type { Account, SignedIn } from './stores/account-store.ts';
export type { AdvisoryState } from './stores/advisory-state-store.ts';
export type { StoredException } from './stores/exception-store.ts';
export type { FailureCount } from './stores/failed-scans.ts';
export type { ScannedImage } from './stores/image-store.ts';
export type { ManifestFacts } from './stores/manifest-store.ts';
export type { ComparingState } from './stores/match-store.ts';
export type { PolicySettings, StoredPolicy } from './stores/policy-store.ts';
export { createRateStore, type KnownRate, type RateStore } from './stores/rate-store.ts';
export type { RegistrySettings, StoredRegistry } from './stores/registry-store.ts';
export type { StoredRun } from './stores/run-store.ts';
export type { RunTag } from './stores/run-tag-store.ts';
export type { StoredScan } from './stores/scan-store.ts';
export { attachedIn } from './stores/statement-store.ts';
export type { StoredToken, TokenScope } from './stores/token-store.ts';
export type { StoredView } from './stores/view-store.ts';
