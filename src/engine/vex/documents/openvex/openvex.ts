import { asRecords, asString, asStrings, isRecord } from '#core/json.ts';
import type { VexDocumentFormat, VexIdentifiers, VexProduct, VexStatement, VexStatus } from '../../vex-statement.ts';

type Json = Readonly<Record<string, unknown>>;

const statuses: ReadonlySet<string> = new Set<VexStatus>(['not_affected', 'affected', 'fixed', 'under_investigation']);

/** OpenVEX 0.0.1 to 0.2.0 (github.com/openvex/spec/blob/main/OPENVEX-SPEC.md). */
export const openvex: VexDocumentFormat = {
  name: 'openvex',
  displayName: 'OpenVEX',
  recognises: (json) =>
    isRecord(json) && /^https:\/\/openvex\.dev\/ns(?:\/|$)/.test([json['@context']].flat().map(String).join(' ')),
  statements: (json) => {
    if (!isRecord(json)) return [];
    return asRecords(json.statements).flatMap((statement, at) => statementOf(statement, json, at) ?? []);
  },
};

/** What a statement leaves out, it takes from the document. */
function statementOf(statement: Json, document: Json, at: number): VexStatement | undefined {
  const status = asString(statement.status) ?? '';
  const vulnerabilities = vulnerabilityNames(statement.vulnerability);
  const products = productsOf(statement.products, statement.subcomponents);
  if (!statuses.has(status) || vulnerabilities.length === 0 || products.length === 0) return undefined;
  const justification = asString(statement.justification);
  const notes = [statement.impact_statement, statement.status_notes, statement.action_statement]
    .map(asString)
    .find((text) => text !== undefined);
  const timestamp = [statement.last_updated, statement.timestamp, document.last_updated, document.timestamp]
    .map(asString)
    .find((text) => text !== undefined);
  return {
    id: asString(statement['@id']) ?? `${asString(document['@id']) ?? 'openvex'}#${at + 1}`,
    vulnerabilities,
    status: status as VexStatus,
    ...(justification !== undefined && { justification }),
    ...(notes !== undefined && { notes }),
    ...(timestamp !== undefined && { timestamp }),
    products,
  };
}

/** A name before 0.2.0, an object since. */
function vulnerabilityNames(value: unknown): readonly string[] {
  if (typeof value === 'string') return [value];
  if (!isRecord(value)) return [];
  const id = asString(value['@id']) ?? '';
  const names = [
    asString(value.name),
    ...asStrings(value.aliases),
    /(?:^|\/)((?:CVE|GHSA)-[\w-]{1,40})$/.exec(id)?.[1],
  ];
  return [...new Set(names.filter((name) => name !== undefined))];
}

function productsOf(value: unknown, oldComponents: unknown): readonly VexProduct[] {
  if (!Array.isArray(value)) return [];
  return value.flatMap((one: unknown): readonly VexProduct[] => {
    const product = identifiersOf(one);
    const listed = isRecord(one) && Array.isArray(one.subcomponents) ? one.subcomponents : oldComponents;
    const components = Array.isArray(listed) ? listed.map(identifiersOf) : [];
    return product.length === 0 ? [] : [{ product, ...(components.length > 0 && { components }) }];
  });
}

function identifiersOf(value: unknown): VexIdentifiers {
  if (typeof value === 'string') return [value];
  if (!isRecord(value)) return [];
  const { identifiers, hashes } = value;
  const sha256 = isRecord(hashes) ? asString(hashes['sha-256']) : undefined;
  const names = [
    asString(value['@id']),
    isRecord(identifiers) ? asString(identifiers.purl) : undefined,
    sha256 === undefined ? undefined : `sha256:${sha256.toLowerCase()}`,
  ];
  return names.filter((name) => name !== undefined);
}
