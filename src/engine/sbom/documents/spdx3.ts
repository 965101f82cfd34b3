import { asRecords, asString, asStrings } from '#core/json.ts';
import { parsePurl } from '#core/purl.ts';
import type { Property } from '../properties/property.ts';
import { componentOf, ownFacts } from './component.ts';
import type { SbomComponent, SbomDocument, SbomFormat } from './sbom-document.ts';
import { splitLicenses } from './spdx.ts';

type Member = Readonly<Record<string, unknown>>;

/** SPDX 3.0 as JSON-LD (spdx.github.io/spdx-spec/v3.0.1), in the form that its own context gives and its schema prescribes. */
export const spdx3: SbomFormat = {
  name: 'SPDX 3',
  recognises: (json) =>
    Array.isArray(json['@graph']) &&
    JSON.stringify(json['@context'] ?? '')
      .slice(0, 2000)
      .includes('spdx.org/rdf/3.'),
  read,
};

function read(json: Member): SbomDocument {
  const graph = asRecords(json['@graph']);
  const packages = graph.filter(({ type }) => type === 'software_Package');
  const relationships = graph.filter(({ type }) => type === 'Relationship' || type === 'LifecycleScopedRelationship');
  const licenses = declaredLicenses(graph, relationships);
  const sources = new Set(
    relationships.filter(({ relationshipType }) => relationshipType === 'generates').map(({ from }) => from),
  );
  const createdBy = asStrings(
    graph
      .filter(({ type }) => type === 'Tool' || type === 'SoftwareAgent')
      .map(({ name }) => asString(name)?.split(' ')[0]),
  );
  const read = packages
    .filter(
      ({ spdxId, software_primaryPurpose: purpose }) =>
        !sources.has(spdxId) && purpose !== 'source' && purpose !== 'file',
    )
    .map((one) => readPackage(one, licenses));
  const root = read.find(({ kind }) => kind === 'image');
  return {
    format: `SPDX ${asString(graph.find(({ type }) => type === 'CreationInfo')?.specVersion)?.slice(0, 8) ?? '3.0'}`,
    createdBy,
    ...(root !== undefined && { root }),
    components: read.filter(({ kind }) => kind !== 'image'),
    completeness: completenessOf(relationships),
    statements: createdBy.includes('plimsoll')
      ? graph.filter(({ type }) => type === 'Annotation').flatMap(({ statement }) => asString(statement) ?? [])
      : [],
    ...ownFacts(
      packages
        .filter(({ software_primaryPurpose: purpose }) => purpose === 'container' || purpose === 'operatingSystem')
        .flatMap(extensionProperties),
    ),
  };
}

function readPackage(one: Member, licenses: ReadonlyMap<unknown, readonly string[]>): SbomComponent {
  const version = asString(one.software_packageVersion);
  const identifier = asRecords(one.externalIdentifier).find(
    ({ externalIdentifierType: type }) => type === 'packageUrl',
  );
  const purl = asString(one.software_packageUrl) ?? asString(identifier?.identifier);
  const sourceInfo = asString(one.software_sourceInfo);
  return componentOf(
    {
      kind: kindOf(one, purl),
      name: asString(one.name) ?? '',
      ...(version !== undefined && { version }),
      ...(purl !== undefined && { purl }),
      licenses: licenses.get(one.spdxId) ?? [],
      ...(sourceInfo !== undefined && { sourceInfo }),
    },
    extensionProperties(one),
  );
}

function kindOf({ software_primaryPurpose: purpose }: Member, purl: string | undefined): SbomComponent['kind'] {
  if (purpose === 'operatingSystem') return 'operating-system';
  const type = purl === undefined ? undefined : parsePurl(purl)?.type;
  return purpose === 'container' || type === 'oci' || type === 'docker' ? 'image' : 'package';
}

/** The licences that packages declare, by the package's IRI. */
function declaredLicenses(
  graph: readonly Member[],
  relationships: readonly Member[],
): ReadonlyMap<unknown, readonly string[]> {
  const names = new Map<string, string>();
  const expressions = new Map<unknown, string>();
  for (const one of graph) {
    const id = asString(one.spdxId) ?? '';
    if (one.type === 'simplelicensing_LicenseExpression')
      expressions.set(id, asString(one.simplelicensing_licenseExpression) ?? '');
    else if (one.type === 'simplelicensing_SimpleLicensingText')
      names.set(id.slice(id.lastIndexOf('#') + 1), asString(one.name) ?? '');
  }
  return new Map(
    relationships
      .filter(({ relationshipType }) => relationshipType === 'hasDeclaredLicense')
      .map(({ from, to }) => [from, asStrings(to).flatMap((id) => splitLicenses(expressions.get(id) ?? '', names))]),
  );
}

/** The extension profile has a class for CycloneDX properties. */
function extensionProperties({ extension }: Member): readonly Property[] {
  return asRecords(extension)
    .flatMap(({ extension_cdxProperty: properties }) => asRecords(properties))
    .flatMap(({ extension_cdxPropName: name, extension_cdxPropValue: value }) =>
      typeof name === 'string' && typeof value === 'string' ? [{ name, value }] : [],
    );
}

function completenessOf(relationships: readonly Member[]): SbomDocument['completeness'] {
  const said = relationships
    .filter(({ relationshipType }) => relationshipType === 'contains')
    .map(({ completeness }) => completeness);
  if (said.includes('incomplete')) return 'incomplete';
  return said.length > 0 && said.every((one) => one === 'complete') ? 'complete' : 'unsaid';
}
