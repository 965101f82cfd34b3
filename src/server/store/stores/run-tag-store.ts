import { type Kysely, type Selectable, sql } from 'kysely';
import type { Artifact } from '#core/artifact-kind.ts';
import type { ImageReference } from '#core/image-reference.ts';
import type { DropRule, TagImage } from '#core/registry-filters.ts';
import { keyset, type Page, pageOf } from '../read-models/keyset.ts';
import type { RunSummaryRow, Tables } from '../schema.ts';
import { cleanText, toJson } from '../to-json.ts';

/** What a run decided on a tag; no `rule` means that it is kept. */
export interface RunTag {
  /** Path below the registry's host, or with the host where that is another one that the registry stands for. */
  readonly repository: string;
  /** Undefined for a repository that was dropped as a whole. */
  readonly tag: string | undefined;
  readonly rule: DropRule | undefined;
  readonly reason: string | undefined;
  readonly digest: string | undefined;
  readonly size: number | undefined;
  /** When it was pushed, or else made. */
  readonly date: Date | undefined;
  /** What it names instead of an image. */
  readonly artifact?: Artifact | undefined;
  /** Its images of the platforms that are wanted; undefined where nobody asked. */
  readonly images?: readonly TagImage[] | undefined;
}

export interface RunTagFilter {
  readonly outcome?: DropRule | 'kept' | undefined;
  readonly q?: string | undefined;
  readonly cursor?: string | undefined;
  readonly limit: number;
}

/** What runs, dry ones too, decided on each tag they found. */
export interface RunTagStore {
  /** Writes down decisions; those of a listing that starts over replace the earlier ones. */
  record(runId: string, decisions: readonly RunTag[]): Promise<void>;
  /** What was decided on a repository, as a run calls it; empty where nothing is yet. */
  ofRepository(runId: string, repository: string): Promise<readonly RunTag[]>;
  /** By repository and tag. */
  list(runId: string, filter: RunTagFilter): Promise<Page<RunTag>>;
  /** What a tag named when the run listed it, where that is known. */
  digestOf(runId: string, named: ImageReference): Promise<string | undefined>;
  /** The tags of a repository that stand for what is attached to these manifests, as far as the run has found any. */
  attached(
    runId: string,
    repository: Pick<ImageReference, 'registry' | 'repository'>,
    digests: readonly string[],
  ): Promise<ReadonlySet<string>>;
  /** Sums the decisions up and keeps the sums with the run. */
  summarise(runId: string): Promise<void>;
}

/** What cosign appends to the name of a manifest. */
const attachedSuffixes = ['.att', '.sbom', '.sig'] as const;
/** So many tags of each rule are named in a summary. */
const sampleTags = 5;

/** Decisions in the database. */
export function createRunTagStore(db: Kysely<Tables>): RunTagStore {
  return {
    record: async (runId, decisions) => {
      if (decisions.length === 0) return;
      const column = (of: (one: RunTag) => unknown) => decisions.map((one) => of(one) ?? null);
      await sql`
        insert into run_tag (run_id, repository, tag, rule, reason, digest, size, dated_at, kind, media_type, platforms)
        select distinct on (t.repository, t.tag) ${runId}, t.* from unnest(
          ${column(({ repository }) => cleanText(repository))}::text[], ${column(({ tag }) => tag ?? '')}::text[],
          ${column(({ rule }) => rule)}::text[], ${column(({ reason }) => reason)}::text[],
          ${column(({ digest }) => digest)}::text[], ${column(({ size }) => size)}::bigint[],
          ${column(({ date }) => date?.toISOString())}::timestamptz[], ${column(({ artifact }) => artifact?.kind)}::text[],
          ${column(({ artifact }) => artifact && cleanText(artifact.mediaType))}::text[],
          ${column(({ images }) => images && toJson(images))}::jsonb[])
          as t (repository, tag, rule, reason, digest, size, dated_at, kind, media_type, platforms)
        on conflict (run_id, repository, tag) do update set
          rule = excluded.rule, reason = excluded.reason, kind = excluded.kind, media_type = excluded.media_type, platforms = excluded.platforms, digest = excluded.digest, size = excluded.size, dated_at = excluded.dated_at`.execute(
        db,
      );
    },
    ofRepository: async (runId, repository) => {
      const query = db.selectFrom('run_tag').selectAll().where('run_id', '=', runId);
      return (await query.where('repository', '=', cleanText(repository)).orderBy('tag').execute()).map(toRunTag);
    },
    digestOf: async (runId, { registry, repository, tag = '' }) => {
      const query = db.selectFrom('run_tag').select(['repository', 'digest']).where('run_id', '=', runId);
      const onOther = `${registry}/${repository}`;
      const rows = await query.where('repository', 'in', [repository, onOther]).where('tag', '=', tag).execute();
      return (rows.find((row) => row.repository === onOther) ?? rows[0])?.digest ?? undefined;
    },
    attached: async (runId, { registry, repository }, digests) => {
      const names = digests.map((digest) => digest.replace(':', '-'));
      const tags = names.flatMap((name) => [name, ...attachedSuffixes.map((suffix) => `${name}${suffix}`)]);
      const query = db.selectFrom('run_tag').select('tag').where('run_id', '=', runId);
      const rows = await query
        .where('repository', 'in', [repository, `${registry}/${repository}`])
        .where('tag', 'in', tags)
        .execute();
      return new Set(rows.map(({ tag }) => tag));
    },
    list: (runId, filter) => listTags(db, runId, filter),
    summarise: async (runId) => {
      const summary = JSON.stringify(await summaryOf(db, runId));
      await db.updateTable('run').set({ summary }).where('id', '=', runId).execute();
    },
  };
}

