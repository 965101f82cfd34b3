import { type Kysely, sql } from 'kysely';
import { formatPlatform } from '#core/platform.ts';
import type { Inventory } from '#core/scan-report.ts';
import type { Tables } from '../schema.ts';
import { cleanText, toJson } from '../to-json.ts';
import { saveChains } from './layer-chain.ts';
import { type PackageRow, packageRow } from './package-row.ts';
import { type PlannedSet, planPackageSets } from './plan-package-sets.ts';
import { recomputeImageTotals, recomputeSetTotals } from './recompute-totals.ts';

/** What saving an image came to. */
export interface SavedImage {
  readonly imageId: number;
  /** Packages that have not been matched with any advisories yet. */
  readonly unmatchedPackageIds: readonly number[];
}

export interface SaveOptions {
  readonly catalogers: string;
  readonly now: Date;
  /** How packages become rows; whoever saves many images of the same packages may remember. */
  readonly rowOf?: typeof packageRow;
}

/**
 * Stores what images hold, replacing what was known of them; returns what became of each, in their order. Within the caller's transaction. The
 * statements are as many for a thousand images as for one.
 */
export async function saveInventories(
  db: Kysely<Tables>,
  inventories: readonly Inventory[],
  options: SaveOptions,
): Promise<readonly SavedImage[]> {
  const plans = inventories.map((inventory) => planPackageSets(inventory, options.rowOf ?? packageRow));
  const packageIds = await savePackages(db, distinct(plans.flatMap(({ packages }) => packages)));
  const sets = await saveSets(db, distinct(plans.flatMap((plan) => plan.sets)), packageIds);
  const imageIds = await saveImages(db, inventories, options);
  const planned = plans.map((plan, index) => ({ ...plan, imageId: imageIds[index] ?? 0 }));
  await sql`delete from image_package_set where image_id = any(${imageIds}::bigint[])`.execute(db);
  await sql`delete from image_package_exception where image_id = any(${imageIds}::bigint[])`.execute(db);
  const held = planned.flatMap(({ imageId, sets: of }) =>
    of.map(({ key, position }) => ({ image_id: imageId, position, set_id: sets.ids.get(key) })),
  );
  await sql`
    insert into image_package_set (image_id, position, set_id) select image_id, position, set_id
    from jsonb_to_recordset(${toJson(held)}::jsonb) as r(image_id bigint, position int, set_id bigint)`.execute(db);
  const exceptions = planned.flatMap(({ imageId, exceptions: of }) =>
    of.map((one) => ({ ...one, image_id: imageId, package_id: packageIds.get(one.packageKey) })),
  );
  await sql`
    insert into image_package_exception (image_id, position, package_id, reason, gone_paths, removed_at)
    select image_id, position, package_id, reason, "gonePaths", "removedAt"
    from jsonb_to_recordset(${toJson(exceptions)}::jsonb)
      as r(image_id bigint, position int, package_id bigint, reason text, "gonePaths" text[], "removedAt" int)`.execute(
    db,
  );
  await recomputeSetTotals(db, sets.added);
  await recomputeImageTotals(db, imageIds);
  const unmatched = await unmatchedOf(db, [...packageIds.values()]);
  return planned.map(({ imageId, packages }) => {
    const ids = packages.map(({ key }) => packageIds.get(key) ?? 0);
    return { imageId, unmatchedPackageIds: ids.filter((id) => unmatched.has(id)) };
  });
}

function distinct<T extends { readonly key: string }>(values: readonly T[]): readonly T[] {
  return [...new Map(values.map((value) => [value.key, value])).values()];
}

/** The ids of packages by key; those that are not known yet are added, as uncovered until they are matched. */
async function savePackages(db: Kysely<Tables>, rows: readonly PackageRow[]): Promise<ReadonlyMap<string, number>> {
  const keys = rows.map(({ key }) => key);
  const known = await idsByKey(db, 'package', keys);
  const missing = rows.filter(({ key }) => !known.has(key));
  if (missing.length === 0) return known;
  const added = await sql<{ id: number; key: string }>`
    insert into package (key, ecosystem, release, type, name, version, purl, architecture, source_name, source_version,
      licenses, found_by, details, origin, owner, uncovered)
    select decode(key, 'hex'), ecosystem, release, type, name, version, purl, architecture, source_name, source_version,
      licenses, found_by, nullif(details, 'null'), origin, owner, 1
    from jsonb_to_recordset(${toJson(missing)}::jsonb) as r(key text, ecosystem text, release text, type text, name text,
      version text, purl text, architecture text, source_name text, source_version text, licenses text[],
      found_by text[], details jsonb, origin text, owner text)
    returning id, encode(key, 'hex') as key`.execute(db);
  await sql`insert into package_to_match select unnest(${added.rows.map(({ id }) => id)}::bigint[])`.execute(db);
  return new Map([...known, ...added.rows.map(({ id, key }) => [key, id] as const)]);
}

