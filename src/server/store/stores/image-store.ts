import { type Kysely, sql } from 'kysely';
import type { Digest } from '#core/digest.ts';
import { formatImageReference, type ImageReference } from '#core/image-reference.ts';
import type { Inventory } from '#core/scan-report.ts';
import { uploadRepository, uploadsId } from '#core/uploaded-archive.ts';
import { type BaseRepositories, saveBases } from '../inventory/base-image.ts';
import { planPackageSets } from '../inventory/plan-package-sets.ts';
import { type ChangedTotals, recomputeHolders } from '../inventory/recompute-totals.ts';
import { saveInventories, unmatchedPackages } from '../inventory/save-inventories.ts';
import { loadSubjects, matchAndSave } from '../inventory/save-matches.ts';
import { saveNames } from '../inventory/save-names.ts';
import { saveSupport } from '../inventory/save-support.ts';
import { removeUpload, saveUploadNames, tagsOfArchive, type UploadName } from '../inventory/save-upload-names.ts';
import { judgeImages, nameImages } from '../inventory/statements/judge-images.ts';
import { anySuppressing } from '../inventory/statements/suppressions.ts';
import type { SubjectMatcher } from '../inventory/subject-matcher.ts';
import { savePackageViolations } from '../inventory/violations/package-violations.ts';
import { lockPackages } from '../packages-lock.ts';
import { pullReference } from '../read-models/image-row.ts';
import { runTransaction } from '../run-transaction.ts';
import type { Tables } from '../schema.ts';
import { isCurrentBuild, noteBuild } from './match-store.ts';

/** What a finished scan leaves behind. */
export interface ScannedImage {
  readonly scanId: string;
  readonly registryId: string;
  readonly reference: ImageReference;
  /** The platform asked for; empty for none. */
  readonly platform: string;
  /** What the reference named: a manifest, or an index. */
  readonly targetDigest: string;
  readonly inventory: Inventory;
  /** `name@version` of all catalogers, to know when to read again. */
  readonly catalogers: string;
  readonly now: Date;
}

type StoredImage = Pick<ScannedImage, 'scanId' | 'inventory' | 'catalogers' | 'now'>;

/** What a finished scan of an archive leaves behind. */
export interface UploadedImage extends StoredImage, Pick<UploadName, 'fileName' | 'tags' | 'platform'> {}

/** A tag of a run whose digest is known. */
export interface UnchangedImage extends Omit<ScannedImage, 'inventory'> {
  readonly runId: string;
}

/** Images, the names by which they are known, and what is in them. */
export interface ImageStore {
  /**
   * Stores the image under its name, matches packages not matched before, and ends the scan: all in one transaction. False,
   * and nothing stored, where the scan is no longer running.
   */
  save(image: ScannedImage, matcher: SubjectMatcher | undefined): Promise<boolean>;
  /** The same for an image in an archive, under the name of that. Where it is known by a name that can be pulled, it is called so. */
  saveUpload(image: UploadedImage, matcher: SubjectMatcher | undefined): Promise<boolean>;
  /** Forgets an archive, and its images where nothing else holds them; false where there is none of that name. */
  removeUpload(fileName: string): Promise<boolean>;
  /**
   * Adds a scan that has ended, of a reference that names what it named when last scanned, with the same catalogers; false, and nothing added,
   * where it does not. Costs the registry nothing.
   */
  addUnchanged(image: UnchangedImage, within: Kysely<Tables>): Promise<boolean>;
  /** Holds the images that tags of a repository (`host/name`) name, in the same order as everybody: otherwise two that add unchanged ones wait for each other. */
  hold(repository: string, tags: readonly string[], within: Kysely<Tables>): Promise<void>;
  /** Whether the tag of a repository (`host/name`) named this digest when it was last scanned. */
  isNamed(repository: string, tag: string, digest: Digest): Promise<boolean>;
  /** Ends the scan if the reference names what it named when last scanned, with the same catalogers; else false. */
  keepIfUnchanged(image: Omit<ScannedImage, 'inventory'>): Promise<boolean>;
}

