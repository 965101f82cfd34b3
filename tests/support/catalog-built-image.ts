import { mkdtemp } from 'node:fs/promises';
import { join } from 'node:path';
import { defaultLimits } from '#core/limits.ts';
import { silentLogger } from '#core/logger.ts';
import type { Inventory } from '#core/scan-report.ts';
import { type CatalogImageOptions, catalogImage } from '#engine/catalog/index.ts';
import type { OpenImage } from '#engine/image/index.ts';
import { buildImage, type LayerPlan } from './build-image.ts';
import { openLocalImage } from './open-shared-image.ts';
import { writeOciLayout } from './write-image.ts';

export type CatalogOptions = Partial<CatalogImageOptions>;

/** Builds an image of the given layers, writes it as a layout below `directory` and opens it. */
export async function openBuiltImage(directory: string, layers: readonly LayerPlan[]): Promise<OpenImage> {
  const layout = await writeOciLayout(await mkdtemp(join(directory, 'image-')), [{ image: buildImage({ layers }) }]);
  return openLocalImage(`oci:${layout}`, directory);
}

/** Catalogs an image with the defaults where nothing else is asked for, and closes it. */
export async function catalogAndClose(image: OpenImage, options: CatalogOptions = {}): Promise<Inventory> {
  try {
    const signal = options.signal ?? new AbortController().signal;
    return await catalogImage(image, { limits: defaultLimits, logger: silentLogger, ...options, signal });
  } finally {
    await image.close();
  }
}

/** Both in one. */
export async function catalogBuiltImage(
  directory: string,
  layers: readonly LayerPlan[],
  options: CatalogOptions = {},
): Promise<Inventory> {
  return catalogAndClose(await openBuiltImage(directory, layers), options);
}
