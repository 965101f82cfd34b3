import { type Kysely, sql } from 'kysely';
import { formatPlatform } from '#core/platform.ts';
import type { Inventory } from '#core/scan-report.ts';
import type { Tables } from '../schema.ts';
import { cleanText, toJson } from '../to-json.ts';
import { saveChain } from './layer-chain.ts';
import type { PackageRow } from './package-row.ts';
import { type PackagePlan, planPackageSets } from './plan-package-sets.ts';
import { recomputeImageTotals, recomputeSetTotals } from './recompute-totals.ts';

/** What saving an image came to. */
export interface SavedImage {
  readonly imageId: number;
  /** Packages that have not been matched with any advisories yet. */
  readonly unmatchedPackageIds: readonly number[];
}

/** Stores what an image holds, replacing what was known of it. Within the caller's transaction. */
export async function saveInventory(
  db: Kysely<Tables>,
  inventory: Inventory,
  options: { readonly catalogers: string; readonly now: Date },
): Promise<SavedImage> {
  const plan = planPackageSets(inventory);
  const packageIds = await savePackages(db, plan.packages);
  const setIds = await saveSets(db, plan, packageIds);
  const imageId = await saveImage(db, inventory, options);
  await saveChain(
    db,
    imageId,
    inventory.layers.map(({ diffId }) => diffId),
  );
  await sql`delete from image_package_set where image_id = ${imageId}`.execute(db);
  await sql`delete from image_package_exception where image_id = ${imageId}`.execute(db);
  const sets = plan.sets.map(({ key, position }) => ({ position, set_id: setIds.get(key) }));
  await sql`
    insert into image_package_set (image_id, position, set_id) select ${imageId}, position, set_id
    from jsonb_to_recordset(${toJson(sets)}::jsonb) as r(position int, set_id bigint)`.execute(db);
  const exceptions = plan.exceptions.map((one) => ({ ...one, package_id: packageIds.get(one.packageKey) }));
  await sql`
    insert into image_package_exception (image_id, position, package_id, reason, gone_paths)
    select ${imageId}, position, package_id, reason, "gonePaths"
    from jsonb_to_recordset(${toJson(exceptions)}::jsonb)
      as r(position int, package_id bigint, reason text, "gonePaths" text[])`.execute(db);
  await recomputeSetTotals(db, [...setIds.values()]);
  await recomputeImageTotals(db, [imageId]);
  return { imageId, unmatchedPackageIds: await unmatched(db, [...packageIds.values()]) };
}

/** The ids of packages by key; those that are not known yet are added, as uncovered until they are matched. */
async function savePackages(db: Kysely<Tables>, rows: readonly PackageRow[]): Promise<ReadonlyMap<string, number>> {
  await sql`
    insert into package (key, ecosystem, release, type, name, version, purl, architecture, source_name, source_version,
      licenses, found_by, details, origin, owner, uncovered)
    select decode(key, 'hex'), ecosystem, release, type, name, version, purl, architecture, source_name, source_version,
      licenses, found_by, nullif(details, 'null'), origin, owner, 1
    from jsonb_to_recordset(${toJson(rows)}::jsonb) as r(key text, ecosystem text, release text, type text, name text,
      version text, purl text, architecture text, source_name text, source_version text, licenses text[],
      found_by text[], details jsonb, origin text, owner text)
    on conflict (key) do nothing`.execute(db);
  return idsByKey(
    db,
    'package',
    rows.map(({ key }) => key),
  );
}

async function saveSets(
  db: Kysely<Tables>,
  plan: PackagePlan,
  packageIds: ReadonlyMap<string, number>,
): Promise<ReadonlyMap<string, number>> {
  const sets = [...new Map(plan.sets.map((set) => [set.key, set])).values()];
  const rows = sets.map(({ key, members }) => ({ key, packages: members.length }));
  const added = await sql<{ id: number; key: string }>`
    insert into package_set (key, packages) select decode(key, 'hex'), packages
    from jsonb_to_recordset(${toJson(rows)}::jsonb) as r(key text, packages int)
    on conflict (key) do nothing returning id, encode(key, 'hex') as key`.execute(db);
  const addedIds = new Map(added.rows.map(({ id, key }) => [key, id]));
  const members = sets
    .filter(({ key }) => addedIds.has(key))
    .flatMap(({ key, members }) =>
      members.map(({ packageKey, paths }) => ({
        set_id: addedIds.get(key),
        package_id: packageIds.get(packageKey),
        paths,
      })),
    );
  await sql`
    insert into package_set_member (set_id, package_id, paths) select set_id, package_id, paths
    from jsonb_to_recordset(${toJson(members)}::jsonb) as r(set_id bigint, package_id bigint, paths text[])`.execute(
    db,
  );
  return idsByKey(
    db,
    'package_set',
    sets.map(({ key }) => key),
  );
}

async function saveImage(
  db: Kysely<Tables>,
  { image, distro, layers, problems, secrets }: Inventory,
  options: { readonly catalogers: string; readonly now: Date },
): Promise<number> {
  const row = {
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
    catalogers: options.catalogers,
    scanned_at: options.now,
  };
  const { id } = await db
    .insertInto('image')
    .values({ digest: image.id, ...row })
    .onConflict((conflict) => conflict.column('digest').doUpdateSet(row))
    .returning('id')
    .executeTakeFirstOrThrow();
  return id;
}

async function unmatched(db: Kysely<Tables>, ids: readonly number[]): Promise<readonly number[]> {
  const { rows } = await sql<{ id: number }>`
    select id from package where id = any(${ids}::bigint[]) and matched_build is null`.execute(db);
  return rows.map(({ id }) => id);
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
