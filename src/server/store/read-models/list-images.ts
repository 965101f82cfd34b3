import { type Kysely, type RawBuilder, sql } from 'kysely';
import type { Distro } from '#core/distro.ts';
import type { Severity } from '#core/severity.ts';
import type { Coverage, Tables } from '../schema.ts';
import { columns } from '../totals.ts';
import { presentTotals, shownTotals, type TotalsRow } from './image-totals.ts';
import { type Keyset, keyset, type Page, pageOf } from './keyset.ts';
import { allOf, containsWords } from './text-filter.ts';

export type SeverityFloor = Exclude<Severity, 'negligible' | 'unknown'>;

export interface ImageFilter {
  readonly registryId?: string | undefined;
  readonly repository?: string | undefined;
  readonly q?: string | undefined;
  readonly severity?: SeverityFloor | undefined;
  readonly fixable?: boolean | undefined;
  readonly exploitable?: boolean | undefined;
  readonly kev?: boolean | undefined;
  readonly coverage?: Coverage | undefined;
  readonly sort?: 'worst' | 'name' | 'newest' | undefined;
  readonly cursor?: string | undefined;
  readonly limit: number;
}

interface ImageRow extends TotalsRow {
  readonly digest: string;
  readonly registry_id: string;
  readonly registry_name: string;
  readonly repository: string;
  readonly tags: string[];
  readonly manifest_digest: string;
  readonly platform: string;
  readonly distro: Distro | null;
  readonly size: number;
  readonly packages: number;
  readonly risk_score: number;
  readonly coverage: Coverage;
  readonly created: string | null;
  readonly scanned_at: Date;
  readonly page_key: unknown;
}

const orders: Readonly<Record<'worst' | 'name' | 'newest', Keyset>> = {
  worst: keyset([
    { of: sql`t.rank`, type: 'int[]' },
    { of: sql`t.image_id`, type: 'bigint' },
    { of: sql`r.id`, type: 'bigint' },
  ]),
  name: keyset([
    { of: sql`r.name`, type: 'text' },
    { of: sql`t.image_id`, type: 'bigint' },
    { of: sql`r.id`, type: 'bigint' },
  ]),
  newest: keyset([
    { of: sql`-extract(epoch from ri.scanned_at)`, type: 'numeric' },
    { of: sql`t.image_id`, type: 'bigint' },
    { of: sql`r.id`, type: 'bigint' },
  ]),
};

/** The image list: one entry for each repository that holds an image. */
export async function listImages(db: Kysely<Tables>, filter: ImageFilter) {
  const order = orders[filter.sort ?? 'worst'];
  const where = conditions(filter);
  const from = sql`from image_totals t join image i on i.id = t.image_id join repository_image ri on ri.image_id = i.id
    join repository r on r.id = ri.repository_id join registry g on g.id = r.registry_id`;
  const { rows } = await sql<ImageRow>`
    select i.digest, g.id as registry_id, g.name as registry_name, r.name as repository, ri.manifest_digest, i.platform,
      i.distro, i.size, t.packages, ${columns(shownTotals, (name) => `t.${name}`)}, t.risk_score, t.coverage,
      i.config->>'created' as created, ri.scanned_at, ${order.key} as page_key,
      array(select distinct name from tag where tag.repository_id = r.id and tag.image_id = i.id order by name) as tags
    ${from} where ${where} and ${order.after(filter.cursor)} order by ${order.orderBy} limit ${filter.limit + 1}`.execute(
    db,
  );
  const page = pageOf(rows, filter.limit, presentImage);
  if (filter.cursor !== undefined) return page;
  const counted = await sql<{ count: number }>`select count(*) as count ${countedFrom(filter)} where ${where}`.execute(
    db,
  );
  return { ...page, total: counted.rows[0]?.count ?? 0 } satisfies Page<unknown>;
}

/** The tables that counting needs: joining all takes several times as long where there are many images. */
function countedFrom({ q, repository, registryId }: ImageFilter): RawBuilder<unknown> {
  const repositories = sql`join repository r on r.id = ri.repository_id`;
  const isNamed = repository !== undefined || registryId !== undefined || q !== undefined;
  return sql`from image_totals t join repository_image ri on ri.image_id = t.image_id
    ${isNamed ? repositories : sql``} ${q === undefined ? sql`` : sql`join image i on i.id = t.image_id`}`;
}

function conditions(filter: ImageFilter): RawBuilder<boolean> {
  const tags = sql`(select string_agg(name, ' ') from tag where tag.repository_id = r.id and tag.image_id = i.id)`;
  const text = sql`concat_ws(' ', r.name, i.distro->>'prettyName', i.digest, ${tags})`;
  const flag = (wanted: boolean | undefined, column: string) =>
    wanted === undefined ? undefined : sql<boolean>`(t.${sql.raw(column)} > 0) = ${wanted}`;
  return allOf([
    filter.registryId === undefined ? undefined : sql<boolean>`r.registry_id = ${filter.registryId}`,
    filter.repository === undefined ? undefined : sql<boolean>`r.name = ${filter.repository}`,
    filter.q === undefined ? undefined : containsWords(text, filter.q),
    filter.severity === undefined ? undefined : sql<boolean>`${sumAtLeast('t', filter.severity)} > 0`,
    flag(filter.fixable, 'fixable'),
    flag(filter.exploitable, 'exploitable'),
    flag(filter.kev, 'known_exploited'),
    filter.coverage === undefined ? undefined : sql<boolean>`t.coverage = ${filter.coverage}`,
  ]);
}

const worstFirst = ['critical', 'high', 'unknown', 'medium', 'low'] as const;

/** Findings at least as bad as `floor`; what is not rated yet counts from medium on, since it may be either. */
export function sumAtLeast(alias: string, floor: SeverityFloor): RawBuilder<number> {
  const names = worstFirst.slice(0, worstFirst.indexOf(floor) + 1);
  return sql.raw(`(${names.map((name) => `${alias}.${name}`).join(' + ')})`);
}

function presentImage(row: ImageRow) {
  return {
    imageId: row.digest,
    registryId: row.registry_id,
    registryName: row.registry_name,
    repository: row.repository,
    tags: row.tags,
    reference: pullReference(row.repository, row.tags, row.manifest_digest),
    manifestDigest: row.manifest_digest,
    platform: row.platform,
    ...(row.distro !== null && { distro: presentDistro(row.distro) }),
    size: row.size,
    packages: row.packages,
    ...presentTotals(row),
    coverage: row.coverage,
    ...timeOf('createdAt', row.created),
    lastScannedAt: row.scanned_at.toISOString(),
  };
}

/** A reference that can be pulled: by the first tag, or by digest. */
export function pullReference(repository: string, tags: readonly string[], manifestDigest: string): string {
  return tags[0] === undefined ? `${repository}@${manifestDigest}` : `${repository}:${tags[0]}`;
}

/** A distro as screens show it. */
export function presentDistro(distro: Distro) {
  return {
    id: distro.id,
    name: distro.prettyName,
    ...(distro.release !== undefined && { release: distro.release }),
    ...(distro.endOfLife !== undefined && { endOfLife: distro.endOfLife }),
  };
}

/** A time that an image tells, as a property, if it is one. */
export function timeOf<Name extends string>(name: Name, text: string | null | undefined): { [_ in Name]?: string } {
  const time = text == null ? Number.NaN : Date.parse(text);
  return (Number.isNaN(time) ? {} : { [name]: new Date(time).toISOString() }) as { [_ in Name]?: string };
}