/** Images in the database. */
export function createImageStore(
  db: Kysely<Tables>,
  options: { readonly baseRepositories: BaseRepositories },
): ImageStore {
  const saveWith = (image: StoredImage, matcher: SubjectMatcher | undefined, name: NameImage) => {
    const planned = { inventory: image.inventory, plan: planPackageSets(image.inventory) };
    return lockPackages(db, async (transaction) => {
      if (!(await holdRunning(transaction, image.scanId))) return false;
      const saved = await saveInventories(transaction, [planned], image);
      const [imageId] = saved.imageIds;
      if (imageId === undefined) throw new RangeError('one inventory was given and none was saved');
      const packageIds = await unmatchedPackages(transaction, imageId);
      const matched = await matchNew(transaction, packageIds, matcher);
      await saveSupport(transaction, matcher ?? noDates, { imageIds: [imageId], packageIds });
      const judged = await judgeNamed(transaction, await name(transaction, imageId));
      // Once, and last: what is listed of an image is written with its totals, into an index for each way of sorting.
      await recomputeHolders(transaction, {
        packageIds: matched.packageIds,
        setIds: saved.addedSetIds,
        imageIds: [imageId, ...matched.imageIds, ...judged],
      });
      await saveBases(transaction, imageId, options.baseRepositories);
      await finish(transaction, image.scanId, imageId, false);
      return true;
    });
  };
  return {
    save: (image, matcher) =>
      saveWith(image, matcher, async (transaction, imageId) => {
        const { manifestDigest } = image.inventory.image;
        await forgetArtifact(transaction, image.reference);
        return saveNames(transaction, [{ ...image, imageId, manifestDigest }], image.now);
      }),
    saveUpload: async (image, matcher) => {
      const { inventory, fileName } = image;
      const { id, manifestDigest } = inventory.image;
      const own = pullReference(uploadRepository(fileName), tagsOfArchive(image.tags), manifestDigest);
      const reference = (await knownReference(db, id)) ?? own;
      const called = { ...image, inventory: { ...inventory, image: { ...inventory.image, reference } } };
      return saveWith(called, matcher, (transaction, imageId) =>
        saveUploadNames(transaction, { ...image, manifestDigest, imageId }, image.now),
      );
    },
    removeUpload: (fileName) => removeUpload(db, fileName),
    addUnchanged: async (image, within) => {
      const imageId = await findUnchanged(within, image);
      if (imageId === undefined) return false;
      await touchNames(within, image, imageId);
      await insertEnded(within, image, imageId);
      return true;
    },
    hold: async (repository, tags, within) => {
      await sql`select id from image where id in (
        select t.image_id from tag t join repository r on r.id = t.repository_id where r.name = ${repository} and t.name = any(${tags}))
        order by id for no key update`.execute(within);
    },
    isNamed: async (repository, tag, digest) => {
      const query = db
        .selectFrom('tag')
        .innerJoin('repository', 'repository.id', 'tag.repository_id')
        .select('tag.name');
      const named = query.where('repository.name', '=', repository).where('tag.name', '=', tag);
      return (await named.where('target_digest', '=', digest).executeTakeFirst()) !== undefined;
    },
    keepIfUnchanged: (image) =>
      runTransaction(db, async (transaction) => {
        const imageId = await findUnchanged(transaction, image);
        if (imageId === undefined || !(await holdRunning(transaction, image.scanId))) return false;
        await touchNames(transaction, image, imageId);
        await finish(transaction, image.scanId, imageId, true);
        return true;
      }),
  };
}

/** Where there is no advisory database, the program's own dates are all that is known. */
const noDates = { endOfLife: () => undefined };

/** Returns the images that may bear other names now, the image among them. */
type NameImage = (transaction: Kysely<Tables>, imageId: number) => Promise<readonly number[]>;

/** What an image is called that a registry is known to hold. */
async function knownReference(db: Kysely<Tables>, digest: string): Promise<string | undefined> {
  const query = db.selectFrom('image').select('image.reference').where('image.digest', '=', digest);
  const named = query
    .innerJoin('repository_image', 'repository_image.image_id', 'image.id')
    .innerJoin('repository', 'repository.id', 'repository_image.repository_id')
    .where('repository.registry_id', '<>', uploadsId);
  return (await named.limit(1).executeTakeFirst())?.reference;
}

