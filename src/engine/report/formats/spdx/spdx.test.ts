import { describe, expect, it } from 'vitest';
import { sbomReport } from '#tests/support/sbom-report.ts';
import { spdx } from './spdx.ts';

const write = (report: ReturnType<typeof sbomReport>) => JSON.parse([...spdx.write(report)].join(''));

describe('spdx', () => {
  const document = write(sbomReport());

  it('describes the image, which contains its distro and packages', () => {
    expect(document).toMatchObject({
      spdxVersion: 'SPDX-2.3',
      name: 'r.example/app:1',
      creationInfo: { creators: ['Tool: plimsoll-0.0.0'] },
    });
    const purposes = document.packages.map(({ name, primaryPackagePurpose }: Record<string, string>) => [
      name,
      primaryPackagePurpose,
    ]);
    expect(purposes).toEqual([
      ['r.example/app:1', 'CONTAINER'],
      ['almalinux', 'OPERATING_SYSTEM'],
      ['a', 'LIBRARY'],
      ['b', 'LIBRARY'],
      ['nodejs', 'LIBRARY'],
    ]);
    const ids = new Set(document.packages.map(({ SPDXID }: Record<string, string>) => SPDXID));
    expect(ids.size).toBe(5);
    for (const id of ids) expect(id).toMatch(/^SPDXRef-[A-Za-z0-9.-]+$/);
    expect(document.relationships).toHaveLength(5);
    for (const { relatedSpdxElement } of document.relationships) expect(ids).toContain(relatedSpdxElement);
  });

  it('declares licences as expressions, and explains those that SPDX does not list', () => {
    const [, , a, b, nodejs] = document.packages;
    expect([a.licenseDeclared, b.licenseDeclared]).toEqual(['MIT', 'MIT OR Apache-2.0']);
    const [own] = document.hasExtractedLicensingInfos;
    expect(own).toMatchObject({ name: 'MIT and ASL 2.0', extractedText: 'MIT and ASL 2.0' });
    expect(nodejs.licenseDeclared).toBe(`${own.licenseId} AND BSD-3-Clause`);
  });

  it('names the source package, and carries the rest as an annotation', () => {
    const nodejs = document.packages[4];
    expect(nodejs.sourceInfo).toBe('built package from: nodejs-src 1:16.20.2-1');
    const { properties } = JSON.parse(nodejs.annotations[0].comment);
    expect(properties).toContainEqual({ name: 'plimsoll:package:foundBy', value: 'rpm' });
  });

  it('says that it is incomplete, and why', () => {
    expect(document.comment).toMatch(/^Coverage: INCOMPLETE/);
    expect(document.annotations).toMatchObject([
      { comment: 'image/layer-truncated: layer 2 ends early', annotationDate: '2026-01-01T00:00:01Z' },
    ]);
    expect(write(sbomReport({ problems: [] })).comment).toMatch(/^Coverage: complete/);
  });
});
