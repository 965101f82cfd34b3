import deprecatedIds from 'spdx-license-ids/deprecated.json' with { type: 'json' };
import licenseIds from 'spdx-license-ids/index.json' with { type: 'json' };
import { describe, expect, it } from 'vitest';
import type { ScanReport } from '#core/scan-report.ts';
import { hostileReport, hostileTexts } from '#tests/support/hostile-report.ts';
import { type OfficialSchema, schemaViolations } from '#tests/support/official-schemas.ts';
import { missingShared } from '#tests/support/requirements.ts';
import { finding, npmPackage, scanReport } from '#tests/support/sample-report.ts';
import { findReportFormat, reportFormatNames, reportFormats } from './report-formats.ts';

const validated: readonly [format: string, schema: OfficialSchema][] = [
  ['sarif', 'sarif'],
  ['openvex', 'openvex'],
  ['cyclonedx', 'cyclonedx-1.6'],
  ['cyclonedx@1.7', 'cyclonedx-1.7'],
  ['spdx', 'spdx-2.3'],
  ['spdx3', 'spdx-3.0.1'],
];

function pieces(name: string, report: ScanReport): Iterable<string> {
  const { format, version } = findReportFormat(name) ?? expect.unreachable(`no format ${name}`);
  return format.write(report, { color: false, ...(version !== undefined && { version }) });
}

function write(name: string, report: ScanReport): string {
  return [...pieces(name, report)].join('');
}

/** A report large enough that holding it all as one text would show. */
function largeReport(count: number): ScanReport {
  const names = Array.from({ length: count }, (_, index) => `p${index}`);
  return scanReport({
    packages: names.map((name) => npmPackage(name, '1.0.0')),
    findings: names.map((name, index) =>
      finding(`CVE-2024-${1000 + index}`, name, {
        suppressions: index % 2 === 0 ? [] : [{ by: 'vex', statementId: '1', reason: 'not reachable' }],
      }),
    ),
  });
}

describe.each(reportFormatNames())('%s', (name) => {
  it.each(Object.entries(hostileTexts))('writes %s, the same each time, in Unicode that is whole', (_, text) => {
    const written = write(name, hostileReport(text));
    expect(write(name, hostileReport(text))).toBe(written);
    expect(written.isWellFormed()).toBe(true);
    expect(written).not.toBe('');
  });

  it('writes a large report in many small pieces', () => {
    const written = [...pieces(name, largeReport(3000))];
    expect(written.length).toBeGreaterThan(1000);
    expect(Math.max(...written.map((piece) => piece.length))).toBeLessThan(64 * 1024);
  });
});

describe.skipIf(missingShared('schemas')).each(validated)('%s is valid [needs ../shared/schemas]', (name, schema) => {
  it.each(Object.entries(hostileTexts))('with %s', (_, text) => {
    expect(schemaViolations(schema, JSON.parse(write(name, hostileReport(text))))).toEqual([]);
  });

  it('with many findings', () => {
    expect(schemaViolations(schema, JSON.parse(write(name, largeReport(100))))).toEqual([]);
  });

  it('with nothing at all, where the format allows it', () => {
    if (name === 'openvex') expect(() => write(name, scanReport({}))).toThrow(/no finding .* is suppressed/);
    else expect(schemaViolations(schema, JSON.parse(write(name, scanReport({}))))).toEqual([]);
  });
});

it('formats have distinct names', () => {
  expect(new Set(reportFormats.map(({ name }) => name)).size).toBe(reportFormats.length);
});

it.skipIf(missingShared('schemas'))(
  'every licence that SPDX lists is one that CycloneDX allows [needs ../shared/schemas]',
  () => {
    const packages = [...licenseIds, ...deprecatedIds].map((id) => ({
      ...npmPackage(id.toLowerCase(), '1'),
      licenses: [id],
    }));
    expect(schemaViolations('cyclonedx-1.6', JSON.parse(write('cyclonedx', scanReport({ packages }))))).toEqual([]);
  },
);
