import { type Kysely, type Selectable, sql } from 'kysely';
import type { Digest } from '#core/digest.ts';
import type { LayerNote, RemovedPackage } from '#core/scan-report.ts';
import { planKept } from '../kept-plans.ts';
import type { Tables } from '../schema.ts';

type ImageRow = Pick<Selectable<Tables['image']>, 'id' | 'layers'>;

interface RemovedRow {
  readonly purl: string;
  readonly type: string;
  readonly name: string;
  readonly version: string;
  readonly reason: 'removed' | 'replaced';
  readonly brought_at: number;
  readonly removed_at: number;
}

/** The packages of an image that a later layer removed, in the order of those layers. */
export async function removedPackagesOf(db: Kysely<Tables>, image: ImageRow): Promise<readonly RemovedPackage[]> {
  const { rows } = await sql<RemovedRow>`
    select p.purl, p.type, p.name, p.version, x.reason, x.removed_at, x.position as brought_at
    from image_package_exception x join package p on p.id = x.package_id
    where x.image_id = ${image.id} and x.removed_at is not null order by x.removed_at, p.purl collate "C"`.execute(db);
  return rows.map(({ purl, type, name, version, reason, brought_at, removed_at }) => ({
    packageId: purl,
    type,
    name,
    version,
    reason,
    broughtBy: noteOf(image, brought_at),
    removedBy: noteOf(image, removed_at),
  }));
}

/** How many packages each layer removed, by its index. */
export async function countRemoved(db: Kysely<Tables>, imageId: number): Promise<ReadonlyMap<number, number>> {
  const { rows } = await sql<{ removed_at: number; count: number }>`${planKept}
    select removed_at, count(*) as count from image_package_exception
    where image_id = ${imageId} and removed_at is not null group by removed_at`.execute(db);
  return new Map(rows.map(({ removed_at, count }) => [removed_at, count]));
}

function noteOf({ layers }: ImageRow, index: number): LayerNote {
  const layer = layers[index];
  const createdBy = layer?.createdBy;
  return { layer: (layer?.diffId ?? '') as Digest, ...(createdBy !== undefined && { createdBy }) };
}
