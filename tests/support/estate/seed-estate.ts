import { setImmediate as breathe } from 'node:timers/promises';
import type { Kysely } from 'kysely';
import type { Distro } from '#core/distro.ts';
import type { Package } from '#core/package.ts';
import type { SubjectMatcher } from '#server/store/index.ts';
import { type PackageRow, packageRow } from '#server/store/inventory/package-row.ts';
import {
  type PlannedLayer,
  type PlannedParts,
  planLayer,
  planPackageSets,
} from '#server/store/inventory/plan-package-sets.ts';
import { recomputeHolders } from '#server/store/inventory/recompute-totals.ts';
import { type PlannedInventory, saveInventories } from '#server/store/inventory/save-inventories.ts';
import { loadSubjects, matchAndSave } from '#server/store/inventory/save-matches.ts';
import { saveNames } from '#server/store/inventory/save-names.ts';
import { saveSupport } from '#server/store/inventory/save-support.ts';
import { lockPackages } from '#server/store/packages-lock.ts';
import type { Tables } from '#server/store/schema.ts';
import type { EstateImage } from './estate.ts';

const imagesAtOnce = 1000;
const packagesMatchedAtOnce = 1000;

/** Where images belong, and since when they are known. */
export interface SeedOptions {
  readonly registryId: string;
  readonly registry: string;
  readonly now: Date;
}

/** Stores images, and returns how many. What one call has found out is remembered for the next. */
export type Seeder = (images: Iterable<EstateImage>, options: SeedOptions) => Promise<number>;

interface PlannedImage extends EstateImage, PlannedInventory {}

/** Stores images of one estate as scans do, but many in one transaction, the next planned meanwhile; unmatched where there is nothing to match with. */
export function createSeeder(db: Kysely<Tables>, matcher?: SubjectMatcher): Seeder {
  const parts = rememberedParts();
  const packageIds = new Map<string, number>();
  return async (images, options) => {
    const source = images[Symbol.iterator]();
    let [count, planned] = [0, await planNext(source, parts)];
    while (planned.length > 0) {
      count += planned.length;
      const stored = storeImages(db, planned, { ...options, packageIds, matcher });
      [planned] = await Promise.all([planNext(source, parts), stored]);
    }
    return count;
  };
}

/** Stores images once, and unmatched. */
export function seedEstate(db: Kysely<Tables>, images: Iterable<EstateImage>, options: SeedOptions): Promise<number> {
  return createSeeder(db)(images, options);
}

/** Plans some, and lets what is under way go on in between. */
async function planNext(images: Iterator<EstateImage>, parts: PlannedParts): Promise<readonly PlannedImage[]> {
  const planned: PlannedImage[] = [];
  while (planned.length < imagesAtOnce) {
    const { value, done } = images.next();
    if (done === true) break;
    planned.push({ ...value, plan: planPackageSets(value.inventory, parts) });
    await breathe();
  }
  return planned;
}

interface StoreOptions extends SeedOptions {
  readonly packageIds: Map<string, number>;
  readonly matcher: SubjectMatcher | undefined;
}

function storeImages(db: Kysely<Tables>, images: readonly PlannedImage[], options: StoreOptions): Promise<void> {
  const { registryId, registry, now, packageIds, matcher } = options;
  return lockPackages(db, async (transaction) => {
    const saved = await saveInventories(transaction, images, { catalogers: 'estate@1', now, packageIds });
    if (matcher !== undefined) {
      await matchNew(transaction, saved.addedPackageIds, matcher);
      await saveSupport(transaction, matcher, { imageIds: saved.imageIds, packageIds: saved.addedPackageIds });
    }
    const names = images.map(({ repository, tag, inventory: { image } }, index) => ({
      registryId,
      reference: { registry, repository, tag },
      platform: '',
      targetDigest: image.manifestDigest,
      manifestDigest: image.manifestDigest,
      imageId: saved.imageIds[index] ?? 0,
    }));
    await saveNames(transaction, names, now);
    await recomputeHolders(transaction, { packageIds: [], setIds: saved.addedSetIds, imageIds: saved.imageIds });
  });
}

/** Matches packages that no set held before, so that no other set is to be counted anew. */
async function matchNew(db: Kysely<Tables>, packageIds: readonly number[], matcher: SubjectMatcher): Promise<void> {
  for (let start = 0; start < packageIds.length; start += packagesMatchedAtOnce) {
    const some = await loadSubjects(db, packageIds.slice(start, start + packagesMatchedAtOnce));
    await matchAndSave(db, some, { matcher, isCurrent: true });
  }
}

/** Rows of packages and layers that many images share, planned once: the purl of a package of an estate says all that is said of it. */
function rememberedParts(): PlannedParts {
  const rows = new Map<string, PackageRow>();
  const layers = new WeakMap<readonly Package[], PlannedLayer>();
  const rowOf = (one: Package, distro: Distro | undefined) => {
    const known = rows.get(one.purl);
    if (known !== undefined) return known;
    const row = packageRow(one, distro);
    rows.set(one.purl, row);
    return row;
  };
  return {
    rowOf,
    layerOf: (added, distro) => {
      const layer = layers.get(added) ?? planLayer(added, (one) => rowOf(one, distro));
      layers.set(added, layer);
      return layer;
    },
  };
}