async function matchNew(
  db: Kysely<Tables>,
  packageIds: readonly number[],
  matcher: SubjectMatcher | undefined,
): Promise<ChangedTotals> {
  // What rules say of a package alone is so whether it has been matched or not.
  if (matcher === undefined) return { packageIds: await savePackageViolations(db, packageIds), imageIds: [] };
  await noteBuild(db, matcher);
  const isCurrent = await isCurrentBuild(db, matcher.build);
  return matchAndSave(db, await loadSubjects(db, packageIds), { matcher, isCurrent });
}

/** A tag that names an image names no artifact any more. */
async function forgetArtifact(db: Kysely<Tables>, { registry, repository, tag }: ImageReference): Promise<void> {
  if (tag === undefined) return;
  const name = `${registry}/${repository}`;
  await db.deleteFrom('artifact').where('repository', '=', name).where('tag', '=', tag).execute();
}

/** What statements on images and exceptions in them come to, where images have been given other names, or hold other packages; returns those for which there are any. */
async function judgeNamed(db: Kysely<Tables>, imageIds: readonly number[]): Promise<readonly number[]> {
  if (!(await anySuppressing(db))) return [];
  await nameImages(db, imageIds);
  return judgeImages(db, imageIds);
}

/** Locks the scan's row for the rest of the transaction; false where somebody has ended it. */
async function holdRunning(db: Kysely<Tables>, scanId: string): Promise<boolean> {
  const row = await db.selectFrom('scan').select('state').where('id', '=', scanId).forUpdate().executeTakeFirst();
  return row?.state === 'running';
}

async function finish(db: Kysely<Tables>, scanId: string, imageId: number, unchanged: boolean): Promise<void> {
  await db
    .updateTable('scan')
    .set({ state: 'done', image_id: imageId, unchanged, progress: null, finished_at: sql`now()` })
    .where('id', '=', scanId)
    .execute();
  await sql`select pg_notify('plimsoll_scan', ${scanId})`.execute(db);
}

async function insertEnded(db: Kysely<Tables>, image: UnchangedImage, imageId: number): Promise<void> {
  const values = {
    id: image.scanId,
    reference: formatImageReference(image.reference),
    registry_id: image.registryId,
    run_id: image.runId,
    platform: image.platform,
    state: 'done',
    image_id: imageId,
    unchanged: true,
    attempts: 1,
    started_at: image.now,
    finished_at: image.now,
  } as const;
  await db
    .insertInto('scan')
    .values(values)
    .onConflict((conflict) => conflict.doNothing())
    .execute();
  await sql`select pg_notify('plimsoll_scan', ${image.scanId})`.execute(db);
}

async function findUnchanged(db: Kysely<Tables>, image: Omit<ScannedImage, 'inventory'>): Promise<number | undefined> {
  const { registry, repository, tag } = image.reference;
  const row = await db
    .selectFrom('tag')
    .innerJoin('repository', 'repository.id', 'tag.repository_id')
    .innerJoin('image', 'image.id', 'tag.image_id')
    .select('image.id')
    .where('repository.name', '=', `${registry}/${repository}`)
    .where('repository.registry_id', '=', image.registryId)
    .where('tag.name', '=', tag ?? '')
    .where('tag.platform', '=', image.platform)
    .where('tag.target_digest', '=', image.targetDigest)
    .where('image.catalogers', '=', image.catalogers)
    // What could not be read may be readable today.
    .where(sql<boolean>`not image.problems @> '[{"stage": "image", "affectsCoverage": true}]'`)
    .executeTakeFirst();
  return row?.id;
}

async function touchNames(db: Kysely<Tables>, image: Omit<ScannedImage, 'inventory'>, imageId: number): Promise<void> {
  const name = `${image.reference.registry}/${image.reference.repository}`;
  await sql`update repository_image set scanned_at = ${image.now} where image_id = ${imageId}
    and repository_id = (select id from repository where name = ${name})`.execute(db);
  await sql`update image set scanned_at = ${image.now} where id = ${imageId}`.execute(db);
}
