import type { ColumnType, Generated } from 'kysely';
import type { ArtifactKind } from '#core/artifact-kind.ts';
import type { WantedPlatforms } from '#core/platform.ts';
import type { DropRule, RegistryFilters, TagImage } from '#core/registry-filters.ts';
import type { PlatformImage } from '#engine/image/index.ts';
import type { RunSummaryRow } from './column-values.ts';

/** A jsonb column: read as its value, written as JSON text. */
export type JsonColumn<T> = ColumnType<T, string, string>;
/** A point in time. */
export type Time = ColumnType<Date, Date | string, Date | string>;

/** Where a run stands. */
export type RunState = 'queued' | 'listing' | 'scanning' | 'done' | 'failed' | 'cancelled';

/** Tables of what registries were found to hold, and of how they were asked. */
export interface ListingTables {
  run: {
    id: string;
    registry_id: string;
    state: RunState;
    repositories: Generated<number>;
    found: Generated<number>;
    dropped: Generated<number>;
    /** Of those found, what is known to be no image from listing alone. */
    artifacts: Generated<number>;
    waiting_until: Time | null;
    /** A dry run lists and decides, and scans nothing. */
    dry_run: Generated<boolean>;
    /** What it filters by in place of what the registry's settings say. */
    filters: JsonColumn<Partial<RegistryFilters>> | null;
    /** Likewise. */
    platforms: JsonColumn<WantedPlatforms> | null;
    summary: JsonColumn<RunSummaryRow> | null;
    message: string | null;
    created_at: Generated<Date>;
    finished_at: Time | null;
  };
  run_tag: {
    run_id: string;
    repository: string;
    tag: string;
    rule: DropRule | null;
    reason: string | null;
    digest: string | null;
    size: number | null;
    dated_at: Time | null;
    kind: ArtifactKind | null;
    media_type: string | null;
    /** Null where nobody asked of which platforms it has images. */
    platforms: JsonColumn<readonly TagImage[]> | null;
  };
  /** A token bucket of requests, see `createRateStore`; times of 1970 for what has not happened. */
  registry_rate: {
    registry: string;
    account: string;
    host: string;
    per_second: number | null;
    since: Time;
    tokens: Generated<number>;
    filled_at: Time;
    waiting_until: Time;
    refusals: Generated<number>;
    refused_at: Time;
    status: number | null;
    pulls_left: number | null;
    pulls_limit: number | null;
    pulls_window_seconds: number | null;
    pulls_heard_at: Time | null;
    pulls_granted_at: Time | null;
    updated_at: Generated<Date>;
  };
  referrer: {
    /** `host/name`. */
    repository: string;
    /** Digest of the manifest that it is attached to. */
    subject: string;
    digest: string;
    kind: ArtifactKind;
    media_type: string;
    artifact_type: string | null;
    size: number;
    predicate_types: string[];
    found_by: 'referrers-api' | 'referrers-tag' | 'cosign-tag' | 'index';
    seen_at: Generated<Date>;
  };
  referrer_look: {
    repository: string;
    subject: string;
    target: string;
    tags: string[];
    looked_at: Time;
    /** The run that looked last, if it was one. */
    run_id: string | null;
  };
  /** A tag that names no image any more; the image is the last that it named. */
  gone_tag: {
    repository_id: number;
    name: string;
    platform: string;
    image_id: number;
    target_digest: string;
    scanned_at: Time;
    previous_image_id: number | null;
    moved_at: Time | null;
    gone_since: Time;
    /** What it names instead; null where it is gone. */
    artifact_kind: ArtifactKind | null;
  };
  /** A manifest, index or configuration of an image, as stored. */
  registry_document: { digest: string; bytes: Buffer; kept_at: Generated<Date> };
  /** The images of an index, which never change; none of what is no index. `left` are those past the limit. */
  manifest_platforms: { digest: string; images: JsonColumn<readonly PlatformImage[]>; left: Generated<number> };
  /** `kind` and `media_type` are null for an image; `platform` is where it is not known, too. */
  manifest_fact: {
    digest: string;
    created_at: Time | null;
    size: number | null;
    kind: ArtifactKind | null;
    media_type: string | null;
    platform: string | null;
  };
  /** What a tag names that is no image; `repository` is `host/name`. */
  artifact: {
    registry_id: string;
    repository: string;
    tag: string;
    kind: ArtifactKind;
    media_type: string;
    digest: string | null;
    seen_at: Time;
  };
}
