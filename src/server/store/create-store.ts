import { type Kysely, sql } from 'kysely';
import { shareReads } from '#core/share-reads.ts';
import type { LayerCache } from '#engine/catalog/index.ts';
import type { CredentialCipher } from './credential-cipher.ts';
import { compareImages } from './read-models/compare-images.ts';
import { completeReference } from './read-models/complete-reference.ts';
import { dashboard } from './read-models/dashboard.ts';
import { exportFindings } from './read-models/export-findings.ts';
import { findPackage } from './read-models/find-package.ts';
import { findVulnerability, listVulnerableRepositories } from './read-models/find-vulnerability.ts';
import { findingEvents, imagesOfEvent } from './read-models/finding-events.ts';
import { imageChanges } from './read-models/image-changes.ts';
import type { ImageFilter } from './read-models/image-filter.ts';
import type { SupportDates } from './read-models/image-lifecycles.ts';
import { imageOverview } from './read-models/image-overview.ts';
import { imagePlatforms } from './read-models/image-platforms.ts';
import { imageRebuilds } from './read-models/image-rebuilds.ts';
import { imageRecommendations } from './read-models/image-recommendations.ts';
import { imageMatches, imageReport } from './read-models/image-report.ts';
import { imageVerdicts } from './read-models/image-verdicts.ts';
import { imageViolations, type ViolationsPage } from './read-models/image-violations.ts';
import { imageVulnerability } from './read-models/image-vulnerability.ts';
import { type FindingFilter, listImageFindings } from './read-models/list-image-findings.ts';
import { listImagePackages, type PackageFilter } from './read-models/list-image-packages.ts';
import { exportImages, type ImageListing, listImages } from './read-models/list-images.ts';
import { listRepositories, type RepositoryListing } from './read-models/list-repositories.ts';
import { listRolledUp } from './read-models/list-rolled-up.ts';
import { searchAll } from './read-models/search-all.ts';
import { failingCounts, queueCounts, registryCounts, uploadedArchives } from './read-models/service-counts.ts';
import { simulatePolicy } from './read-models/simulate-policy.ts';
import { runTransaction } from './run-transaction.ts';
import type { Tables } from './schema.ts';
import { type AccountStore, createAccountStore } from './stores/account-store.ts';
import { type AdvisoryStateStore, createAdvisoryStateStore } from './stores/advisory-state-store.ts';
import { type ArtifactStore, createArtifactStore } from './stores/artifact-store.ts';
import { createDocumentStore, type DocumentStore } from './stores/document-store.ts';
import { createExceptionStore, type ExceptionStore } from './stores/exception-store.ts';
import { createImageStore, type ImageStore } from './stores/image-store.ts';
import { createJudgingStore, type JudgingStore } from './stores/judging-store.ts';
import { createLayerStore } from './stores/layer-store.ts';
import { createManifestStore, type ManifestStore } from './stores/manifest-store.ts';
import { createMatchStore, type MatchStore } from './stores/match-store.ts';
import { createPolicyStore, type PolicyStore } from './stores/policy-store.ts';
import { createPushStore, type PushStore } from './stores/push-store.ts';
import { createRateStore, type RateStore } from './stores/rate-store.ts';
import { createReferrerStore, type ReferrerStore } from './stores/referrer-store.ts';
import { createRegistryStore, type RegistryStore } from './stores/registry-store.ts';
import { createRunOutcomeStore, type RunOutcomeStore } from './stores/run-outcome-store.ts';
import { createRunStore, type RunStore } from './stores/run-store.ts';
import { createRunTagStore, type RunTagStore } from './stores/run-tag-store.ts';
import { createScanFailureStore, type ScanFailureStore } from './stores/scan-failure-store.ts';
import { createScanStore, type ScanStore } from './stores/scan-store.ts';
import { createSettingStore, type SettingStore } from './stores/setting-store.ts';
import { createStatementStore, type StatementStore } from './stores/statement-store.ts';
import { createTagStore, type TagStore } from './stores/tag-store.ts';
import { createTokenStore, type TokenStore } from './stores/token-store.ts';
import { createTrendStore, type TrendStore } from './stores/trend-store.ts';
import { createViewStore, type ViewStore } from './stores/view-store.ts';

/** All that the service remembers: stores to write, views to read, one for each screen. */
export interface Store {
  readonly accounts: AccountStore;
  readonly advisories: AdvisoryStateStore;
  readonly artifacts: ArtifactStore;
  readonly documents: DocumentStore;
  readonly exceptions: ExceptionStore;
  readonly images: ImageStore;
  readonly judging: JudgingStore;
  readonly layers: LayerCache;
  readonly manifests: ManifestStore;
  readonly matching: MatchStore;
  readonly policies: PolicyStore;
  readonly pushes: PushStore;
  readonly rates: RateStore;
  readonly referrers: ReferrerStore;
  readonly registries: RegistryStore;
  readonly runs: RunStore;
  readonly runOutcomes: RunOutcomeStore;
  readonly runTags: RunTagStore;
  readonly savedViews: ViewStore;
  readonly scans: ScanStore;
  readonly settings: SettingStore;
  readonly scanFailures: ScanFailureStore;
  readonly statements: StatementStore;
  readonly tags: TagStore;
  readonly tokens: TokenStore;
  readonly trends: TrendStore;
  readonly views: ReturnType<typeof createViews>;
  /** Runs writes of several stores and of the queue in one transaction; `write` begins anew where that and another one waited for each other. */
  transaction<T>(write: (within: Kysely<Tables>) => Promise<T>): Promise<T>;
  /** Throws where the database cannot be asked. */
  ping(): Promise<void>;
}

