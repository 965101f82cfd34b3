import { asRecords, asString, asStrings, isRecord } from '#core/json.ts';
import { parsePurl } from '#core/purl.ts';
import { type Property, parseNestedJson } from '../properties/property.ts';
import { componentOf, ownFacts, propertiesOf } from './component.ts';
import type { SbomComponent, SbomDocument, SbomFormat } from './sbom-document.ts';

type Member = Readonly<Record<string, unknown>>;

/** SPDX 2.x as JSON (spdx.github.io/spdx-spec/v2.3). Sources that packages were built from are not part of what is described. */
export const spdx: SbomFormat = {
  name: 'SPDX',
  recognises: (json) => typeof json.spdxVersion === 'string' && json.spdxVersion.startsWith('SPDX-2.'),
  read,
};

function read(json: Member): SbomDocument {
  const packages = asRecords(json.packages);
  const relationships = asRecords(json.relationships);
  const described = describedIds(json, relationships);
  const sources = sourceIds(relationships);
  const licenseNames = extractedNames(json);
  const createdBy = toolNames(json);
  const isOwn = createdBy.includes('plimsoll');
  let root: SbomComponent | undefined;
  const components: SbomComponent[] = [];
  for (const one of packages) {
    const id = asString(one.SPDXID) ?? '';
    if (sources.has(id) || one.primaryPackagePurpose === 'SOURCE' || one.primaryPackagePurpose === 'FILE') continue;
    const component = readPackage(one, licenseNames);
    const isRoot =
      component.kind === 'image' || (described.has(id) && component.purl === undefined && component.kind === 'package');
    if (isRoot) root ??= { ...component, kind: 'image' };
    else components.push(component);
  }
  return {
    format: asString(json.spdxVersion)?.slice(0, 16).replace('-', ' ') ?? 'SPDX',
    createdBy,
    ...(root !== undefined && { root }),
    components,
    completeness: completenessOf(isOwn ? asString(json.comment) : undefined),
    statements: isOwn ? asRecords(json.annotations).flatMap(({ comment }) => asString(comment) ?? []) : [],
    ...ownFacts(packages.filter(isWhole).flatMap(annotatedProperties)),
  };
}

function readPackage(one: Member, licenseNames: ReadonlyMap<string, string>): SbomComponent {
  const version = asString(one.versionInfo);
  const purl = asRecords(one.externalRefs).find(({ referenceType }) => referenceType === 'purl')?.referenceLocator;
  const sourceInfo = asString(one.sourceInfo);
  return componentOf(
    {
      kind: kindOf(one, purl),
      name: asString(one.name) ?? '',
      ...(version !== undefined && { version }),
      ...(typeof purl === 'string' && { purl }),
      licenses: licensesOf(one, licenseNames),
      ...(sourceInfo !== undefined && { sourceInfo }),
    },
    [...annotatedProperties(one), ...trivyProperties(one)],
  );
}

/** `LayerDiffID: sha256:…`: what Trivy gives as properties elsewhere, as attributions first and as annotations since. */
function trivyProperties(one: Member): readonly Property[] {
  const comments = asRecords(one.annotations).flatMap(({ annotator, comment }) =>
    typeof annotator === 'string' && annotator.startsWith('Tool: trivy') ? (asString(comment) ?? []) : [],
  );
  return [...asStrings(one.attributionTexts), ...comments].flatMap((text) => {
    const [, name, value] =
      /^(ImageID|DiffID|RepoTag|LayerDiffID|FilePath|PkgPath|Modularitylabel): (.*)$/.exec(text.slice(0, 8192)) ?? [];
    return name === undefined || value === undefined ? [] : [{ name: `aquasecurity:trivy:${name}`, value }];
  });
}

function isWhole({ primaryPackagePurpose }: Member): boolean {
  return primaryPackagePurpose === 'CONTAINER' || purposeIsSystem(primaryPackagePurpose);
}

