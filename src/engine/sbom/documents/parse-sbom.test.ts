import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { anyText } from '#tests/support/any-text.ts';
import { cpuTimeMs } from '#tests/support/cpu-time.ts';
import { SbomError } from '../sbom-error.ts';
import { parseSbom } from './parse-sbom.ts';

const bounds = { maxBytes: 8 * 1024 * 1024, maxValues: 100_000 };
const parse = (text: string) => parseSbom(Buffer.from(text), 'x.json', bounds);

describe('what is no SBOM', () => {
  it.each([
    ['nothing', '', 'sbom/not-an-sbom', /x\.json is no SBOM that can be read: it is not JSON/],
    ['other JSON', '{"a":1}', 'sbom/not-an-sbom', /of a known format \(CycloneDX, SPDX, SPDX 3/],
    ['a list', '[1]', 'sbom/not-an-sbom', /known format/],
    ['an early end', '{"bomFormat":"CycloneDX","components":[', 'sbom/not-an-sbom', /ends early/],
    ['XML', '<?xml version="1.0"?><bom/>', 'sbom/unsupported', /is XML, which is not read: convert it to JSON/],
    [
      'too deep',
      `{"bomFormat":"CycloneDX","components":${'['.repeat(100_000)}`,
      'sbom/not-an-sbom',
      /nested more than 200 deep/,
    ],
    [
      'too many values',
      `{"bomFormat":"CycloneDX","components":[${'{},'.repeat(100_000)}{}]}`,
      'sbom/not-an-sbom',
      /more than 100000 values/,
    ],
    ['too large', ' '.repeat(8 * 1024 * 1024 + 1), 'sbom/too-large', /more than the 8388608/],
  ])('%s', (_, text, code, message) => {
    expect(() => parse(text)).toThrow(SbomError);
    expect(() => parse(text)).toThrow(expect.objectContaining({ code, message: expect.stringMatching(message) }));
  });

  it('bytes of any kind give an SBOM or that error', () => {
    const start = fc.constantFrom('', '{"bomFormat":"CycloneDX",', 'SPDXVersion: SPDX-2.3\n');
    fc.assert(
      fc.property(start, anyText(), (prefix, rest) => {
        try {
          parse(prefix + rest);
        } catch (error) {
          expect(error).toBeInstanceOf(SbomError);
        }
      }),
    );
  });
});

describe('large and odd documents take time in proportion to their size', () => {
  it.each([
    [
      'components nested in components',
      `{"bomFormat":"CycloneDX","components":${'[{"type":"library","name":"a","version":"1","components":'.repeat(90)}[]${'}]'.repeat(90)}}`,
    ],
    [
      'references that go round',
      JSON.stringify({
        spdxVersion: 'SPDX-2.3',
        packages: Array.from({ length: 1000 }, (_, at) => ({ SPDXID: `SPDXRef-${at}`, name: 'a', versionInfo: '1' })),
        relationships: Array.from({ length: 1000 }, (_, at) => ({
          spdxElementId: `SPDXRef-${at}`,
          relationshipType: 'CONTAINS',
          relatedSpdxElement: `SPDXRef-${(at + 1) % 1000}`,
        })),
      }),
    ],
    ['lines without tags', `SPDXVersion: SPDX-2.3\n${'x\n'.repeat(1_000_000)}`],
    ['texts that never end', `SPDXVersion: SPDX-2.3\n${'PackageName: <text>a\n'.repeat(100_000)}`],
    ['one long line', `SPDXVersion: SPDX-2.3\nExternalRef: ${'a '.repeat(2_000_000)}`],
    [
      'a long licence',
      JSON.stringify({
        spdxVersion: 'SPDX-2.3',
        packages: [{ SPDXID: 'a', name: 'a', versionInfo: '1', licenseDeclared: ' AND '.repeat(200_000) }],
      }),
    ],
  ])('%s', (_, text) => {
    const started = cpuTimeMs();
    expect(parse(text).components.length).toBeGreaterThanOrEqual(0);
    expect(cpuTimeMs() - started).toBeLessThan(5000);
  });
});

it('takes as many components in one as a document may hold', () => {
  const components = Array.from({ length: 200_000 }, () => ({ type: 'library', name: 'b' }));
  const document = {
    bomFormat: 'CycloneDX',
    specVersion: '1.6',
    components: [{ type: 'library', name: 'a', components }],
  };
  const read = parseSbom(Buffer.from(JSON.stringify(document)), 'x.json', { ...bounds, maxValues: 2_000_000 });
  expect(read.components.length).toBe(200_001);
});
