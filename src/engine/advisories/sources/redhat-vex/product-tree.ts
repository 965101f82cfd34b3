import { asRecords, asString, isRecord } from '#core/json.ts';

/** A package in a release of Enterprise Linux. */
export interface Component {
  readonly name: string;
  /** `epoch:version-release`, where a build is named. */
  readonly version?: string;
  /** Module stream: `nodejs:18`. */
  readonly module?: string;
  readonly release: string;
  readonly cpe: string;
  /** True where a source package stands for all that is built from it. */
  readonly isSource: boolean;
}

const maxBranches = 500_000;

/**
 * The products of a CSAF document: a tree of branches that names products by CPE and builds by purl, and relations that put a
 * build into a product.
 */
export class ProductTree {
  readonly #helpers = new Map<string, { readonly cpe?: string; readonly purl?: string }>();
  readonly #relations = new Map<string, { readonly component: string; readonly product: string }>();

  constructor(value: unknown) {
    const tree = isRecord(value) ? value : {};
    const open = [...asRecords(tree.branches)];
    for (let count = 0; open.length > 0 && count < maxBranches; count += 1) {
      const branch = open.pop() ?? {};
      if (isRecord(branch.product)) this.#addProduct(branch.product);
      for (const below of asRecords(branch.branches)) open.push(below);
    }
    for (const relation of asRecords(tree.relationships)) {
      const id = isRecord(relation.full_product_name) ? asString(relation.full_product_name.product_id) : undefined;
      const [component, product] = [relation.product_reference, relation.relates_to_product_reference].map(asString);
      if (id !== undefined && component !== undefined && product !== undefined) {
        this.#relations.set(id, { component, product });
      }
    }
  }

  /** The package that a product id of a status stands for; undefined for images, and for products other than Enterprise Linux. */
  component(productId: string): Component | undefined {
    const relation = this.#relations.get(productId);
    if (relation === undefined) return undefined;
    const { cpe = '' } = this.#helpers.get(relation.product) ?? {};
    const release = releaseOf(cpe);
    const build = readPurl(this.#helpers.get(relation.component)?.purl ?? '');
    return release === undefined || build === undefined ? undefined : { ...build, release, cpe };
  }

  #addProduct(product: Readonly<Record<string, unknown>>): void {
    const id = asString(product.product_id);
    const helper = isRecord(product.product_identification_helper) ? product.product_identification_helper : {};
    const [cpe, purl] = [asString(helper.cpe), asString(helper.purl)];
    if (id === undefined) return;
    this.#helpers.set(id, { ...(cpe !== undefined && { cpe }), ...(purl !== undefined && { purl }) });
  }
}

/** `9` for Enterprise Linux 9, and `9.2` for its extended updates (EUS, AUS, TUS, E4S, ELS). */
function releaseOf(cpe: string): string | undefined {
  const [, product, version] =
    /^cpe:\/[oa]:redhat:(enterprise_linux|rhel_(?:eus|aus|tus|e4s|els)):(\d+(?:\.\d+)?)(?::|$)/.exec(cpe) ?? [];
  if (version === undefined) return undefined;
  return product === 'enterprise_linux' ? version.split('.')[0] : version;
}

/** Reads `pkg:rpm/redhat/curl@7.76.1-29.el9?arch=x86_64&epoch=1&rpmmod=nodejs:18:…` and `pkg:rpmmod/redhat/nodejs:18/nodejs`. */
function readPurl(purl: string): Omit<Component, 'release' | 'cpe'> | undefined {
  const [, type, path = '', query = ''] =
    /^pkg:(rpm|rpmmod)\/redhat\/([^?#]{1,300})(?:\?([^#]{0,2000}))?/.exec(purl) ?? [];
  if (type === undefined) return undefined;
  const qualifiers = new URLSearchParams(query.replaceAll('+', '%2B'));
  const at = path.lastIndexOf('@');
  const named = decode(at === -1 ? path : path.slice(0, at));
  const name = named.slice(named.lastIndexOf('/') + 1);
  const stream = type === 'rpmmod' ? named.slice(0, named.lastIndexOf('/')) : (qualifiers.get('rpmmod') ?? '');
  const module = /^([^:/\s]{1,100}:[^:/\s]{1,100})(?::|$)/.exec(stream)?.[1];
  const build = at === -1 ? '' : decode(path.slice(at + 1));
  const epoch = qualifiers.get('epoch') ?? '';
  if (name === '' || name.includes(':')) return undefined;
  return {
    name,
    ...(build !== '' && { version: /^[1-9]\d{0,4}$/.test(epoch) ? `${epoch}:${build}` : build }),
    ...(module !== undefined && { module }),
    isSource: qualifiers.get('arch') === 'src',
  };
}

function decode(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}
