import { type Kysely, type Selectable, sql } from 'kysely';
import type { BaseImage } from '#core/base-image.ts';
import type { Digest } from '#core/digest.ts';
import { planKept } from '../kept-plans.ts';
import type { Tables } from '../schema.ts';
import { pullReference } from './image-row.ts';

/** The image that an image is built on, by a name under which it is known now; undefined where no such image is known. */
export async function baseImageOf(
  db: Kysely<Tables>,
  image: Pick<Selectable<Tables['image']>, 'base_image_id' | 'base_layers'>,
): Promise<BaseImage | undefined> {
  if (image.base_image_id === null) return undefined;
  const { rows } = await sql<{
    digest: string;
    reference: string;
    name: string | null;
    tags: string[];
    manifest: string;
  }>`${planKept}
    select b.digest, b.reference, r.name, n.manifest_digest as manifest,
      array(select distinct t.name from tag t where t.repository_id = r.id and t.image_id = b.id order by t.name) as tags
    from image b left join repository_image n on n.image_id = b.id left join repository r on r.id = n.repository_id
    where b.id = ${image.base_image_id} order by r.name limit 1`.execute(db);
  const [base] = rows;
  if (base === undefined) return undefined;
  const reference = base.name === null ? base.reference : pullReference(base.name, base.tags, base.manifest);
  return { reference, imageId: base.digest as Digest, layers: image.base_layers };
}