/** The schema writes the purpose with an underscore, the specification with a dash. */
function purposeIsSystem(purpose: unknown): boolean {
  return purpose === 'OPERATING-SYSTEM' || purpose === 'OPERATING_SYSTEM';
}

/** Trivy's documents of before SPDX 2.3, which brought purposes, tell by the names of their elements. */
function kindOf({ primaryPackagePurpose, SPDXID }: Member, purl: unknown): SbomComponent['kind'] {
  const id = asString(SPDXID) ?? '';
  if (purposeIsSystem(primaryPackagePurpose) || id.startsWith('SPDXRef-OperatingSystem-')) return 'operating-system';
  if (id.startsWith('SPDXRef-ContainerImage-')) return 'image';
  const type = typeof purl === 'string' ? parsePurl(purl)?.type : undefined;
  return primaryPackagePurpose === 'CONTAINER' || type === 'oci' || type === 'docker' ? 'image' : 'package';
}

function describedIds(json: Member, relationships: readonly Member[]): ReadonlySet<string> {
  const related = relationships
    .filter(({ relationshipType }) => relationshipType === 'DESCRIBES')
    .map(({ relatedSpdxElement }) => relatedSpdxElement);
  return new Set([...asStrings(json.documentDescribes), ...asStrings(related)]);
}

/** Packages that others were built from: named so that their origin is known, not because they are there. */
function sourceIds(relationships: readonly Member[]): ReadonlySet<string> {
  return new Set(
    relationships.flatMap(({ relationshipType, spdxElementId, relatedSpdxElement }) => {
      if (relationshipType === 'GENERATED_FROM') return asString(relatedSpdxElement) ?? [];
      return relationshipType === 'GENERATES' ? (asString(spdxElementId) ?? []) : [];
    }),
  );
}

function extractedNames(json: Member): ReadonlyMap<string, string> {
  return new Map(
    asRecords(json.hasExtractedLicensingInfos).flatMap(({ licenseId, name }) =>
      typeof licenseId === 'string' && typeof name === 'string' ? [[licenseId, name] as const] : [],
    ),
  );
}

function licensesOf(one: Member, names: ReadonlyMap<string, string>): readonly string[] {
  const given = [one.licenseDeclared, one.licenseConcluded]
    .map(asString)
    .find((text) => text !== undefined && text !== 'NOASSERTION' && text !== 'NONE');
  return given === undefined ? [] : splitLicenses(given, names);
}

/** Undoes what joined several licences: the parts of an expression that is nothing but a conjunction, names for references. */
export function splitLicenses(expression: string, names: ReadonlyMap<string, string>): readonly string[] {
  const isConjunction = !/[()]|\sOR\s/i.test(expression);
  const parts = isConjunction ? expression.split(/\sAND\s/i) : [expression];
  return parts.map((part) => names.get(part.trim()) ?? part.trim()).filter((part) => part !== '');
}

/** Properties that our own documents carry as JSON in a comment. */
function annotatedProperties(one: Member): readonly Property[] {
  return asRecords(one.annotations).flatMap(({ comment }) => {
    if (typeof comment !== 'string' || !comment.startsWith('{"properties":')) return [];
    const value = parseNestedJson(comment);
    return isRecord(value) ? propertiesOf(value.properties) : [];
  });
}

/** `Tool: syft-1.2.3`, the version taken off. */
function toolNames(json: Member): readonly string[] {
  const creators = isRecord(json.creationInfo) ? asStrings(json.creationInfo.creators) : [];
  const tools = creators.flatMap((creator) =>
    creator.startsWith('Tool:') ? creator.slice('Tool:'.length).trim() : [],
  );
  return tools.map((tool) => (tool.includes('-') ? tool.slice(0, tool.lastIndexOf('-')) : tool));
}

function completenessOf(comment: string | undefined): SbomDocument['completeness'] {
  if (comment?.startsWith('Coverage: complete') === true) return 'complete';
  return comment?.startsWith('Coverage: INCOMPLETE') === true ? 'incomplete' : 'unsaid';
}
