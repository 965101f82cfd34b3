import { asRecords, asString, asStrings, isRecord } from '#core/json.ts';
import type { VexDocumentFormat, VexProduct, VexStatement, VexStatus } from '../../vex-statement.ts';
import { ProductTree } from './product-tree.ts';

type Json = Readonly<Record<string, unknown>>;

const statuses: readonly (readonly [field: string, status: VexStatus])[] = [
  ['known_not_affected', 'not_affected'],
  ['fixed', 'fixed'],
  ['first_fixed', 'fixed'],
  ['known_affected', 'affected'],
  ['first_affected', 'affected'],
  ['last_affected', 'affected'],
  ['under_investigation', 'under_investigation'],
];

/** CSAF 2.0, profile VEX and others that state a product status (docs.oasis-open.org/csaf/csaf/v2.0). */
export const csaf: VexDocumentFormat = {
  name: 'csaf',
  displayName: 'CSAF',
  recognises: (json) =>
    isRecord(json) && isRecord(json.document) && /^2\.\d$/.test(asString(json.document.csaf_version) ?? ''),
  statements: (json) => {
    if (!isRecord(json) || !isRecord(json.document)) return [];
    const tracking = isRecord(json.document.tracking) ? json.document.tracking : {};
    const tree = new ProductTree(json.product_tree);
    return asRecords(json.vulnerabilities).flatMap((vulnerability) => statementsOn(vulnerability, tree, tracking));
  },
};

/** A statement for each product, since each may have a reason of its own. */
function statementsOn(vulnerability: Json, tree: ProductTree, tracking: Json): readonly VexStatement[] {
  const names = [asString(vulnerability.cve), ...asRecords(vulnerability.ids).map(({ text }) => asString(text))].filter(
    (name) => name !== undefined,
  );
  const listed = isRecord(vulnerability.product_status) ? vulnerability.product_status : {};
  const timestamp = asString(tracking.current_release_date);
  const justifications = saidOf(asRecords(vulnerability.flags), tree, ({ label }) => asString(label));
  const impacts = saidOf(
    asRecords(vulnerability.threats).filter(({ category }) => category === 'impact'),
    tree,
    ({ details }) => asString(details),
  );
  if (names.length === 0) return [];
  return statuses.flatMap(([field, status]) =>
    asStrings(listed[field]).flatMap((productId): readonly VexStatement[] => {
      const product: VexProduct | undefined = tree.product(productId);
      const [justification, notes] = [justifications.get(productId), impacts.get(productId)];
      if (product === undefined) return [];
      return [
        {
          id: `${asString(tracking.id) ?? 'csaf'}#${names[0]}`,
          vulnerabilities: names,
          status,
          ...(justification !== undefined && { justification }),
          ...(notes !== undefined && { notes }),
          ...(timestamp !== undefined && { timestamp }),
          products: [product],
        },
      ];
    }),
  );
}

function saidOf(items: readonly Json[], tree: ProductTree, textOf: (item: Json) => string | undefined) {
  const said = new Map<string, string>();
  for (const item of items) {
    const text = textOf(item);
    if (text !== undefined) for (const id of tree.idsOf(item)) said.set(id, text);
  }
  return said;
}
