import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { defaultLimits, type Limits } from '#core/limits.ts';
import { temporaryDirectory } from '#tests/support/feeds/temporary-directory.ts';
import { vexDocumentFormats } from './documents/index.ts';
import { readVexFile } from './read-vex-file.ts';

const csaf = { document: { csaf_version: '2.0' }, vulnerabilities: [] };
const read = async (content: string, limits: Limits = defaultLimits) => {
  const path = join(temporaryDirectory(), 'vex.json');
  await writeFile(path, content);
  return readVexFile(path, limits);
};

describe('readVexFile', () => {
  it.each([
    ['OpenVEX', { '@context': 'https://openvex.dev/ns/v0.2.0', statements: [] }],
    ['CSAF', csaf],
    ['CycloneDX VEX', { bomFormat: 'CycloneDX', vulnerabilities: [] }],
  ])('knows %s', async (format, document) => {
    expect(await read(JSON.stringify(document))).toMatchObject({ format, statements: [] });
  });

  it.each([
    ['no JSON', '<xml>', 'vex/unreadable', defaultLimits],
    ['an SBOM without vulnerabilities', '{"bomFormat":"CycloneDX"}', 'vex/unknown-format', defaultLimits],
    ['more bytes than are read', JSON.stringify(csaf), 'vex/unreadable', { ...defaultLimits, maxVexBytes: 10 }],
    ['more values than are read', JSON.stringify(csaf), 'vex/unreadable', { ...defaultLimits, maxVexValues: 3 }],
    ['deep nesting', '['.repeat(10_000), 'vex/unreadable', defaultLimits],
  ])('throws for %s', async (_, content, code, limits) => {
    await expect(read(content, limits)).rejects.toMatchObject({ code });
  });

  it('throws for a file that is not there', async () => {
    await expect(readVexFile('/no/such/file', defaultLimits)).rejects.toMatchObject({ code: 'vex/unreadable' });
  });

  it('no format throws, whatever the JSON', () => {
    const keys = [
      'document',
      'product_tree',
      'vulnerabilities',
      'statements',
      'products',
      'affects',
      'branches',
      'vulnerability',
      'cve',
      'analysis',
      'components',
      'metadata',
      'relationships',
    ];
    const { tree } = fc.letrec((tie) => ({
      tree: fc.oneof(
        { depthSize: 'small' },
        fc.constantFrom(null, 1, 'x', 'CVE-2026-0001', 'affected'),
        fc.array(tie('tree')),
        fc.dictionary(fc.constantFrom(...keys), tie('tree')),
      ),
    }));
    fc.assert(
      fc.property(tree, (json) => {
        for (const format of vexDocumentFormats) {
          format.recognises(json);
          expect(Array.isArray(format.statements(json))).toBe(true);
        }
      }),
    );
  });
});
