import { describe, expect, it } from 'vitest';
import { finding, npmPackage, scanReport } from '#tests/support/sample-report.ts';
import { applyStatements } from './apply-statements.ts';
import type { VexFile } from './read-vex-file.ts';
import type { VexProduct, VexStatement } from './vex-statement.ts';

const { image } = scanReport({});
const packages = [npmPackage('a', '1.0.0'), npmPackage('b', '1.0.0')];
const findings = [finding('CVE-2026-0001', 'a', { aliases: ['GHSA-1'] }), finding('CVE-2026-0001', 'b', {})];
const statement = (changes: Partial<VexStatement>): VexStatement => ({
  id: 's1',
  vulnerabilities: ['CVE-2026-0001'],
  status: 'not_affected',
  products: [{ product: ['pkg:npm/a@1.0.0'] }],
  ...changes,
});
const file = (...statements: readonly VexStatement[]): VexFile => ({ path: 'x.json', format: 'OpenVEX', statements });
const suppressed = (files: readonly VexFile[]) => {
  const applied = applyStatements(findings, { image, packages }, files);
  return applied.findings
    .filter(({ suppressions }) => suppressions.length > 0)
    .map(({ packageId }) => packageId.slice(8, 9))
    .join('');
};

describe('applyStatements', () => {
  it.each<[string, VexProduct, string]>([
    ['the package', { product: ['pkg:npm/a@1.0.0'] }, 'a'],
    ['the package in any version', { product: ['pkg:npm/a'] }, 'a'],
    ['another version', { product: ['pkg:npm/a@2.0.0'] }, ''],
    ['another type', { product: ['pkg:pypi/a@1.0.0'] }, ''],
    ['a qualifier that the package has not', { product: ['pkg:npm/a@1.0.0?arch=x'] }, ''],
    ['the image by reference', { product: ['r.example/app:1'] }, 'ab'],
    ['the image by id', { product: [image.id] }, 'ab'],
    ['the image by manifest', { product: [`r.example/app@${image.manifestDigest}`] }, 'ab'],
    ['the image by purl', { product: [`pkg:oci/app@${image.manifestDigest}?repository_url=r.example/app`] }, 'ab'],
    ['the repository by purl', { product: ['pkg:oci/app?repository_url=r.example/app&tag=1'] }, 'ab'],
    ['another tag', { product: ['pkg:oci/app?repository_url=r.example/app&tag=2'] }, ''],
    ['another repository', { product: ['pkg:oci/app?repository_url=other.example/app'] }, ''],
    ['another image of that name', { product: [`pkg:oci/app@sha256:${'9'.repeat(64)}`] }, ''],
    ['a repository alone', { product: ['r.example/app'] }, ''],
    ['a component of the image', { product: ['r.example/app:1'], components: [['pkg:npm/b@1.0.0']] }, 'b'],
    ['a component of another image', { product: ['r.example/other:1'], components: [['pkg:npm/b@1.0.0']] }, ''],
    ['a component of the package', { product: ['pkg:npm/a@1.0.0'], components: [['pkg:npm/c@1.0.0']] }, ''],
    ['no identifier at all', { product: [] }, ''],
  ])('%s', (_, product, expected) => {
    expect(suppressed([file(statement({ products: [product] }))])).toBe(expected);
  });

  it('keeps the finding with reason and statement', () => {
    const said = statement({ justification: 'vulnerable_code_not_present', notes: 'left out' });
    expect(applyStatements(findings, { image, packages }, [file(said)]).findings[0]).toEqual({
      ...findings[0],
      suppressions: [
        {
          by: 'vex',
          statementId: 's1',
          document: 'x.json',
          reason: 'not affected: vulnerable code not present: left out',
        },
      ],
    });
  });

  it.each<[string, readonly Partial<VexStatement>[], string, number]>([
    ['fixed', [{ status: 'fixed' }], 'a', 0],
    ['affected', [{ status: 'affected' }], '', 0],
    ['under investigation', [{ status: 'under_investigation' }], '', 0],
    ['by another name', [{ vulnerabilities: ['GHSA-1'] }], 'a', 0],
    [
      'a later one that takes it back',
      [{ timestamp: '2026-01-01T00:00:00Z' }, { id: 's2', status: 'affected', timestamp: '2026-01-02T00:00:00Z' }],
      '',
      1,
    ],
    [
      'an earlier one that said else',
      [
        { id: 's2', timestamp: '2026-01-02T00:00:00Z' },
        { status: 'affected', timestamp: '2026-01-01T00:00:00Z' },
      ],
      'a',
      1,
    ],
    [
      'one without a time after one with',
      [{ timestamp: '2026-01-01T00:00:00Z' }, { status: 'affected', timestamp: 'soon' }],
      'a',
      1,
    ],
    ['two that agree', [{}, { status: 'fixed' }], 'a', 0],
  ])('%s', (_, statements, expected, contradictions) => {
    const files = [file(...statements.map(statement))];
    expect(suppressed(files)).toBe(expected);
    const { problems } = applyStatements(findings, { image, packages }, files);
    expect(problems.filter(({ code }) => code === 'vex/contradiction')).toHaveLength(contradictions);
  });

  it('says of a file that nothing of it applies', () => {
    const { problems } = applyStatements(findings, { image, packages }, [
      file(statement({ vulnerabilities: ['CVE-2'] })),
    ]);
    expect(problems).toMatchObject([
      { stage: 'vex', code: 'vex/none-applies', path: 'x.json', affectsCoverage: false },
    ]);
  });
});
