import type { Kysely } from 'kysely';
import type { Distro } from '#core/distro.ts';
import type { Package } from '#core/package.ts';
import { type PackageRow, packageRow } from '#server/store/inventory/package-row.ts';
import { recomputeHolders } from '#server/store/inventory/recompute-totals.ts';
import { saveInventories } from '#server/store/inventory/save-inventories.ts';
import { saveNames } from '#server/store/inventory/save-names.ts';
import { lockPackages } from '#server/store/packages-lock.ts';
import type { Tables } from '#server/store/schema.ts';
import type { EstateImage } from './estate.ts';

const imagesAtOnce = 250;

/** Where images belong, and since when they are known. */
export interface SeedOptions {
  readonly registryId: string;
  readonly registry: string;
  readonly now: Date;
  /** False where whoever seeds counts everything at the end. */
  readonly isCounted?: boolean;
}

/** Stores images as scans do, but many in one transaction, and unmatched; returns how many. */
export async function seedEstate(
  db: Kysely<Tables>,
  images: Iterable<EstateImage>,
  { registryId, registry, now, isCounted = true }: SeedOptions,
): Promise<number> {
  const rowOf = rememberingRows();
  let count = 0;
  for (const batch of batches(images, imagesAtOnce)) {
    await lockPackages(db, async (transaction) => {
      const inventories = batch.map(({ inventory }) => inventory);
      const saved = await saveInventories(transaction, inventories, { catalogers: 'estate@1', now, rowOf });
      const names = batch.map(({ repository, tag, inventory: { image } }, index) => ({
        registryId,
        reference: { registry, repository, tag },
        platform: '',
        targetDigest: image.manifestDigest,
        manifestDigest: image.manifestDigest,
        imageId: saved.imageIds[index] ?? 0,
      }));
      await saveNames(transaction, names, now);
      if (!isCounted) return;
      await recomputeHolders(transaction, { packageIds: [], setIds: saved.addedSetIds, imageIds: saved.imageIds });
    });
    count += batch.length;
  }
  return count;
}

/** Rows of packages that many images share, made once. */
function rememberingRows(): typeof packageRow {
  const known = new WeakMap<Package, PackageRow>();
  return (one: Package, distro: Distro | undefined) => {
    const row = known.get(one) ?? packageRow(one, distro);
    known.set(one, row);
    return row;
  };
}

function* batches<T>(values: Iterable<T>, size: number): Generator<readonly T[]> {
  let batch: T[] = [];
  for (const value of values) {
    batch.push(value);
    if (batch.length < size) continue;
    yield batch;
    batch = [];
  }
  if (batch.length > 0) yield batch;
}