export interface StoreOptions {
  /** Repositories whose images are bases before all others; `*` stands for any characters. */
  readonly baseRepositories: readonly string[];
}

/** Stores and views over an open database. */
export function createStore(
  db: Kysely<Tables>,
  cipher: CredentialCipher,
  options: StoreOptions = { baseRepositories: [] },
): Store {
  return {
    accounts: createAccountStore(db),
    advisories: createAdvisoryStateStore(db),
    artifacts: createArtifactStore(db),
    documents: createDocumentStore(db),
    exceptions: createExceptionStore(db),
    images: createImageStore(db, options),
    judging: createJudgingStore(db),
    layers: createLayerStore(db),
    manifests: createManifestStore(db),
    matching: createMatchStore(db),
    policies: createPolicyStore(db),
    pushes: createPushStore(db),
    rates: createRateStore(db),
    referrers: createReferrerStore(db),
    registries: createRegistryStore(db, cipher),
    runs: createRunStore(db),
    runOutcomes: createRunOutcomeStore(db),
    runTags: createRunTagStore(db),
    savedViews: createViewStore(db),
    scans: createScanStore(db),
    settings: createSettingStore(db),
    scanFailures: createScanFailureStore(db),
    statements: createStatementStore(db),
    tags: createTagStore(db),
    tokens: createTokenStore(db),
    trends: createTrendStore(db),
    views: createViews(db),
    transaction: (write) => runTransaction(db, write),
    ping: async () => void (await sql`select 1`.execute(db)),
  };
}

function createViews(db: Kysely<Tables>) {
  return {
    listImages: ({ rolledUp, ...listing }: ImageListing & { readonly rolledUp?: boolean }) =>
      rolledUp === true ? listRolledUp(db, listing) : listImages(db, listing),
    listRepositories: (listing: RepositoryListing) => listRepositories(db, listing),
    exportImages: (listing: Parameters<typeof exportImages>[1]) => exportImages(db, listing),
    exportFindings: (filter: ImageFilter) => exportFindings(db, filter),
    imageOverview: (digest: string, now: Date, support?: SupportDates) => imageOverview(db, digest, now, support),
    imageReport: (digest: string, about: Parameters<typeof imageReport>[2]) => imageReport(db, digest, about),
    imagePlatforms: (digest: string, repository: string | undefined) => imagePlatforms(db, digest, repository),
    imageChanges: (digest: string, now: Date) => imageChanges(db, digest, now),
    imageRebuilds: (digest: string) => imageRebuilds(db, digest),
    imageRecommendations: (digest: string, database: Parameters<typeof imageRecommendations>[2]) =>
      imageRecommendations(db, digest, database),
    imageVerdicts: (digest: string, repository: string | undefined) => imageVerdicts(db, digest, repository),
    imageViolations: (digest: string, page: ViolationsPage) => imageViolations(db, digest, page),
    imageMatches: (digest: string) => imageMatches(db, digest),
    imageVulnerability: (digest: string, id: string) => imageVulnerability(db, digest, id),
    listImageFindings: (digest: string, filter: FindingFilter) => listImageFindings(db, digest, filter),
    listImagePackages: (digest: string, filter: PackageFilter) => listImagePackages(db, digest, filter),
    findingEvents: (part: Parameters<typeof findingEvents>[1]) => findingEvents(db, part),
    imagesOfEvent: (eventId: number) => imagesOfEvent(db, eventId),
    findVulnerability: (name: string) => findVulnerability(db, name),
    listVulnerableRepositories: (name: string, page: Parameters<typeof listVulnerableRepositories>[2]) =>
      listVulnerableRepositories(db, name, page),
    findPackage: (type: string, name: string) => findPackage(db, type, name),
    compareImages: (from: string, to: string) => compareImages(db, from, to),
    searchAll: (q: string) => searchAll(db, q),
    completeReference: (beginning: string) => completeReference(db, beginning),
    dashboard: (since: Date | undefined, now: Date) => dashboard(db, since, now),
    queueCounts: () => queueCounts(db),
    registryCounts: shareReads(() => registryCounts(db)),
    simulatePolicy: (policy: Parameters<typeof simulatePolicy>[1], now: Date) => simulatePolicy(db, policy, now),
    failingCounts: shareReads(() => failingCounts(db)),
    uploadedArchives: () => uploadedArchives(db),
  };
}
