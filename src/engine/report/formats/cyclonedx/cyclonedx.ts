import type { Package } from '#core/package.ts';
import type { ScanReport } from '#core/scan-report.ts';
import { distroProperties, imageProperties, packageProperties } from '#engine/sbom/index.ts';
import type { ReportFormat, ReportOptions } from '../../report-format.ts';
import { coverageStatements } from '../../writing/coverage-statements.ts';
import { shortened } from '../../writing/describe-finding.ts';
import { imagePurl } from '../../writing/image-purl.ts';
import { reportUuid } from '../../writing/report-uuid.ts';
import { writeJson } from '../../writing/write-json.ts';
import { licenseChoice } from './license-choice.ts';
import { vulnerabilitiesOf } from './vulnerabilities.ts';

const usualVersion = '1.6';

/**
 * CycloneDX (cyclonedx.org/docs/1.6/json): the image as root, its distro and every package as components, with what the format has no member for
 * as properties; an aggregate `incomplete` where coverage is, with the reasons as annotations; and vulnerabilities where they were looked up.
 */
export const cyclonedx = {
  name: 'cyclonedx',
  displayName: 'CycloneDX',
  mediaType: 'application/vnd.cyclonedx+json',
  extension: 'cdx.json',
  listsPackages: true,
  versions: ['1.7'],
  write,
} as const satisfies ReportFormat;

/** The longest version that the schema allows. */
const maxVersionLength = 1024;

/** References within the document; those of packages are their purls. */
const rootRef = 'image';
const distroRef = 'distro';

function* write(report: ScanReport, { version = usualVersion }: ReportOptions): Generator<string> {
  const uuid = reportUuid(report, `cyclonedx ${version}`);
  const tool = { type: 'application', name: report.tool.name, version: report.tool.version };
  const statements = coverageStatements(report);
  yield* writeJson({
    $schema: `http://cyclonedx.org/schema/bom-${version}.schema.json`,
    bomFormat: 'CycloneDX',
    specVersion: version,
    serialNumber: `urn:uuid:${uuid}`,
    version: 1,
    metadata: {
      timestamp: report.finishedAt,
      lifecycles: [{ phase: 'post-build' }],
      tools: { components: [tool] },
      component: rootOf(report),
    },
    components: componentsOf(report),
    dependencies: [{ ref: rootRef, dependsOn: refsOf(report) }],
    compositions: [
      { aggregate: report.complete ? 'complete' : 'incomplete', assemblies: [rootRef], dependencies: [rootRef] },
    ],
    ...(statements.length > 0 && {
      annotations: statements.map((text) => ({
        subjects: [rootRef],
        annotator: { component: tool },
        timestamp: report.finishedAt,
        text,
      })),
    }),
    ...(report.advisoryDatabase !== undefined && { vulnerabilities: vulnerabilitiesOf(report) }),
  });
  yield '\n';
}

function rootOf(report: ScanReport): object {
  const { image } = report;
  return {
    type: 'container',
    'bom-ref': rootRef,
    name: image.reference,
    version: image.manifestDigest,
    hashes: [{ alg: 'SHA-256', content: image.manifestDigest.slice('sha256:'.length) }],
    purl: imagePurl(report),
    properties: imageProperties(report),
  };
}

function* componentsOf({ distro, packages }: ScanReport): Generator<object> {
  if (distro !== undefined) {
    yield {
      type: 'operating-system',
      'bom-ref': distroRef,
      name: distro.id,
      ...(distro.versionId !== undefined && { version: shortened(distro.versionId, maxVersionLength) }),
      description: distro.prettyName,
      properties: distroProperties(distro),
    };
  }
  for (const one of packages) yield componentOf(one);
}

function componentOf(one: Package): object {
  const licenses = licenseChoice(one.licenses);
  return {
    type: 'library',
    'bom-ref': one.id,
    name: one.name,
    version: shortened(one.version, maxVersionLength),
    ...(licenses.length > 0 && { licenses }),
    purl: one.purl,
    ...(one.locations.length > 0 && {
      evidence: {
        occurrences: one.locations.map(({ path, line }) => ({ location: path, ...(line !== undefined && { line }) })),
      },
    }),
    properties: packageProperties(one),
  };
}

function* refsOf({ distro, packages }: ScanReport): Generator<string> {
  if (distro !== undefined) yield distroRef;
  for (const { id } of packages) yield id;
}
