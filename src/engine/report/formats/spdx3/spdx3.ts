import type { ScanReport } from '#core/scan-report.ts';
import type { NamedLicenses } from '../../licenses/declared-license.ts';
import type { ReportFormat } from '../../report-format.ts';
import { coverageStatements } from '../../writing/coverage-statements.ts';
import { reportUuid } from '../../writing/report-uuid.ts';
import { writeJson } from '../../writing/write-json.ts';
import { createElements, creationInfoId, type Elements } from './elements.ts';
import { licenseElements, packageElements } from './package-elements.ts';

/**
 * SPDX 3.0.1 as JSON-LD (spdx.github.io/spdx-spec/v3.0.1), profiles core, software, simpleLicensing and extension. The relationship from image to
 * packages says whether it is complete; annotations say why not; what no class has a member for are CycloneDX properties, for which the
 * extension profile has a class.
 */
export const spdx3 = {
  name: 'spdx3',
  displayName: 'SPDX 3.0',
  mediaType: 'application/spdx+json',
  extension: 'spdx3.json',
  listsPackages: true,
  write,
} as const satisfies ReportFormat;

function* write(report: ScanReport): Generator<string> {
  yield* writeJson({
    '@context': 'https://spdx.org/rdf/3.0.1/spdx-context.jsonld',
    '@graph': graphOf(report, createElements(`urn:uuid:${reportUuid(report, 'spdx3')}`)),
  });
  yield '\n';
}

function* graphOf(report: ScanReport, elements: Elements): Generator<object> {
  const { element, iri } = elements;
  const ids = { document: iri('Document'), sbom: iri('Sbom'), agent: iri('Tool'), root: iri('Image') };
  yield {
    type: 'CreationInfo',
    '@id': creationInfoId,
    specVersion: '3.0.1',
    created: `${report.finishedAt.slice(0, 19)}Z`,
    createdBy: [ids.agent],
  };
  yield element('SoftwareAgent', ids.agent, { name: `${report.tool.name} ${report.tool.version}` });
  yield element('SpdxDocument', ids.document, {
    name: report.image.reference,
    profileConformance: ['core', 'software', 'simpleLicensing', 'extension'],
    rootElement: [ids.sbom],
  });
  yield element('software_Sbom', ids.sbom, {
    profileConformance: ['core', 'software', 'simpleLicensing', 'extension'],
    software_sbomType: ['analyzed'],
    rootElement: [ids.root],
  });
  for (const [index, statement] of coverageStatements(report).entries()) {
    yield element('Annotation', iri(`Annotation-${index}`), { annotationType: 'other', subject: ids.root, statement });
  }
  const named: NamedLicenses = new Map();
  const expressions = new Map<string, string>();
  yield* packageElements(report, elements, { root: ids.root, named, expressions });
  yield* licenseElements(elements, named, expressions);
}
