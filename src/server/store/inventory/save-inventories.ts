import { type Kysely, sql } from 'kysely';
import { formatPlatform } from '#core/platform.ts';
import type { Inventory } from '#core/scan-report.ts';
import type { Tables } from '../schema.ts';
import { cleanText, toJson } from '../to-json.ts';
import { saveChains } from './layer-chain.ts';
import type { PackageRow } from './package-row.ts';
import type { PackagePlan, PlannedSet } from './plan-package-sets.ts';

/** What an image holds, and how its packages are stored (`planPackageSets`), which is found out before anything is locked. */
export interface PlannedInventory {
  readonly inventory: Inventory;
  readonly plan: PackagePlan;
}

/** What saving images came to. */
export interface SavedImages {
  /** In the order in which they were given. */
  readonly imageIds: readonly number[];
  /** Package sets that were not known before; nothing of them is counted yet. */
  readonly addedSetIds: readonly number[];
  /** Packages that were not known before, and are to be matched. */
  readonly addedPackageIds: readonly number[];
}

export interface SaveOptions {
  readonly catalogers: string;
  readonly now: Date;
  /** The ids of packages by key, as far as whoever saves many images remembers them; those that are looked up or stored are added. */
  readonly packageIds?: Map<string, number>;
}

/**
 * Stores what images hold, replacing what was known of them. Totals are the caller's, once all that they follow from is stored: see
 * `recomputeHolders`. Within the caller's transaction. The statements are as many for a thousand images as for one.
 */
export async function saveInventories(
  db: Kysely<Tables>,
  images: readonly PlannedInventory[],
  options: SaveOptions,
): Promise<SavedImages> {
  const sets = await knownSets(db, distinct(images.flatMap(({ plan }) => plan.sets)));
  const packageIds = options.packageIds ?? new Map<string, number>();
  const addedPackageIds = await savePackages(db, packagesOf(images, sets.missing), packageIds);
  const added = await addSets(db, sets.missing, packageIds);
  const setIds = new Map([...sets.known, ...added]);
  const inventories = images.map(({ inventory }) => inventory);
  const imageIds = await saveImages(db, inventories, options);
  const planned = images.map(({ plan }, index) => ({ ...plan, imageId: imageIds[index] ?? 0 }));
  await sql`delete from image_package_set where image_id = any(${imageIds}::bigint[])`.execute(db);
  await sql`delete from image_package_exception where image_id = any(${imageIds}::bigint[])`.execute(db);
  const held = planned.flatMap(({ imageId, sets: of }) =>
    of.map(({ key, position }) => ({ image_id: imageId, position, set_id: setIds.get(key) })),
  );
  await sql`
    insert into image_package_set (image_id, position, set_id) select image_id, position, set_id
    from jsonb_to_recordset(${toJson(held)}::jsonb) as r(image_id bigint, position int, set_id bigint)`.execute(db);
  const exceptions = planned.flatMap(({ imageId, exceptions: of }) =>
    of.map(({ row, ...one }) => ({ ...one, image_id: imageId, package_id: packageIds.get(row.key) })),
  );
  await sql`
    insert into image_package_exception (image_id, position, package_id, reason, gone_paths, removed_at)
    select image_id, position, package_id, reason, "gonePaths", "removedAt"
    from jsonb_to_recordset(${toJson(exceptions)}::jsonb)
      as r(image_id bigint, position int, package_id bigint, reason text, "gonePaths" text[], "removedAt" int)`.execute(
    db,
  );
  return { imageIds, addedSetIds: [...added.values()], addedPackageIds };
}

/** Those of an image's packages that have not been matched with any advisories yet. */
export async function unmatchedPackages(db: Kysely<Tables>, imageId: number): Promise<readonly number[]> {
  const { rows } = await sql<{ id: number }>`
    select distinct p.id from image_package_set i join package_set_member m on m.set_id = i.set_id
      join package p on p.id = m.package_id
    where i.image_id = ${imageId} and p.matched_build is null order by p.id`.execute(db);
  return rows.map(({ id }) => id);
}

