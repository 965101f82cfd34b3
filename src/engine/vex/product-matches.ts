import type { ImageIdentity } from '#core/image.ts';
import { parseImageReference } from '#core/image-reference.ts';
import type { Package } from '#core/package.ts';
import { type PurlParts, parsePurl } from '#core/purl.ts';
import type { VexIdentifiers, VexProduct } from './vex-statement.ts';

/** What a statement is matched with. */
export interface VexTarget {
  readonly image: Pick<ImageIdentity, 'id' | 'manifestDigest' | 'reference'>;
  readonly package: Pick<Package, 'purl'>;
}

/**
 * Tells whether a product of a statement is the package, or the image with the package among the components that are named. Parts that
 * an identifier leaves out match anything; parts that it names must be equal, so that nothing is suppressed by guess.
 */
export function productMatches({ product, components }: VexProduct, target: VexTarget): boolean {
  if (product.some((identifier) => namesImage(identifier, target.image))) {
    return components === undefined || components.some((one) => namesPackage(one, target.package));
  }
  return components === undefined && namesPackage(product, target.package);
}

function namesPackage(identifiers: VexIdentifiers, { purl }: Pick<Package, 'purl'>): boolean {
  const installed = parsePurl(purl);
  return installed !== undefined && identifiers.some((one) => isPackage(parsePurl(one), installed));
}

function isPackage(said: PurlParts | undefined, installed: PurlParts): boolean {
  if (said === undefined || said.type !== installed.type) return false;
  if (nameOf(said) !== nameOf(installed)) return false;
  if ((said.namespace ?? '') !== (installed.namespace ?? '')) return false;
  if (said.version !== undefined && said.version !== installed.version) return false;
  return Object.entries(said.qualifiers ?? {}).every(([key, value]) => installed.qualifiers?.[key] === value);
}

/** Of PyPI any writing means the same project (PEP 503); elsewhere names are as packages are known by them. */
function nameOf({ type, name }: PurlParts): string {
  return type === 'pypi' ? name.toLowerCase().replace(/[-_.]+/g, '-') : name;
}

/** Tells whether an identifier is the image: its reference, its digests, or a package URL of it. */
export function namesImage(identifier: string, { id, manifestDigest, reference }: VexTarget['image']): boolean {
  if (identifier === reference || identifier === id || identifier === manifestDigest) return true;
  const purl = parsePurl(identifier);
  const named = parseImageReference(reference);
  if (purl !== undefined) return isImagePurl(purl, { id, manifestDigest, named });
  const said = parseImageReference(identifier);
  if (said === undefined || named === undefined) return false;
  if (said.registry !== named.registry || said.repository !== named.repository) return false;
  if (said.digest !== undefined) return said.digest === manifestDigest || said.digest === id;
  return said.tag !== undefined && said.tag === named.tag;
}

/** `pkg:oci/name@digest?repository_url=…&tag=…` and `pkg:docker/name@tag` (purl-spec, types oci and docker). */
function isImagePurl(
  { type, namespace, name, version, qualifiers }: PurlParts,
  { id, manifestDigest, named }: { id: string; manifestDigest: string; named: ReturnType<typeof parseImageReference> },
): boolean {
  if (type !== 'oci' && type !== 'docker') return false;
  const repository = named?.repository ?? '';
  const full = namespace === undefined ? name : `${namespace}/${name}`;
  const isNamed =
    type === 'oci' ? repository.split('/').at(-1) === name : repository === full || repository === `library/${full}`;
  const url = qualifiers?.repository_url;
  const [isDigest, isTag] = [version === id || version === manifestDigest, version === named?.tag];
  if (version !== undefined && !isDigest && !(type === 'docker' && isTag)) return false;
  // Of an image in a file nothing but its digest is known.
  if (named === undefined) return isDigest;
  if (!isNamed) return false;
  if (url !== undefined && url !== `${named.registry}/${repository}` && url !== named.registry) return false;
  return qualifiers?.tag === undefined || qualifiers.tag === named.tag;
}