async function listTags(db: Kysely<Tables>, runId: string, filter: RunTagFilter): Promise<Page<RunTag>> {
  const order = keyset([
    { of: sql`repository`, type: 'text' },
    { of: sql`tag`, type: 'text' },
  ]);
  let query = db
    .selectFrom('run_tag')
    .selectAll()
    .select(order.key.as('page_key'))
    .where('run_id', '=', runId)
    .where(order.after(filter.cursor));
  if (filter.outcome !== undefined) {
    query = query.where(sql`coalesce(rule, '')`, '=', filter.outcome === 'kept' ? '' : filter.outcome);
  }
  if (filter.q !== undefined) query = query.where(sql<boolean>`position(${filter.q} in repository || ':' || tag) > 0`);
  const rows = await query
    .orderBy('repository')
    .orderBy('tag')
    .limit(filter.limit + 1)
    .execute();
  return pageOf(rows, filter.limit, toRunTag);
}

function toRunTag(row: Selectable<Tables['run_tag']>): RunTag {
  return {
    repository: row.repository,
    tag: row.tag === '' ? undefined : row.tag,
    rule: row.rule ?? undefined,
    reason: row.reason ?? undefined,
    digest: row.digest ?? undefined,
    size: row.size ?? undefined,
    date: row.dated_at ?? undefined,
    artifact: row.kind === null ? undefined : { kind: row.kind, mediaType: row.media_type ?? '' },
    images: row.platforms ?? undefined,
  };
}

/** What is kept, image by image: a tag of which nobody asked the platforms counts as one. */
const keptImages = (runId: string) => sql`
  select repository, tag, digest, size, null as platform from run_tag where run_id = ${runId} and rule is null and platforms is null
  union all select repository, tag, i.digest, i.size, i.platform from run_tag
    cross join lateral jsonb_to_recordset(platforms) as i(platform text, digest text, size bigint)
    where run_id = ${runId} and rule is null and platforms is not null`;

async function summaryOf(db: Kysely<Tables>, runId: string): Promise<RunSummaryRow> {
  const kept = await sql<RunSummaryRow['kept']>`
    select count(distinct repository) as repositories, count(*) as tags, count(*) filter (where size is null) as "tagsOfUnknownSize",
      (select count(distinct digest) from (${keptImages(runId)}) i) as digests,
      coalesce((select sum(size)::bigint from (
        select distinct on (digest) size from (${keptImages(runId)}) i where digest is not null order by digest, size) d), 0) as bytes
    from run_tag where run_id = ${runId} and rule is null`.execute(db);
  const platforms = await sql<NonNullable<RunSummaryRow['kept']['platforms']>[number]>`
    select platform, count(*) as images, coalesce(sum(size)::bigint, 0) as bytes, count(*) filter (where size is null) as "imagesOfUnknownSize"
    from (select distinct on (platform, digest) platform, digest, size from (${keptImages(runId)}) i
      where platform is not null order by platform, digest, size) d group by platform order by 2 desc, 1`.execute(db);
  const dropped = await sql<RunSummaryRow['dropped'][number]>`
    select rule, count(*) filter (where tag <> '') as tags, count(distinct repository) as repositories,
      (array_agg(case tag when '' then repository else repository || ':' || tag end order by repository, tag))[1:${sql.lit(sampleTags)}] as samples
    from run_tag where run_id = ${runId} and rule is not null group by rule order by rule`.execute(db);
  const none = { repositories: 0, tags: 0, digests: 0, bytes: 0, tagsOfUnknownSize: 0 };
  const sums = kept.rows[0] ?? none;
  return {
    kept: platforms.rows.length === 0 ? sums : { ...sums, platforms: platforms.rows },
    dropped: dropped.rows,
  };
}