/** The packages whose ids are needed: the members of sets that are known already are known too, and nearly all sets are. */
function packagesOf(images: readonly PlannedInventory[], missing: readonly PlannedSet[]): readonly PackageRow[] {
  return distinct([
    ...missing.flatMap(({ members }) => members.map(({ row }) => row)),
    ...images.flatMap(({ plan }) => plan.exceptions.map(({ row }) => row)),
  ]);
}

function distinct<T extends { readonly key: string }>(values: readonly T[]): readonly T[] {
  return [...new Map(values.map((value) => [value.key, value])).values()];
}

/** Adds the ids of packages by key; stores those that are not known yet, as uncovered until they are matched, and returns their ids. */
async function savePackages(
  db: Kysely<Tables>,
  rows: readonly PackageRow[],
  idOf: Map<string, number>,
): Promise<readonly number[]> {
  const sought = rows.filter(({ key }) => !idOf.has(key));
  const known = await idsByKey(
    db,
    'package',
    sought.map(({ key }) => key),
  );
  for (const [key, id] of known) idOf.set(key, id);
  const missing = sought.filter(({ key }) => !known.has(key));
  if (missing.length === 0) return [];
  const added = await sql<{ id: number; key: string }>`
    insert into package (key, ecosystem, release, type, name, version, purl, architecture, source_name, source_version,
      licenses, found_by, details, origin, owner, uncovered)
    select decode(key, 'hex'), ecosystem, release, type, name, version, purl, architecture, source_name, source_version,
      licenses, found_by, nullif(details, 'null'), origin, owner, 1
    from jsonb_to_recordset(${toJson(missing)}::jsonb) as r(key text, ecosystem text, release text, type text, name text,
      version text, purl text, architecture text, source_name text, source_version text, licenses text[],
      found_by text[], details jsonb, origin text, owner text)
    returning id, encode(key, 'hex') as key`.execute(db);
  const ids = added.rows.map(({ id }) => id);
  await sql`insert into package_to_match select unnest(${ids}::bigint[])`.execute(db);
  const idsOfAdded = new Map(added.rows.map(({ id, key }) => [key, id]));
  // By the text that rows share, which is found sooner than one that only reads the same.
  for (const { key } of missing) idOf.set(key, idsOfAdded.get(key) ?? 0);
  return ids;
}

interface KnownSets {
  readonly known: ReadonlyMap<string, number>;
  readonly missing: readonly PlannedSet[];
}

async function knownSets(db: Kysely<Tables>, sets: readonly PlannedSet[]): Promise<KnownSets> {
  const keys = sets.map(({ key }) => key);
  const known = await idsByKey(db, 'package_set', keys);
  return { known, missing: sets.filter(({ key }) => !known.has(key)) };
}

/** Returns the ids of the sets by key. */
async function addSets(
  db: Kysely<Tables>,
  sets: readonly PlannedSet[],
  packageIds: ReadonlyMap<string, number>,
): Promise<ReadonlyMap<string, number>> {
  if (sets.length === 0) return new Map();
  const rows = sets.map(({ key, members }) => ({ key, packages: members.length }));
  const added = await sql<{ id: number; key: string }>`
    insert into package_set (key, packages) select decode(key, 'hex'), packages
    from jsonb_to_recordset(${toJson(rows)}::jsonb) as r(key text, packages int)
    returning id, encode(key, 'hex') as key`.execute(db);
  const ids = new Map(added.rows.map(({ id, key }) => [key, id]));
  const members = sets.flatMap(({ key, members: of }) =>
    of.map(({ row, paths }) => ({ set_id: ids.get(key), package_id: packageIds.get(row.key), paths })),
  );
  await sql`
    insert into package_set_member (set_id, package_id, paths) select set_id, package_id, paths
    from jsonb_to_recordset(${toJson(members)}::jsonb) as r(set_id bigint, package_id bigint, paths text[])`.execute(
    db,
  );
  return ids;
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

async function idsByKey(
  db: Kysely<Tables>,
  table: 'package' | 'package_set',
  keys: readonly string[],
): Promise<ReadonlyMap<string, number>> {
  if (keys.length === 0) return new Map();
  const { rows } = await sql<{ id: number; key: string }>`
    select id, encode(key, 'hex') as key from ${sql.table(table)}
    where key in (select decode(hex, 'hex') from unnest(${keys}::text[]) as hex)`.execute(db);
  return new Map(rows.map(({ id, key }) => [key, id]));
}
