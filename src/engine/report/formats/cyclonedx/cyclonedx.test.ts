import { describe, expect, it } from 'vitest';
import { acceptance, acceptanceWords } from '#tests/support/acceptance.ts';
import { finding } from '#tests/support/sample-report.ts';
import { sbomReport } from '#tests/support/sbom-report.ts';
import { cyclonedx } from './cyclonedx.ts';

const write = (report: ReturnType<typeof sbomReport>, version?: string) =>
  JSON.parse([...cyclonedx.write(report, { color: false, ...(version !== undefined && { version }) })].join(''));

describe('cyclonedx', () => {
  const bom = write(sbomReport());

  it('has the image as root, and its distro and packages as components', () => {
    expect(bom).toMatchObject({
      bomFormat: 'CycloneDX',
      specVersion: '1.6',
      metadata: { timestamp: '2026-01-01T00:00:01.000Z' },
    });
    expect(bom.metadata.component).toMatchObject({
      type: 'container',
      name: 'r.example/app:1',
      purl: `pkg:oci/app@sha256:${'3'.repeat(64)}?arch=amd64&repository_url=r.example%2Fapp&tag=1`,
    });
    expect(bom.components.map(({ type, name }: Record<string, string>) => [type, name])).toEqual([
      ['operating-system', 'almalinux'],
      ['library', 'a'],
      ['library', 'b'],
      ['library', 'nodejs'],
    ]);
    const refs = new Set([bom.metadata.component, ...bom.components].map((one) => one['bom-ref']));
    expect(refs.size).toBe(5);
    for (const ref of bom.dependencies[0].dependsOn) expect(refs).toContain(ref);
  });

  it('gives licences by identifier, as an expression, or by name', () => {
    expect(bom.components.slice(1).map(({ licenses }: { licenses: unknown }) => licenses)).toEqual([
      [{ license: { id: 'MIT' } }],
      [{ expression: 'MIT OR Apache-2.0' }],
      [{ license: { name: 'MIT and ASL 2.0' } }, { license: { id: 'BSD-3-Clause' } }],
    ]);
  });

  it('keeps what it has no member for as properties', () => {
    const properties = bom.components[3].properties as { name: string; value: string }[];
    expect(Object.fromEntries(properties.map(({ name, value }) => [name, value]))).toEqual({
      'plimsoll:package:ecosystem': 'almalinux',
      'plimsoll:package:source': '{"name":"nodejs-src","version":"1:16.20.2-1"}',
      'plimsoll:package:architecture': 'x86_64',
      'plimsoll:package:locations': `{"path":"var/lib/rpm/rpmdb.sqlite","layer":"sha256:${'1'.repeat(64)}"}`,
      'plimsoll:package:foundBy': 'rpm',
      'plimsoll:package:details': '{"kind":"rpm","epoch":1,"modularityLabel":"nodejs:16:9000:x"}',
    });
    expect(JSON.stringify(bom.metadata.component)).not.toContain('"env"');
  });

  it('says that it is incomplete, and why', () => {
    expect(bom.compositions).toMatchObject([{ aggregate: 'incomplete', assemblies: ['image'] }]);
    expect(bom.annotations).toMatchObject([{ text: 'image/layer-truncated: layer 2 ends early' }]);
    const complete = write(sbomReport({ problems: [] }));
    expect([complete.compositions[0].aggregate, complete.annotations]).toEqual(['complete', undefined]);
  });

  it('has vulnerabilities where they were looked up, and says what was decided of them', () => {
    expect(bom.vulnerabilities).toMatchObject([
      {
        id: 'CVE-2024-1234',
        ratings: [
          { severity: 'high', method: 'other' },
          { score: 7.5, method: 'CVSSv31' },
        ],
        affects: [{ ref: 'pkg:npm/a@1.0.0' }],
      },
      { id: 'CVE-2024-2', analysis: { state: 'not_affected', detail: 'not reachable' } },
    ]);
    const [headers, notice] = write(
      sbomReport({
        findings: [
          finding('CVE-2024-3', 'a', { hidden: 'kernel-headers', confidence: 'low' }),
          finding('RUSTSEC-1', 'a', { hidden: 'informational' }),
        ],
      }),
    ).vulnerabilities;
    expect(headers).toMatchObject({
      analysis: { state: 'not_affected', justification: 'code_not_present' },
      properties: expect.arrayContaining([
        { name: 'plimsoll:finding:hidden', value: 'kernel-headers' },
        { name: 'plimsoll:finding:confidence', value: 'low' },
      ]),
    });
    expect(notice.analysis).toBeUndefined();
    const accepted = write(sbomReport({ findings: [finding('CVE-2024-4', 'a', { suppressions: [acceptance] })] }));
    expect(accepted.vulnerabilities[0].analysis).toEqual({
      state: 'exploitable',
      response: ['will_not_fix'],
      detail: acceptanceWords.replace('exception', 'Accepted'),
    });
    const { advisoryDatabase: _, ...listed } = sbomReport({ findings: [] });
    expect(write(listed)).not.toHaveProperty('vulnerabilities');
    expect(write(sbomReport({ findings: [] })).vulnerabilities).toEqual([]);
  });

  it('is written in another version where asked, under another serial number', () => {
    const newer = write(sbomReport(), '1.7');
    expect([newer.specVersion, newer.$schema]).toEqual(['1.7', 'http://cyclonedx.org/schema/bom-1.7.schema.json']);
    expect(newer.serialNumber).not.toBe(bom.serialNumber);
  });
});
