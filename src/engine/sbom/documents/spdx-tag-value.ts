import type { Json } from '#core/json.ts';

/** A section of a tag-value document as the JSON form would have it. */
type Section = { [member: string]: Json };

/** Where a tag's value goes in the JSON form: tags of packages, but for those that begin a section or make a list. */
const members: Readonly<Record<string, string>> = {
  SPDXID: 'SPDXID',
  PackageName: 'name',
  PackageVersion: 'versionInfo',
  PackageLicenseDeclared: 'licenseDeclared',
  PackageLicenseConcluded: 'licenseConcluded',
  PackageSourceInfo: 'sourceInfo',
  PrimaryPackagePurpose: 'primaryPackagePurpose',
  LicenseID: 'licenseId',
  LicenseName: 'name',
  SPDXVersion: 'spdxVersion',
  DocumentName: 'name',
};

/** Tells whether a text is an SPDX document in tag-value form: it begins with its version, comments aside. */
export function isTagValue(text: string): boolean {
  return /^(?:\ufeff)?(?:#[^\n]*\n|\s)*SPDXVersion:[ \t]*SPDX-2\./.test(text.slice(0, 4096));
}

/**
 * Turns an SPDX 2.x document in tag-value form (spdx.github.io/spdx-spec/v2.3, "Tag-value format") into the JSON form of what is used of it. Sections
 * begin with their first tag; lines that are no tags are passed over.
 */
export function tagValueToJson(text: string): Readonly<Record<string, unknown>> {
  const creators: string[] = [];
  const packages: Section[] = [];
  const relationships: object[] = [];
  const licenses: Section[] = [];
  const document: Section = {};
  let section = document;
  let references: Section[] = [];
  const begin = (): Section => {
    section = {};
    return section;
  };
  for (const [tag, value] of readTags(text)) {
    if (tag === 'PackageName') {
      references = [];
      packages.push(Object.assign(begin(), { externalRefs: references }));
    } else if (tag === 'LicenseID') licenses.push(begin());
    else if (tag === 'FileName' || tag === 'SnippetSPDXID') begin();
    if (tag === 'Relationship') relationships.push(readRelationship(value));
    else if (tag === 'Creator') creators.push(value);
    else if (tag === 'ExternalRef') references.push(readReference(value));
    const member = Object.hasOwn(members, tag) ? members[tag] : undefined;
    if (member !== undefined) section[member] = value;
  }
  return { ...document, creationInfo: { creators }, packages, relationships, hasExtractedLicensingInfos: licenses };
}

/** Yields tags with their values, those in `<text>` over several lines whole. */
function* readTags(text: string): Generator<readonly [tag: string, value: string]> {
  let at = 0;
  while (at < text.length) {
    const end = endOfLine(text, at);
    const line = text.slice(at, end);
    const colon = line.indexOf(':');
    at = end + 1;
    if (colon < 0 || line.startsWith('#')) continue;
    const tag = line.slice(0, colon).trim();
    const value = line.slice(colon + 1).trim();
    if (value.startsWith('<text>')) {
      const start = end - line.length + line.indexOf('<text>') + '<text>'.length;
      const close = text.indexOf('</text>', start);
      const stop = close < 0 ? text.length : close;
      yield [tag, text.slice(start, stop)];
      at = endOfLine(text, stop) + 1;
    } else yield [tag, value];
  }
}

function endOfLine(text: string, from: number): number {
  const newline = text.indexOf('\n', from);
  return newline < 0 ? text.length : newline;
}

/** `SPDXRef-A CONTAINS SPDXRef-B`. */
function readRelationship(value: string): object {
  const [spdxElementId, relationshipType, relatedSpdxElement] = value.split(/\s+/, 3);
  return { spdxElementId, relationshipType, relatedSpdxElement };
}

/** `PACKAGE-MANAGER purl pkg:npm/a@1`. */
function readReference(value: string): Section {
  const [referenceCategory = '', referenceType = '', referenceLocator = ''] = value.split(/\s+/, 3);
  return { referenceCategory, referenceType, referenceLocator };
}
