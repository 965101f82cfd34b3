import { type Kysely, sql } from 'kysely';
import { formatPlatform } from '#core/platform.ts';
import type { Inventory } from '#core/scan-report.ts';
import type { Tables } from '../schema.ts';
import { cleanText, toJson } from '../to-json.ts';
import { saveChains } from './layer-chain.ts';
import { type PackageRow, packageRow } from './package-row.ts';
import { type PackagePlan, type PlannedSet, planPackageSets } from './plan-package-sets.ts';

/** What saving images came to. */
export interface SavedImages {
  /** In the order in which they were given. */
  readonly imageIds: readonly number[];
  /** Package sets that were not known before; nothing of them is counted yet. */
  readonly addedSetIds: readonly number[];
}

export interface SaveOptions {
  readonly catalogers: string;
  readonly now: Date;
  /** How packages become rows; whoever saves many images of the same packages may remember. */
  readonly rowOf?: typeof packageRow;
}

/**
 * Stores what images hold, replacing what was known of them. Totals are the caller's, once all that they follow from is stored: see
 * `recomputeHolders`. Within the caller's transaction. The statements are as many for a thousand images as for one.
 */
export async function saveInventories(
  db: Kysely<Tables>,
  inventories: readonly Inventory[],
  options: SaveOptions,
): Promise<SavedImages> {
  const plans = inventories.map((inventory) => planPackageSets(inventory, options.rowOf ?? packageRow));
  const sets = await knownSets(db, distinct(plans.flatMap((plan) => plan.sets)));
  const packageIds = await savePackages(db, packagesOf(plans, sets.missing));
  const added = await addSets(db, sets.missing, packageIds);
  const setIds = new Map([...sets.known, ...added]);
  const imageIds = await saveImages(db, inventories, options);
  const planned = plans.map((plan, index) => ({ ...plan, imageId: imageIds[index] ?? 0 }));
  await sql`delete from image_package_set where image_id = any(${imageIds}::bigint[])`.execute(db);
  await sql`delete from image_package_exception where image_id = any(${imageIds}::bigint[])`.execute(db);
  const held = planned.flatMap(({ imageId, sets: of }) =>
    of.map(({ key, position }) => ({ image_id: imageId, position, set_id: setIds.get(key) })),
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
  return { imageIds, addedSetIds: [...added.values()] };
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
function packagesOf(plans: readonly PackagePlan[], missing: readonly PlannedSet[]): readonly PackageRow[] {
  const keys = new Set([
    ...missing.flatMap(({ members }) => members.map(({ packageKey }) => packageKey)),
    ...plans.flatMap(({ exceptions }) => exceptions.map(({ packageKey }) => packageKey)),
  ]);
  return distinct(plans.flatMap(({ packages }) => packages.filter(({ key }) => keys.has(key))));
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
    of.map(({ packageKey, paths }) => ({ set_id: ids.get(key), package_id: packageIds.get(packageKey), paths })),
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
  const { rows } = await sql<{ id: number; key: string }>`
    select id, encode(key, 'hex') as key from ${sql.table(table)}
    where key in (select decode(hex, 'hex') from unnest(${keys}::text[]) as hex)`.execute(db);
  return new Map(rows.map(({ id, key }) => [key, id]));
}
