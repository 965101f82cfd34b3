import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { anyText } from '#tests/support/any-text.ts';
import { finding, npmPackage, scanReport } from '#tests/support/sample-report.ts';
import { json } from './json.ts';

const write = (report: ReturnType<typeof scanReport>) => [...json.write(report)].join('');

describe('json', () => {
  it('is the report, whole', () => {
    const report = scanReport({
      packages: [npmPackage('a', '1.0.0'), npmPackage('b', '2.0.0')],
      findings: [finding('CVE-2024-1', 'a', {})],
    });
    expect(JSON.parse(write(report))).toEqual(report);
  });

  it('is indented by two, as one would expect', () => {
    const report = scanReport({ packages: [npmPackage('a', '1.0.0')] });
    expect(write(report)).toBe(`${JSON.stringify(report, undefined, 2)}\n`);
  });

  it('reads back whatever text it holds', () => {
    fc.assert(
      fc.property(anyText(), (text) => {
        const report = scanReport({ problems: [{ stage: 'image', code: 'x', message: text, affectsCoverage: true }] });
        expect(JSON.parse(write(report)).problems[0].message).toBe(text);
      }),
    );
  });
});
