import { describe, expect, it } from 'vitest';
import type { CatalogedPackage } from './cataloger.ts';
import { joinViews } from './join-views.ts';

const seen = (purl: string, paths: readonly string[], more: Partial<CatalogedPackage> = {}): CatalogedPackage => ({
  purl,
  type: 'gem',
  ecosystem: 'gem',
  name: 'n',
  version: '1',
  licenses: [],
  paths,
  ...more,
});

function joined(...views: readonly (readonly CatalogedPackage[])[]) {
  const result = joinViews(views.map((packages, index) => ({ cataloger: `c${index}`, packages })));
  return [...result].map(([purl, { one, foundBy }]) => [purl, foundBy.join('+'), one.paths.join(' ')]);
}

describe('joinViews makes one package', () => {
  it.each([
    [
      'of one purl that two catalogers see',
      [[seen('pkg:gem/n@1', ['p'])], [seen('pkg:gem/n@1', ['p', 'q'])]],
      [['pkg:gem/n@1', 'c0+c1', 'p p q']],
    ],
    [
      'of what a later cataloger knows without qualifiers',
      [[seen('pkg:gem/n@1?platform=java', ['p'])], [seen('pkg:gem/n@1', ['sbom'])]],
      [['pkg:gem/n@1?platform=java', 'c0+c1', 'p sbom']],
    ],
    [
      'but not of two that one cataloger tells apart',
      [
        [seen('pkg:gem/n@1?platform=java', ['p']), seen('pkg:gem/n@1', ['q'])],
        [seen('pkg:gem/n@1', ['sbom']), seen('pkg:gem/n@1?platform=x', ['sbom'])],
      ],
      [
        ['pkg:gem/n@1?platform=java', 'c0+c1', 'p sbom'],
        ['pkg:gem/n@1', 'c0+c1', 'q sbom'],
      ],
    ],
    [
      'nor of two architectures',
      [
        [seen('pkg:deb/d/n@1?arch=amd64', ['p'], { architecture: 'amd64' })],
        [seen('pkg:deb/d/n@1?arch=i386', ['q'], { architecture: 'i386' })],
      ],
      [
        ['pkg:deb/d/n@1?arch=amd64', 'c0', 'p'],
        ['pkg:deb/d/n@1?arch=i386', 'c1', 'q'],
      ],
    ],
    [
      'nor of two versions',
      [[seen('pkg:gem/n@1', ['p'])], [seen('pkg:gem/n@2', ['p'])]],
      [
        ['pkg:gem/n@1', 'c0', 'p'],
        ['pkg:gem/n@2', 'c1', 'p'],
      ],
    ],
  ])('%s', (_, views, expected) => {
    expect(joined(...views)).toEqual(expected);
  });
});
