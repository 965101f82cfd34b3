import type { Generated, GeneratedAlways } from 'kysely';
import type { ExploitSignal, Fix } from '#core/advisory.ts';
import type { ArtifactKind } from '#core/artifact-kind.ts';
import type { ImageReading } from '#core/coverage.ts';
import type { Distro } from '#core/distro.ts';
import type { Finding, HiddenReason, MatchEvidence, Suppression } from '#core/finding.ts';
import type { ImageConfig, Layer } from '#core/image.ts';
import type { PackageDetails, PackageOrigin } from '#core/package.ts';
import type { ScanProblem } from '#core/problem.ts';
import type { RegistryFilters } from '#core/registry-filters.ts';
import type { ScanSchedule } from '#core/scan-schedule.ts';
import type { SecretFinding } from '#core/secret-finding.ts';
import type { Severity, SeverityRating } from '#core/severity.ts';
import type { AdvisoryProgress, ScanProgressRow, ScanUploadRow } from './column-values.ts';
import type { ExceptionTables } from './exception-schema.ts';
import type { JsonColumn, ListingTables, Time } from './listing-schema.ts';
import type { PolicyTables } from './policy-schema.ts';

export type { AdvisoryProgress, RunSummaryRow, ScanProgressRow, ScanUploadRow } from './column-values.ts';
export type { RunState } from './listing-schema.ts';

import type { VexProduct, VexStatus } from '#engine/vex/index.ts';

/** Counts that packages, package sets and images all carry. */
export interface TotalsColumns {
  critical: Generated<number>;
  high: Generated<number>;
  medium: Generated<number>;
  low: Generated<number>;
  negligible: Generated<number>;
  unknown: Generated<number>;
  fixable: Generated<number>;
  exploitable: Generated<number>;
  known_exploited: Generated<number>;
  /** Packages with a finding. */
  vulnerable: Generated<number>;
  /** Packages that could not be looked up. */
  uncovered: Generated<number>;
  risk_sum: Generated<number>;
  risk_max: Generated<number>;
  /** See `epssStep`. */
  epss_max: Generated<number>;
  /** Findings that are counted in none of the others. */
  hidden: Generated<number>;
  suppressed: Generated<number>;
}

