import { asRecords, asString, isRecord } from '#core/json.ts';
import type { VexDocumentFormat, VexIdentifiers, VexProduct, VexStatement, VexStatus } from '../../vex-statement.ts';

type Json = Readonly<Record<string, unknown>>;

const states: Readonly<Record<string, VexStatus>> = {
  not_affected: 'not_affected',
  false_positive: 'not_affected',
  resolved: 'fixed',
  resolved_with_pedigree: 'fixed',
  exploitable: 'affected',
  in_triage: 'under_investigation',
};

const maxComponents = 500_000;

/** Vulnerabilities of a CycloneDX document that were analysed (cyclonedx.org/docs/1.6/json, vulnerabilities[].analysis). */
export const cyclonedxVex: VexDocumentFormat = {
  name: 'cyclonedx-vex',
  displayName: 'CycloneDX VEX',
  recognises: (json) => isRecord(json) && json.bomFormat === 'CycloneDX' && Array.isArray(json.vulnerabilities),
  statements: (json) => {
    if (!isRecord(json)) return [];
    const components = componentsOf(json);
    return asRecords(json.vulnerabilities).flatMap(
      (one, at) => statementOf(one, { document: json, components, at }) ?? [],
    );
  },
};

interface StatementContext {
  readonly document: Json;
  readonly components: ReadonlyMap<string, VexIdentifiers>;
  readonly at: number;
}

function statementOf(vulnerability: Json, { document, components, at }: StatementContext): VexStatement | undefined {
  const analysis = isRecord(vulnerability.analysis) ? vulnerability.analysis : {};
  const state = asString(analysis.state) ?? '';
  const status = Object.hasOwn(states, state) ? states[state] : undefined;
  const names = [vulnerability.id, ...asRecords(vulnerability.references).map(({ id }) => id)]
    .map(asString)
    .filter((name) => name !== undefined);
  const subject = subjectOf(document);
  const products = asRecords(vulnerability.affects).flatMap(
    (affected) => productOf(affected, components, subject) ?? [],
  );
  if (status === undefined || names.length === 0 || products.length === 0) return undefined;
  const [justification, notes] = [asString(analysis.justification), asString(analysis.detail)];
  const metadata = isRecord(document.metadata) ? document.metadata : {};
  const timestamp = [analysis.lastUpdated, analysis.firstIssued, metadata.timestamp]
    .map(asString)
    .find((text) => text !== undefined);
  return {
    id: `${asString(document.serialNumber) ?? 'cyclonedx'}#${asString(vulnerability['bom-ref']) ?? names[0] ?? at + 1}`,
    vulnerabilities: [...new Set(names)],
    status,
    ...(justification !== undefined && { justification }),
    ...(notes !== undefined && { notes }),
    ...(timestamp !== undefined && { timestamp }),
    products,
  };
}

/**
 * A component is meant within what the document describes, where that is an image. Ranges of versions (vers) are not read, so an entry
 * that narrows by one says nothing here.
 */
function productOf(
  affected: Json,
  components: StatementContext['components'],
  subject: VexIdentifiers,
): VexProduct | undefined {
  if (asRecords(affected.versions).length > 0) return undefined;
  const ref = asString(affected.ref) ?? '';
  // A BOM-Link names the component of another document after the hash (cyclonedx.org/capabilities/bomlink).
  const local = ref.startsWith('urn:cdx:') ? decode(ref.slice(ref.indexOf('#') + 1)) : ref;
  const component = components.get(local) ?? (local.startsWith('pkg:') ? [local] : []);
  if (component.length === 0) return undefined;
  const isWhole = subject.some((name) => component.includes(name));
  return isWhole || subject.length === 0 ? { product: component } : { product: subject, components: [component] };
}

/** Names of the image that the document is about; empty where it is about none. */
function subjectOf(document: Json): VexIdentifiers {
  const metadata = isRecord(document.metadata) ? document.metadata : {};
  const component = isRecord(metadata.component) ? metadata.component : {};
  return component.type === 'container' ? identifiersOf(component) : [];
}

function componentsOf(document: Json): ReadonlyMap<string, VexIdentifiers> {
  const found = new Map<string, VexIdentifiers>();
  const metadata = isRecord(document.metadata) ? document.metadata : {};
  const open = [...asRecords([metadata.component]), ...asRecords(document.components)];
  for (let count = 0; open.length > 0 && count < maxComponents; count += 1) {
    const component = open.pop() ?? {};
    const ref = asString(component['bom-ref']);
    if (ref !== undefined) found.set(ref, identifiersOf(component));
    for (const below of asRecords(component.components)) open.push(below);
  }
  return found;
}

function identifiersOf(component: Json): VexIdentifiers {
  const hashes = asRecords(component.hashes)
    .filter(({ alg }) => alg === 'SHA-256')
    .flatMap(({ content }) => (typeof content === 'string' ? [`sha256:${content.toLowerCase()}`] : []));
  const [name, version] = [asString(component.name), asString(component.version)];
  const tagged = name !== undefined && version !== undefined ? [`${name}${separator(version)}${version}`] : [];
  const reference = component.type === 'container' && name !== undefined ? [name, ...tagged] : [];
  const purl = asString(component.purl);
  return [...(purl === undefined ? [] : [purl]), ...hashes, ...reference];
}

function separator(version: string): string {
  return version.startsWith('sha256:') ? '@' : ':';
}

function decode(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}