/** The ids of sets by key, and which of them were not known yet. */
async function saveSets(
  db: Kysely<Tables>,
  sets: readonly PlannedSet[],
  packageIds: ReadonlyMap<string, number>,
): Promise<{ readonly ids: ReadonlyMap<string, number>; readonly added: readonly number[] }> {
  const keys = sets.map(({ key }) => key);
  const known = await idsByKey(db, 'package_set', keys);
  const missing = sets.filter(({ key }) => !known.has(key));
  if (missing.length === 0) return { ids: known, added: [] };
  const rows = missing.map(({ key, members }) => ({ key, packages: members.length }));
  const added = await sql<{ id: number; key: string }>`
    insert into package_set (key, packages) select decode(key, 'hex'), packages
    from jsonb_to_recordset(${toJson(rows)}::jsonb) as r(key text, packages int)
    returning id, encode(key, 'hex') as key`.execute(db);
  const addedIds = new Map(added.rows.map(({ id, key }) => [key, id]));
  const members = missing.flatMap(({ key, members: of }) =>
    of.map(({ packageKey, paths }) => ({ set_id: addedIds.get(key), package_id: packageIds.get(packageKey), paths })),
  );
  await sql`
    insert into package_set_member (set_id, package_id, paths) select set_id, package_id, paths
    from jsonb_to_recordset(${toJson(members)}::jsonb) as r(set_id bigint, package_id bigint, paths text[])`.execute(
    db,
  );
  return { ids: new Map([...known, ...addedIds]), added: [...addedIds.values()] };
}

async function saveImages(
  db: Kysely<Tables>,
  inventories: readonly Inventory[],
  options: SaveOptions,
): Promise<readonly number[]> {
  const chains = await saveChains(db, inventories);
  const rows = inventories.map(({ image, distro, layers, problems, secrets, reading }, index) => ({
    digest: image.id,
    reference: cleanText(image.reference),
    manifest_digest: image.manifestDigest,
    media_type: cleanText(image.mediaType),
    platform: formatPlatform(image.platform),
    distro: distro === undefined ? null : toJson(distro),
    config: toJson(image.config),
    layers: toJson(layers),
    size: image.size,
    problems: toJson(problems),
    secrets: toJson(secrets),
    reading: reading === undefined ? null : toJson(reading),
    catalogers: options.catalogers,
    chain: chains[index] ?? null,
    scanned_at: options.now,
  }));
  const saved = await db
    .insertInto('image')
    .values(rows)
    .onConflict((conflict) =>
      conflict.column('digest').doUpdateSet((excluded) => {
        const names = ['reference', 'manifest_digest', 'media_type', 'platform', 'distro', 'config', 'layers'] as const;
        const others = ['size', 'problems', 'secrets', 'reading', 'catalogers', 'chain', 'scanned_at'] as const;
        return Object.fromEntries([...names, ...others].map((name) => [name, excluded.ref(`excluded.${name}`)]));
      }),
    )
    .returning(['id', 'digest'])
    .execute();
  const ids = new Map(saved.map(({ id, digest }) => [digest, id]));
  return rows.map(({ digest }) => ids.get(digest) ?? 0);
}

async function unmatchedOf(db: Kysely<Tables>, ids: readonly number[]): Promise<ReadonlySet<number>> {
  const { rows } = await sql<{ id: number }>`
    select id from package where id = any(${ids}::bigint[]) and matched_build is null`.execute(db);
  return new Set(rows.map(({ id }) => id));
}

async function idsByKey(
  db: Kysely<Tables>,
  table: 'package' | 'package_set',
  keys: readonly string[],
): Promise<ReadonlyMap<string, number>> {
  const { rows } = await sql<{ id: number; key: string }>`
    select id, encode(key, 'hex') as key from ${sql.table(table)}
    where key in (select decode(hex, 'hex') from unnest(${keys}::text[]) as hex)`.execute(db);
  return new Map(rows.map(({ id, key }) => [key, id]));
}
