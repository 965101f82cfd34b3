import { describe, expect, it } from 'vitest';
import { openvex } from './openvex.ts';

const document = (statement: object, rest: object = {}) => ({
  '@context': 'https://openvex.dev/ns/v0.2.0',
  '@id': 'https://r.example/vex-1',
  author: 'somebody',
  timestamp: '2026-01-01T00:00:00Z',
  version: 1,
  statements: [statement],
  ...rest,
});

describe('openvex', () => {
  it('reads a statement with all its parts', () => {
    const read = openvex.statements(
      document({
        '@id': 's1',
        vulnerability: {
          '@id': 'https://nvd.nist.gov/vuln/detail/CVE-2026-0001',
          name: 'CVE-2026-0001',
          aliases: ['GHSA-1'],
        },
        products: [
          {
            '@id': 'r.example/app',
            identifiers: { purl: 'pkg:oci/app' },
            hashes: { 'sha-256': 'AB' },
            subcomponents: [{ '@id': 'pkg:npm/a' }],
          },
        ],
        status: 'not_affected',
        justification: 'vulnerable_code_not_present',
        impact_statement: 'left out',
        timestamp: '2026-02-01T00:00:00Z',
      }),
    );
    expect(read).toEqual([
      {
        id: 's1',
        vulnerabilities: ['CVE-2026-0001', 'GHSA-1'],
        status: 'not_affected',
        justification: 'vulnerable_code_not_present',
        notes: 'left out',
        timestamp: '2026-02-01T00:00:00Z',
        products: [{ product: ['r.example/app', 'pkg:oci/app', 'sha256:ab'], components: [['pkg:npm/a']] }],
      },
    ]);
  });

  it('reads the first version, and takes time and id from the document', () => {
    const old = document({
      vulnerability: 'CVE-2026-0001',
      products: ['pkg:npm/a'],
      subcomponents: ['pkg:npm/b'],
      status: 'fixed',
    });
    expect(openvex.statements({ ...old, '@context': 'https://openvex.dev/ns' })).toEqual([
      {
        id: 'https://r.example/vex-1#1',
        vulnerabilities: ['CVE-2026-0001'],
        status: 'fixed',
        timestamp: '2026-01-01T00:00:00Z',
        products: [{ product: ['pkg:npm/a'], components: [['pkg:npm/b']] }],
      },
    ]);
  });

  it.each([
    ['an unknown status', { vulnerability: 'CVE-1', products: ['x'], status: 'fine' }],
    ['no product', { vulnerability: 'CVE-1', products: [], status: 'fixed' }],
    ['no vulnerability', { products: ['x'], status: 'fixed' }],
    ['other types', { vulnerability: 1, products: { a: 1 }, status: [] }],
  ])('leaves out what has %s', (_, statement) => {
    expect(openvex.statements(document(statement))).toEqual([]);
  });
});
