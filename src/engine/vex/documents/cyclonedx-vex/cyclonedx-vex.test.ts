import { describe, expect, it } from 'vitest';
import { cyclonedxVex } from './cyclonedx-vex.ts';

const document = (vulnerability: object, rest: object = {}) => ({
  bomFormat: 'CycloneDX',
  specVersion: '1.6',
  serialNumber: 'urn:uuid:1',
  components: [
    {
      type: 'library',
      'bom-ref': 'c1',
      name: 'a',
      purl: 'pkg:npm/a@1.0.0',
      components: [{ 'bom-ref': 'c2', purl: 'pkg:npm/b@1.0.0' }],
    },
  ],
  vulnerabilities: [{ id: 'CVE-2026-0001', affects: [{ ref: 'c1' }], ...vulnerability }],
  ...rest,
});
const container = {
  metadata: {
    timestamp: '2026-01-01T00:00:00Z',
    component: { type: 'container', 'bom-ref': 'app', name: 'r.example/app', version: '1.0' },
  },
};
const image = ['r.example/app', 'r.example/app:1.0'];

describe('cyclonedxVex', () => {
  it.each([
    ['not_affected', 'not_affected'],
    ['false_positive', 'not_affected'],
    ['resolved', 'fixed'],
    ['resolved_with_pedigree', 'fixed'],
    ['exploitable', 'affected'],
    ['in_triage', 'under_investigation'],
  ])('%s is %s', (state, status) => {
    expect(cyclonedxVex.statements(document({ analysis: { state } }))).toMatchObject([
      { status, products: [{ product: ['pkg:npm/a@1.0.0'] }] },
    ]);
  });

  it('reads reason, time and other names', () => {
    const analysis = {
      state: 'not_affected',
      justification: 'code_not_reachable',
      detail: 'never called',
      lastUpdated: '2026-02-01T00:00:00Z',
    };
    expect(cyclonedxVex.statements(document({ 'bom-ref': 'v1', analysis, references: [{ id: 'GHSA-1' }] }))).toEqual([
      {
        id: 'urn:uuid:1#v1',
        vulnerabilities: ['CVE-2026-0001', 'GHSA-1'],
        status: 'not_affected',
        justification: 'code_not_reachable',
        notes: 'never called',
        timestamp: '2026-02-01T00:00:00Z',
        products: [{ product: ['pkg:npm/a@1.0.0'] }],
      },
    ]);
  });

  it.each([
    [
      'a component of the image that the document is about',
      { affects: [{ ref: 'c2' }] },
      container,
      [{ product: image, components: [['pkg:npm/b@1.0.0']] }],
    ],
    ['the image itself', { affects: [{ ref: 'app' }] }, container, [{ product: image }]],
    [
      'a link into another document',
      { affects: [{ ref: 'urn:cdx:1/1#pkg%3Anpm%2Fc%401.0.0' }] },
      {},
      [{ product: ['pkg:npm/c@1.0.0'] }],
    ],
  ])('%s', (_, vulnerability, rest, products) => {
    const read = cyclonedxVex.statements(document({ analysis: { state: 'resolved' }, ...vulnerability }, rest));
    expect(read.map((one) => one.products)).toEqual([products]);
  });

  it.each([
    ['no analysis', {}],
    ['a state of its own', { analysis: { state: 'constructor' } }],
    ['a ref that leads nowhere', { analysis: { state: 'resolved' }, affects: [{ ref: 'c9' }] }],
    [
      'ranges of versions',
      { analysis: { state: 'resolved' }, affects: [{ ref: 'c1', versions: [{ range: 'vers:npm/<2' }] }] },
    ],
  ])('leaves out what has %s', (_, vulnerability) => {
    expect(cyclonedxVex.statements(document(vulnerability))).toEqual([]);
  });
});