/** The tables of the application database; the migrations say more. */
export interface Tables extends ListingTables, PolicyTables, ExceptionTables {
  account: {
    id: string;
    username: string;
    password_hash: string;
    role: 'administrator' | 'reader';
    created_at: Generated<Date>;
    visited_at: Generated<Date | null>;
    previous_visit_at: Generated<Date | null>;
  };
  session: { token_hash: Buffer; account_id: string; created_at: Generated<Date>; expires_at: Time };
  api_token: {
    id: string;
    account_id: string;
    name: string;
    token_hash: Buffer;
    scope: 'read' | 'scan' | 'admin';
    created_at: Time;
    expires_at: Time;
    last_used_at: Time | null;
  };
  registry: {
    id: string;
    /** What is no registry is the one place of uploaded archives: it has a name and repositories, and no settings. */
    kind: Generated<'registry' | 'uploads'>;
    name: string;
    path: string;
    type: string;
    credential: Buffer | null;
    username: string | null;
    skip_tls_verify: boolean;
    plain_http: boolean;
    ca: string | null;
    /** Whether VEX documents that are attached to its images are applied. */
    trusts_vex: Generated<boolean>;
    repositories: string[];
    /** Members that are absent are the default's. */
    filters: JsonColumn<Partial<RegistryFilters>>;
    schedule: JsonColumn<Partial<ScanSchedule>>;
    /** Of which platforms images are scanned; none for one each, as pulling chooses it. */
    platforms: string[];
    all_platforms: Generated<boolean>;
    /** Sealed; null where it has no hook. */
    hook_secret: Buffer | null;
    /** Null where it has yet to be worked out. */
    next_run_at: Time | null;
    created_at: Generated<Date>;
    updated_at: Generated<Date>;
  };
  /** `missing_since`: since when runs do not find it any more. */
  repository: {
    id: GeneratedAlways<number>;
    registry_id: string;
    name: string;
    /** The name in small letters. */
    search: GeneratedAlways<string>;
    missing_since: Generated<Date | null>;
  };
  layer: { digest: string; catalogers: string[]; analysis: Buffer; created_at: Generated<Date> };
  image: {
    id: GeneratedAlways<number>;
    digest: string;
    reference: string;
    manifest_digest: string;
    media_type: string;
    platform: string;
    distro: JsonColumn<Distro> | null;
    config: JsonColumn<ImageConfig>;
    layers: JsonColumn<Layer[]>;
    size: number;
    problems: JsonColumn<ScanProblem[]>;
    secrets: JsonColumn<SecretFinding[]>;
    /** Null for images stored before it was kept. */
    reading: JsonColumn<ImageReading> | null;
    catalogers: string;
    /** OCI's ChainID of all its layers. */
    chain: Generated<Buffer | null>;
    base_image_id: Generated<number | null>;
    base_layers: Generated<number>;
    /** Whether the base is of a repository that the operator named for it. */
    base_named: Generated<boolean>;
    /** The last day on which its distro is supported; null where that is not known. */
    supported_until: Generated<string | null>;
    scanned_at: Time;
  };
  layer_chain: { id: Buffer; parent: Buffer | null; depth: number };
  repository_image: {
    repository_id: number;
    image_id: number;
    manifest_digest: string;
    by_digest: boolean;
    scanned_at: Time;
    /** What it can be found by, in small letters; triggers keep it. */
    search: GeneratedAlways<string>;
  };
  tag: {
    repository_id: number;
    name: string;
    platform: string;
    image_id: number;
    target_digest: string;
    scanned_at: Time;
    /** The image that it named before, and since when it names the present one; null where it has named no other. */
    previous_image_id: Generated<number | null>;
    moved_at: Generated<Date | null>;
  };
  /** When a tag was last pushed, as its registry tells; `repository` is `host/name`. */
  push: { registry_id: string; repository: string; tag: string; digest: string | null; pushed_at: Time };
  package: TotalsColumns & {
    id: GeneratedAlways<number>;
    key: Buffer;
    ecosystem: string;
    release: string | null;
    type: string;
    name: string;
    version: string;
    purl: string;
    architecture: string | null;
    source_name: string | null;
    source_version: string | null;
    licenses: string[];
    found_by: string[];
    details: JsonColumn<PackageDetails> | null;
    /** purl of the system package that it is part of. */
    owner: string | null;
    /** Null for what is installed. */
    origin: PackageOrigin | null;
    /** The advisory build that it was last matched with. Later ones that changed nothing for it are not noted. */
    matched_build: number | null;
    /** Digest of what was stored of that match. */
    matched_hash: Buffer | null;
    /** Digest of what the advisory database said when it was matched. */
    inputs: Buffer | null;
    problems: JsonColumn<ScanProblem[]>;
  };
  package_set: TotalsColumns & { id: GeneratedAlways<number>; key: Buffer; packages: number };
  package_set_member: { set_id: number; package_id: number; paths: string[] };
  image_package_set: { image_id: number; position: number; set_id: number };
  image_package_exception: {
    image_id: number;
    position: number;
    package_id: number;
    gone_paths: string[];
    reason: ExceptionReason;
    /** Index of the layer that removed it, at the position that brought it last, where it is not in the finished image at all. */
    removed_at: number | null;
  };
  image_totals: TotalsColumns & {
    image_id: number;
    packages: number;
    risk_score: number;
    coverage: Coverage;
    rank: GeneratedAlways<number[]>;
  };
  vulnerability: {
    id: string;
    epss: number | null;
    epss_percentile: number | null;
    known_exploited: boolean;
    public_exploits: number;
    exploit: JsonColumn<ExploitSignal> | null;
    /** Digests of the exploit signals, and of all else that matching heeds, as last compared; null where they are to be compared again. */
    signal_hash: Buffer | null;
    facts_hash: Buffer | null;
  };
  package_vulnerability: {
    package_id: number;
    vulnerability_id: string;
    aliases: string[];
    summary: string;
    published: Time | null;
    severity: Severity;
    severity_rank: number;
    cvss_score: number | null;
    fix: JsonColumn<Fix>;
    fixable: boolean;
    exploitable: boolean;
    known_exploited: boolean;
    risk: number;
    epss: Generated<number>;
    /** In the usual order, whatever order the service is set to. */
    scores: JsonColumn<SeverityRating[]>;
    evidence: JsonColumn<MatchEvidence[]>;
    hidden: HiddenReason | null;
    confidence: NonNullable<Finding['confidence']> | null;
    /** Why it does not count in any image, unless `image_suppression` says otherwise. */
    suppression: JsonColumn<Suppression> | null;
    /** Digest of what the advisories said: of all columns but those that follow from exploit signals and settings. */
    hash: Buffer | null;
  };
  vex_document: {
    name: string;
    format: string;
    /** Of its bytes. */
    digest: string;
    size: number;
    uploaded_by: string;
    uploaded_at: Time;
  };
  vex_statement: {
    /** Those of documents that came later have larger ones. */
    id: GeneratedAlways<number>;
    document: string;
    statement_id: string;
    vulnerabilities: string[];
    status: VexStatus;
    justification: string | null;
    notes: string | null;
    stated_at: string | null;
    products: JsonColumn<VexProduct[]>;
    /** An image that it may be on bears one of them: see `imageKeys`. */
    image_keys: string[];
  };
  /** Statements that may be on an image itself, by its names. */
  image_statement: { image_id: number; statement_id: number };
  /** What is decided of a finding in one image alone: why it is suppressed there, or null where it counts there. */
  image_suppression: {
    image_id: number;
    package_id: number;
    vulnerability_id: string;
    suppression: JsonColumn<Suppression> | null;
  };
  /** Settings of the whole service, one row each. */
  setting: { name: string; value: JsonColumn<unknown> };
  package_to_rate: { package_id: number };
  package_to_match: { package_id: number };
  package_set_to_count: { set_id: number };
  image_to_count: { image_id: number };
  repository_to_decide: { repository_id: number; after_image: Generated<number> };
  finding_event: {
    id: GeneratedAlways<number>;
    kind: FindingEventKind;
    package_id: number;
    vulnerability_id: string;
    severity: Severity;
    previous_severity: Severity | null;
    build: number;
    recorded_at: Generated<Date>;
  };
  advisory_build: { id: number; revision: number; first_used_at: Generated<Date> };
  saved_view: {
    id: string;
    account_id: string;
    screen: string;
    name: string;
    query: JsonColumn<Record<string, string>>;
    columns: string[];
    is_default: Generated<boolean>;
    created_at: Generated<Date>;
  };
  scan: {
    id: string;
    sequence: GeneratedAlways<number>;
    reference: string;
    registry_id: string | null;
    run_id: string | null;
    platform: Generated<string>;
    state: ScanState;
    progress: JsonColumn<ScanProgressRow> | null;
    image_id: number | null;
    unchanged: boolean | null;
    artifact_kind: ArtifactKind | null;
    artifact_media_type: string | null;
    code: string | null;
    message: string | null;
    /** What was uploaded to be scanned; null for an image in a registry. */
    upload: JsonColumn<ScanUploadRow> | null;
    attempts: Generated<number>;
    created_at: Generated<Date>;
    started_at: Time | null;
    finished_at: Time | null;
  };
  advisory_state: {
    id: Generated<boolean>;
    updating: Generated<boolean>;
    progress: JsonColumn<AdvisoryProgress> | null;
    error: string | null;
    revision: number | null;
    built_at: Time | null;
    /** The build that all packages but those in `package_to_match` are known to be right for, and the program that matched them. */
    build: number | null;
    program: string | null;
    /** The build that packages are being matched with. */
    target_build: number | null;
    matching: JsonColumn<{ done: number; total: number }> | null;
    heartbeat_at: Time | null;
  };
}

/** Why a member of a package set does not count in an image; `moved` ones do, at other places. */
export type ExceptionReason = 'removed' | 'replaced' | 'duplicate' | 'moved';
/** What became of a finding: `exploited` means that it is now known to be attacked. */
export type FindingEventKind = 'new' | 'gone' | 'severity' | 'exploited';
export type Coverage = 'complete' | 'partial' | 'unknown';
export type ScanState = 'queued' | 'running' | 'done' | 'failed' | 'cancelled';
