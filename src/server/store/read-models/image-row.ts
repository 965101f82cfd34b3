import { type RawBuilder, sql } from 'kysely';
import type { Distro } from '#core/distro.ts';
import { isUploaded } from '#core/uploaded-archive.ts';
import type { Coverage } from '../schema.ts';
import { columns } from '../totals.ts';
import { type GoneTagRow, goneTagsOf, presentGoneTags } from './gone-tags.ts';
import { presentTotals, shownTotals, type TotalsRow } from './image-totals.ts';
import { type NamedRule, type PoliciesRow, policyColumns, presentPolicies } from './listed-policies.ts';

/** A name of an image: a repository that holds it, and its tags there. */
export interface ImageNameRow {
  readonly registry_id: string;
  readonly registry_name: string;
  readonly repository: string;
  readonly tags: string[];
  readonly gone_tags: GoneTagRow[] | null;
  readonly manifest_digest: string;
  readonly scanned_at: Date;
  readonly pushed_at: Date | null;
}

/** A row of the image list. */
export interface ImageRow extends TotalsRow, ImageNameRow, PoliciesRow {
  readonly digest: string;
  readonly platform: string;
  readonly distro: Distro | null;
  readonly size: number;
  readonly packages: number;
  readonly risk_score: number;
  readonly coverage: Coverage;
  readonly created: string;
  readonly secrets: number;
  readonly platforms: number;
}

/** How many images the first tag of `l` listed_image has: one for each platform. */
const platformsOfTag = sql`greatest(1, (
  select count(distinct t.image_id) from tag t where t.repository_id = l.repository_id and t.name = l.first_tag))::int`;

/** When the image was last pushed to its repository, as far as the registry has told: what it names now may be newer than what is known of it. */
export function lastPushOf(repository: string, repositoryId: string, imageId: string): RawBuilder<Date | null> {
  return sql`(
    select max(p.pushed_at) from tag t join push p on p.repository = ${sql.raw(repository)} and p.tag = t.name
      and coalesce(p.digest, t.target_digest) = t.target_digest
    where t.repository_id = ${sql.raw(repositoryId)} and t.image_id = ${sql.raw(imageId)})`;
}

/** What {@link presentImage} shows. */
export const imageColumns = sql`l.digest, l.registry_id, l.registry_name, l.repository, l.manifest_digest, l.platform, l.distro, l.size,
  l.packages, ${columns(shownTotals, (name) => `l.${name}`)}, l.risk_score, l.coverage, l.created, l.scanned_at, l.secrets, l.tags,
  ${goneTagsOf('l.repository_id', 'l.image_id')} as gone_tags, ${lastPushOf('l.repository', 'l.repository_id', 'l.image_id')} as pushed_at,
  ${platformsOfTag} as platforms, ${policyColumns}`;

/** An entry of the image list; `violated` as `readViolated` gives it for the rows. */
export function presentImage(row: ImageRow, violated: readonly NamedRule[]) {
  return {
    imageId: row.digest,
    ...presentName(row),
    platform: row.platform,
    platforms: row.platforms,
    ...(row.distro !== null && { distro: presentDistro(row.distro) }),
    size: row.size,
    packages: row.packages,
    ...presentTotals(row),
    coverage: row.coverage,
    secrets: row.secrets,
    policy: presentPolicies(row, violated),
    ...timeOf('createdAt', row.created),
  };
}

/** A name of an image, and when it was last scanned and pushed by it. */
export function presentName(row: ImageNameRow) {
  return {
    registryId: row.registry_id,
    registryName: row.registry_name,
    repository: row.repository,
    tags: row.tags,
    ...presentGoneTags(row.gone_tags),
    reference: pullReference(row.repository, row.tags, row.manifest_digest),
    manifestDigest: row.manifest_digest,
    lastScannedAt: row.scanned_at.toISOString(),
    ...(row.pushed_at !== null && { lastPushedAt: row.pushed_at.toISOString() }),
  };
}

/** A reference that can be pulled, by the first tag or by digest; of an image in an archive, that with what it calls the image, if anything. */
export function pullReference(repository: string, tags: readonly string[], manifestDigest: string): string {
  if (tags[0] !== undefined) return `${repository}:${tags[0]}`;
  return isUploaded(repository) ? repository : `${repository}@${manifestDigest}`;
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
