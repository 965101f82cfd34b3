import { describe, expect, it } from 'vitest';
import { csaf } from './csaf.ts';

const image = `sha256:${'a'.repeat(64)}`;
const tree = {
  full_product_names: [
    { name: 'plain', product_id: 'P0', product_identification_helper: { purl: 'pkg:npm/plain@1.0.0' } },
  ],
  branches: [
    {
      category: 'vendor',
      name: 'v',
      branches: [
        {
          category: 'product_name',
          name: 'app',
          product: {
            name: 'app',
            product_id: 'APP',
            product_identification_helper: {
              hashes: [{ filename: 'app', file_hashes: [{ algorithm: 'sha256', value: 'A'.repeat(64) }] }],
            },
          },
        },
        {
          category: 'product_version',
          name: 'lib',
          product: { name: 'lib', product_id: 'LIB', product_identification_helper: { purl: 'pkg:npm/lib@2.0.0' } },
        },
        {
          category: 'product_name',
          name: 'os',
          product: { name: 'os', product_id: 'OS', product_identification_helper: { cpe: 'cpe:/o:x:y:9' } },
        },
      ],
    },
  ],
  relationships: [
    {
      category: 'installed_on',
      product_reference: 'LIB',
      relates_to_product_reference: 'APP',
      full_product_name: { name: 'x', product_id: 'APP:LIB' },
    },
    {
      category: 'default_component_of',
      product_reference: 'LIB',
      relates_to_product_reference: 'OS',
      full_product_name: { name: 'x', product_id: 'OS:LIB' },
    },
  ],
  product_groups: [{ group_id: 'G', product_ids: ['APP:LIB'] }],
};
const document = (vulnerability: object) => ({
  document: {
    csaf_version: '2.0',
    category: 'csaf_vex',
    tracking: { id: 'V-1', current_release_date: '2026-01-01T00:00:00Z' },
  },
  product_tree: tree,
  vulnerabilities: [{ cve: 'CVE-2026-0001', ...vulnerability }],
});

describe('csaf', () => {
  it('reads states of products, with the reason for each', () => {
    const read = csaf.statements(
      document({
        product_status: {
          known_not_affected: ['APP:LIB', 'P0'],
          known_affected: ['APP'],
          fixed: ['OS:LIB', 'NOWHERE'],
        },
        flags: [{ label: 'vulnerable_code_not_present', group_ids: ['G'] }],
        threats: [
          { category: 'impact', details: 'left out', product_ids: ['P0'] },
          { category: 'exploit_status', details: 'none', product_ids: ['APP'] },
        ],
      }),
    );
    const common = { id: 'V-1#CVE-2026-0001', vulnerabilities: ['CVE-2026-0001'], timestamp: '2026-01-01T00:00:00Z' };
    expect(read).toEqual([
      {
        ...common,
        status: 'not_affected',
        justification: 'vulnerable_code_not_present',
        products: [{ product: [image], components: [['pkg:npm/lib@2.0.0']] }],
      },
      { ...common, status: 'not_affected', notes: 'left out', products: [{ product: ['pkg:npm/plain@1.0.0'] }] },
      { ...common, status: 'affected', products: [{ product: [image] }] },
    ]);
  });

  it('a component of what only a CPE names is no package anywhere', () => {
    expect(csaf.statements(document({ product_status: { known_not_affected: ['OS:LIB', 'OS'] } }))).toEqual([]);
  });

  it('leaves out what has no name or other types', () => {
    expect(
      csaf.statements({ ...document({}), vulnerabilities: [{ product_status: { fixed: ['P0'] } }, 1, null] }),
    ).toEqual([]);
    expect(csaf.statements({ document: { csaf_version: '2.0' }, product_tree: 'x', vulnerabilities: 'y' })).toEqual([]);
  });
});
