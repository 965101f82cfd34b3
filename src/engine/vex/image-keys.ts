import { isDigest } from '#core/digest.ts';
import type { ImageIdentity } from '#core/image.ts';
import { parseImageReference } from '#core/image-reference.ts';
import { parsePurl } from '#core/purl.ts';
import type { VexStatement } from './vex-statement.ts';

/**
 * Texts by which images are looked up that a statement may be about: an image that a product names (see `productMatches`) bears one of them at
 * least. None where the products name packages only.
 */
export function statementKeys({ products }: Pick<VexStatement, 'products'>): readonly string[] {
  return [...new Set(products.flatMap(({ product }) => product.flatMap(identifierKeys)))];
}

function identifierKeys(identifier: string): readonly string[] {
  const purl = parsePurl(identifier);
  if (purl !== undefined) {
    if (purl.type !== 'oci' && purl.type !== 'docker') return [];
    return [purl.name, ...(purl.version === undefined ? [] : [purl.version])];
  }
  return isDigest(identifier) ? [identifier] : [identifier, ...referenceKeys(identifier)];
}

/** The keys that an image bears. */
export function imageKeys({
  id,
  manifestDigest,
  reference,
}: Pick<ImageIdentity, 'id' | 'manifestDigest' | 'reference'>) {
  return [id, manifestDigest, reference, ...referenceKeys(reference).slice(0, 1)];
}

/** The last part of the repository's name, which a package URL names too, and the digest. */
function referenceKeys(text: string): readonly string[] {
  const reference = parseImageReference(text);
  if (reference === undefined) return [];
  const last = reference.repository.split('/').at(-1) ?? '';
  return reference.digest === undefined ? [last] : [last, reference.digest];
}
