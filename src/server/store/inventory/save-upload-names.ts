import { type Kysely, sql } from 'kysely';
import { uploadHost, uploadRepository, uploadsId } from '#core/uploaded-archive.ts';
import type { Tables } from '../schema.ts';
import { cleanText } from '../to-json.ts';
import { saveNames } from './save-names.ts';

/** An image in an archive that was uploaded. */
export interface UploadName {
  readonly fileName: string;
  /** What the archive calls it: whole names, or bare tags; foreign text. */
  readonly tags: readonly string[];
  /** The platform asked for; empty for none. */
  readonly platform: string;
  readonly manifestDigest: string;
  readonly imageId: number;
}

const maxTags = 100;
const maxTagLength = 512;

/** The names of an archive as they can be stored: few, short and each once. */
export function tagsOfArchive(names: readonly string[]): readonly string[] {
  const clean = names
    .map((name) => cleanText(name).trim())
    .filter((name) => name !== '' && name.length <= maxTagLength);
  return [...new Set(clean)].slice(0, maxTags);
}

/** Lists an image under the name of its archive; returns the images that bear other names than before, or may. */
export function saveUploadNames(db: Kysely<Tables>, upload: UploadName, now: Date): Promise<readonly number[]> {
  const { fileName, platform, manifestDigest, imageId } = upload;
  const tags = tagsOfArchive(upload.tags);
  const name = { registryId: uploadsId, platform, manifestDigest, targetDigest: manifestDigest, imageId };
  const reference = { registry: uploadHost, repository: fileName };
  const named = tags.map((tag) => ({ ...name, reference: { ...reference, tag } }));
  return saveNames(db, named.length === 0 ? [{ ...name, reference }] : named, now);
}

/**
 * Forgets an archive that was uploaded, and its images where nothing else holds them; returns whether there was one. What is known of their
 * layers and packages stays, as other images may have them.
 */
export async function removeUpload(db: Kysely<Tables>, fileName: string): Promise<boolean> {
  const name = cleanText(uploadRepository(fileName));
  return db.transaction().execute(async (transaction) => {
    const { rows } = await sql<{ image_id: number | null }>`
      select n.image_id from repository r left join repository_image n on n.repository_id = r.id
      where r.registry_id = ${uploadsId} and r.name = ${name}`.execute(transaction);
    if (rows.length === 0) return false;
    await transaction.deleteFrom('repository').where('name', '=', name).execute();
    const imageIds = rows.flatMap(({ image_id }) => image_id ?? []);
    await sql`
      delete from image i where i.id = any(${imageIds}::bigint[])
        and not exists (select from repository_image n where n.image_id = i.id)`.execute(transaction);
    return true;
  });
}
