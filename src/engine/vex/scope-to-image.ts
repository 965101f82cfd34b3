import type { ImageIdentity } from '#core/image.ts';
import { parsePurl } from '#core/purl.ts';
import { namesImage } from './product-matches.ts';
import type { VexProduct, VexStatement } from './vex-statement.ts';

/**
 * What statements say of one image, whatever they say of others: those on the image itself, and those on packages, which then are statements on these packages in
 * this image. For documents that are attached to an image: who may attach to one must not speak of all.
 */
export function scopeToImage(
  statements: readonly VexStatement[],
  image: Pick<ImageIdentity, 'id' | 'manifestDigest' | 'reference'>,
): readonly VexStatement[] {
  return statements.flatMap((statement) => {
    const products = statement.products.flatMap((one) => scoped(one, image));
    return products.length === 0 ? [] : [{ ...statement, products }];
  });
}

function scoped(
  { product, components }: VexProduct,
  image: Pick<ImageIdentity, 'id' | 'manifestDigest' | 'reference'>,
): readonly VexProduct[] {
  if (product.some((identifier) => namesImage(identifier, image)))
    return [{ product: [image.id], ...(components !== undefined && { components }) }];
  const isPackage = components === undefined && product.some(isPackageUrl);
  return isPackage ? [{ product: [image.id], components: [product.filter(isPackageUrl)] }] : [];
}

function isPackageUrl(identifier: string): boolean {
  const type = parsePurl(identifier)?.type;
  return type !== undefined && type !== 'oci' && type !== 'docker';
}
