import { asRecords, asString, asStrings, isRecord } from '#core/json.ts';
import type { VexIdentifiers, VexProduct } from '../../vex-statement.ts';

type Json = Readonly<Record<string, unknown>>;

const maxBranches = 500_000;

/** What the ids of a CSAF document's products stand for (docs.oasis-open.org/csaf/csaf/v2.0, 3.2.2). */
export class ProductTree {
  readonly #identifiers = new Map<string, VexIdentifiers>();
  readonly #relations = new Map<string, { readonly component: string; readonly product: string }>();
  readonly #groups = new Map<string, readonly string[]>();

  constructor(value: unknown) {
    const tree = isRecord(value) ? value : {};
    for (const product of asRecords(tree.full_product_names)) this.#add(product);
    const open = [...asRecords(tree.branches)];
    for (let count = 0; open.length > 0 && count < maxBranches; count += 1) {
      const branch = open.pop() ?? {};
      if (isRecord(branch.product)) this.#add(branch.product);
      for (const below of asRecords(branch.branches)) open.push(below);
    }
    for (const relation of asRecords(tree.relationships)) this.#relate(relation);
    for (const group of asRecords(tree.product_groups)) {
      this.#groups.set(asString(group.group_id) ?? '', asStrings(group.product_ids));
    }
  }

  /** The product of an id; undefined where nothing says what it is but a name or a CPE. */
  product(id: string): VexProduct | undefined {
    const relation = this.#relations.get(id);
    if (relation === undefined) {
      const product = this.#identifiers.get(id) ?? [];
      return product.length === 0 ? undefined : { product };
    }
    const [product, component] = [relation.product, relation.component].map((one) => this.#identifiers.get(one) ?? []);
    if (product === undefined || component === undefined || product.length === 0 || component.length === 0)
      return undefined;
    return { product, components: [component] };
  }

  /** All product ids that something is said of, those of groups among them. */
  idsOf(value: Json): readonly string[] {
    const grouped = asStrings(value.group_ids).flatMap((group) => this.#groups.get(group) ?? []);
    return [...asStrings(value.product_ids), ...grouped];
  }

  #add(product: Json): void {
    const id = asString(product.product_id);
    const helper = isRecord(product.product_identification_helper) ? product.product_identification_helper : {};
    if (id === undefined) return;
    const hashes = asRecords(helper.hashes)
      .flatMap(({ file_hashes }) => asRecords(file_hashes))
      .filter(({ algorithm }) => algorithm === 'sha256')
      .flatMap(({ value }) => (typeof value === 'string' ? [`sha256:${value.toLowerCase()}`] : []));
    const purl = asString(helper.purl);
    this.#identifiers.set(id, [...(purl === undefined ? [] : [purl]), ...asStrings(helper.purls), ...hashes]);
  }

  #relate(relation: Json): void {
    const id = isRecord(relation.full_product_name) ? asString(relation.full_product_name.product_id) : undefined;
    const [component, product] = [relation.product_reference, relation.relates_to_product_reference].map(asString);
    if (id === undefined || component === undefined || product === undefined) return;
    this.#relations.set(id, { component, product });
  }
}
