import { describe, expect, it } from 'vitest';
import { sbomReport } from '#tests/support/sbom-report.ts';
import { spdx3 } from './spdx3.ts';

type Element = Readonly<Record<string, unknown>>;
const graph = (report: ReturnType<typeof sbomReport>): readonly Element[] =>
  JSON.parse([...spdx3.write(report)].join(''))['@graph'];
const ofType = (elements: readonly Element[], type: string) => elements.filter((one) => one.type === type);

describe('spdx3', () => {
  const elements = graph(sbomReport());

  it('every reference leads to an element', () => {
    const ids = elements.map((one) => one.spdxId ?? one['@id']);
    expect(new Set(ids).size).toBe(ids.length);
    for (const one of elements.slice(1)) expect(one.creationInfo).toBe('_:creation');
    const references = elements.flatMap(({ from, to, rootElement, subject }) =>
      [from, to, rootElement, subject].flat(),
    );
    for (const reference of references) if (reference !== undefined) expect(ids).toContain(reference);
  });

  it('the image contains distro and packages, and the relationship says whether that is all', () => {
    expect(ofType(elements, 'software_Package').map((one) => [one.name, one.software_primaryPurpose])).toEqual([
      ['r.example/app:1', 'container'],
      ['almalinux', 'operatingSystem'],
      ['a', 'library'],
      ['b', 'library'],
      ['nodejs', 'library'],
    ]);
    const contains = (of: readonly Element[]) =>
      ofType(of, 'Relationship').find((one) => one.relationshipType === 'contains');
    expect(contains(elements)).toMatchObject({ completeness: 'incomplete', to: { length: 4 } });
    expect(contains(graph(sbomReport({ problems: [] })))).toMatchObject({ completeness: 'complete' });
    expect(ofType(elements, 'Annotation')).toMatchObject([{ statement: 'image/layer-truncated: layer 2 ends early' }]);
  });

  it('licences are expressions, each once, with a text for those that SPDX does not list', () => {
    const expressions = ofType(elements, 'simplelicensing_LicenseExpression').map(
      (one) => one.simplelicensing_licenseExpression,
    );
    expect(expressions).toEqual([
      'MIT',
      'MIT OR Apache-2.0',
      expect.stringMatching(/^LicenseRef-MIT-and-ASL-2\.0-[0-9a-f]{8} AND BSD-3-Clause$/),
    ]);
    expect(ofType(elements, 'simplelicensing_SimpleLicensingText')).toMatchObject([
      { simplelicensing_licenseText: 'MIT and ASL 2.0' },
    ]);
  });

  it('an image with nothing in it contains nothing', () => {
    const { distro: _, ...empty } = sbomReport({ packages: [], findings: [] });
    expect(ofType(graph(empty), 'Relationship')).toEqual([]);
  });
});
