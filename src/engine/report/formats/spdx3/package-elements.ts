import { createHash } from 'node:crypto';
import type { Package } from '#core/package.ts';
import type { ScanReport } from '#core/scan-report.ts';
import { distroProperties, imageProperties, type Property, packageProperties } from '#engine/sbom/index.ts';
import { declaredLicense, type NamedLicenses } from '../../licenses/declared-license.ts';
import { imagePurl } from '../../writing/image-purl.ts';
import type { Elements } from './elements.ts';

interface Written {
  /** IRI of the image. */
  readonly root: string;
  readonly named: NamedLicenses;
  /** IRIs of licence expressions that packages were given, by expression. */
  readonly expressions: Map<string, string>;
}

/** Writes image, distro and packages, what contains what, and the licence of each; notes the licences, for who writes those. */
export function* packageElements(report: ScanReport, elements: Elements, written: Written): Generator<object> {
  const { element, iri } = elements;
  const { image, distro, packages, complete } = report;
  yield element('software_Package', written.root, {
    name: image.reference,
    software_primaryPurpose: 'container',
    software_packageVersion: image.manifestDigest,
    ...purlMembers(imagePurl(report)),
    verifiedUsing: [{ type: 'Hash', algorithm: 'sha256', hashValue: image.manifestDigest.slice('sha256:'.length) }],
    ...extension(imageProperties(report)),
  });
  if (distro !== undefined) {
    yield element('software_Package', iri('Distro'), {
      name: distro.id,
      description: distro.prettyName,
      software_primaryPurpose: 'operatingSystem',
      ...(distro.versionId !== undefined && { software_packageVersion: distro.versionId }),
      ...extension(distroProperties(distro)),
    });
  }
  for (const one of packages) yield* onePackage(one, elements, written);
  if (distro !== undefined || packages.length > 0) {
    yield element('Relationship', iri('Contains'), {
      from: written.root,
      relationshipType: 'contains',
      completeness: complete ? 'complete' : 'incomplete',
      to: contained(report, elements),
    });
  }
}

function* onePackage(one: Package, { element, iri }: Elements, { named, expressions }: Written): Generator<object> {
  const id = iri(`Package-${digestOf(one.purl)}`);
  yield element('software_Package', id, {
    name: one.name,
    software_primaryPurpose: 'library',
    software_packageVersion: one.version,
    ...purlMembers(one.purl),
    ...(one.source !== undefined && {
      software_sourceInfo: `built package from: ${one.source.name} ${one.source.version}`,
    }),
    ...extension(packageProperties(one)),
  });
  const expression = declaredLicense(one.licenses, named);
  if (expression === undefined) return;
  const license = expressions.get(expression) ?? iri(`License-${digestOf(expression)}`);
  expressions.set(expression, license);
  yield element('Relationship', iri(`DeclaredLicense-${digestOf(one.purl)}`), {
    from: id,
    relationshipType: 'hasDeclaredLicense',
    to: [license],
  });
}

/** Writes the licence expressions that packages were given, and a text for each licence in them that SPDX does not list. */
export function* licenseElements(
  { element, iri }: Elements,
  named: NamedLicenses,
  expressions: ReadonlyMap<string, string>,
): Generator<object> {
  for (const [expression, id] of expressions) {
    const custom = [...new Set(expression.match(/LicenseRef-[A-Za-z0-9.-]+/g))];
    yield element('simplelicensing_LicenseExpression', id, {
      simplelicensing_licenseExpression: expression,
      ...(custom.length > 0 && {
        simplelicensing_customIdToUri: custom.map((key) => ({ type: 'DictionaryEntry', key, value: iri(key) })),
      }),
    });
  }
  for (const [reference, name] of named) {
    yield element('simplelicensing_SimpleLicensingText', iri(reference), { name, simplelicensing_licenseText: name });
  }
}

function* contained({ distro, packages }: ScanReport, { iri }: Elements): Generator<string> {
  if (distro !== undefined) yield iri('Distro');
  for (const { purl } of packages) yield iri(`Package-${digestOf(purl)}`);
}

function purlMembers(purl: string): object {
  return {
    software_packageUrl: purl,
    externalIdentifier: [{ type: 'ExternalIdentifier', externalIdentifierType: 'packageUrl', identifier: purl }],
  };
}

function extension(properties: readonly Property[]): object {
  if (properties.length === 0) return {};
  const entries = properties.map(({ name, value }) => ({
    type: 'extension_CdxPropertyEntry',
    extension_cdxPropName: name,
    extension_cdxPropValue: value,
  }));
  return { extension: [{ type: 'extension_CdxPropertiesExtension', extension_cdxProperty: entries }] };
}

function digestOf(text: string): string {
  return createHash('sha256').update(text).digest('hex').slice(0, 24);
}
