import { createHash } from 'node:crypto';
import type { Package } from '#core/package.ts';
import type { ScanReport } from '#core/scan-report.ts';
import { distroProperties, imageProperties, type Property, packageProperties } from '#engine/sbom/index.ts';
import { declaredLicense, type NamedLicenses } from '../../licenses/declared-license.ts';
import type { ReportFormat } from '../../report-format.ts';
import { coverageStatements } from '../../writing/coverage-statements.ts';
import { imagePurl } from '../../writing/image-purl.ts';
import { reportUuid } from '../../writing/report-uuid.ts';
import { writeJson } from '../../writing/write-json.ts';

/**
 * SPDX 2.3 as JSON (spdx.github.io/spdx-spec/v2.3): the image, its distro and every package as SPDX packages. What the format has no member for is an
 * annotation with properties as JSON, and so are the reasons why coverage is incomplete.
 */
export const spdx = {
  name: 'spdx',
  displayName: 'SPDX 2.3',
  mediaType: 'application/spdx+json',
  extension: 'spdx.json',
  listsPackages: true,
  write,
} as const satisfies ReportFormat;

const rootId = 'SPDXRef-Image';
const distroId = 'SPDXRef-Distro';
const unsaid = 'NOASSERTION';

type Annotate = (comment: string) => object;

function* write(report: ScanReport): Generator<string> {
  const named: NamedLicenses = new Map();
  const created = `${report.finishedAt.slice(0, 19)}Z`;
  const annotator = `Tool: ${report.tool.name}-${report.tool.version}`;
  const annotate: Annotate = (comment) => ({ annotationDate: created, annotationType: 'OTHER', annotator, comment });
  yield* writeJson({
    spdxVersion: 'SPDX-2.3',
    dataLicense: 'CC0-1.0',
    SPDXID: 'SPDXRef-DOCUMENT',
    name: report.image.reference,
    documentNamespace: `urn:uuid:${reportUuid(report, 'spdx')}`,
    creationInfo: { created, creators: [annotator] },
    comment: report.complete
      ? 'Coverage: complete. Everything in the image was read.'
      : 'Coverage: INCOMPLETE. Packages may be missing; the annotations say why.',
    annotations: coverageStatements(report).map(annotate),
    packages: packagesOf(report, annotate, named),
    // After the packages, whose licences are known only once they are written.
    hasExtractedLicensingInfos: extractedLicenses(named),
    relationships: relationshipsOf(report),
  });
  yield '\n';
}

function* packagesOf(report: ScanReport, annotate: Annotate, named: NamedLicenses): Generator<object> {
  const { image, distro, packages } = report;
  yield {
    ...spdxPackage(rootId, { name: image.reference, version: image.manifestDigest, purpose: 'CONTAINER' }),
    checksums: [{ algorithm: 'SHA256', checksumValue: image.manifestDigest.slice('sha256:'.length) }],
    ...purlReference(imagePurl(report)),
    annotations: propertyAnnotations(imageProperties(report), annotate),
  };
  if (distro !== undefined) {
    yield {
      ...spdxPackage(distroId, { name: distro.id, version: distro.versionId, purpose: 'OPERATING_SYSTEM' }),
      description: distro.prettyName,
      annotations: propertyAnnotations(distroProperties(distro), annotate),
    };
  }
  for (const one of packages) {
    const license = declaredLicense(one.licenses, named);
    yield {
      ...spdxPackage(idOf(one), { name: one.name, version: one.version, purpose: 'LIBRARY' }),
      ...(license !== undefined && { licenseDeclared: license }),
      ...purlReference(one.purl),
      // In the words that other tools look for.
      ...(one.source !== undefined && { sourceInfo: `built package from: ${one.source.name} ${one.source.version}` }),
      annotations: propertyAnnotations(packageProperties(one), annotate),
    };
  }
}

function spdxPackage(
  id: string,
  { name, version, purpose }: { readonly name: string; readonly version: string | undefined; readonly purpose: string },
): object {
  return {
    SPDXID: id,
    name,
    ...(version !== undefined && { versionInfo: version }),
    downloadLocation: unsaid,
    filesAnalyzed: false,
    supplier: unsaid,
    copyrightText: unsaid,
    licenseConcluded: unsaid,
    licenseDeclared: unsaid,
    primaryPackagePurpose: purpose,
  };
}

function purlReference(purl: string): object {
  const reference = { referenceCategory: 'PACKAGE-MANAGER', referenceType: 'purl', referenceLocator: purl };
  return { externalRefs: [reference] };
}

function propertyAnnotations(properties: readonly Property[], annotate: Annotate): readonly object[] {
  return properties.length === 0 ? [] : [annotate(JSON.stringify({ properties }))];
}

function* extractedLicenses(named: NamedLicenses): Generator<object> {
  for (const [licenseId, name] of named) yield { licenseId, name, extractedText: name };
}

function* relationshipsOf({ distro, packages }: ScanReport): Generator<object> {
  const relation = (from: string, relationshipType: string, to: string) => ({
    spdxElementId: from,
    relationshipType,
    relatedSpdxElement: to,
  });
  yield relation('SPDXRef-DOCUMENT', 'DESCRIBES', rootId);
  if (distro !== undefined) yield relation(rootId, 'CONTAINS', distroId);
  for (const one of packages) yield relation(rootId, 'CONTAINS', idOf(one));
}

/** Letters, digits, dots and dashes are all that an id may have, so the purl is told apart by its digest. */
function idOf({ purl, type, name }: Package): string {
  const slug = `${type}-${name}`.replace(/[^A-Za-z0-9.]+/g, '-').slice(0, 60);
  return `SPDXRef-Package-${slug}-${createHash('sha256').update(purl).digest('hex').slice(0, 16)}`;
}
