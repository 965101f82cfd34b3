import type { Kysely } from 'kysely';
import type { Tables } from '../../schema.ts';
import { markImages } from '../mark-holders.ts';
import { imagesStatedOn, judgeImages } from './judge-images.ts';
import { judgePackages } from './judge-packages.ts';

/**
 * Decides anew what is suppressed of the findings that bear some names of vulnerabilities, after statements or exceptions on them have changed, everywhere
 * and in images; `images` are those of which it is known that they are touched. Marks what is to be counted.
 */
export async function judgeNamedFindings(
  db: Kysely<Tables>,
  names: readonly string[],
  images: readonly number[],
): Promise<void> {
  const all = await judgePackages(db, [...new Set(names)]);
  const judged = await judgeImages(db, [...new Set([...images, ...(await imagesStatedOn(db, all))])]);
  await markImages(db, judged);
}
