import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Digest } from '#core/digest.ts';
import { imageKeys, statementKeys } from './image-keys.ts';
import { productMatches } from './product-matches.ts';

const digest = (digit: string) => `sha256:${digit.repeat(64)}` as Digest;
const image = { id: digest('1'), manifestDigest: digest('2'), reference: 'r.example/team/app:1' };
const keysOf = (...product: readonly string[]) => statementKeys({ products: [{ product }] });

describe('statementKeys', () => {
  it.each<[string, string, readonly string[]]>([
    ['a digest', image.id, [image.id]],
    ['a reference', image.reference, [image.reference, 'app']],
    ['a reference by digest', `r.example/app@${digest('3')}`, [`r.example/app@${digest('3')}`, 'app', digest('3')]],
    ['a purl of an image', `pkg:oci/app@${digest('3')}?repository_url=r.example/app`, ['app', digest('3')]],
    ['a purl of a package', 'pkg:npm/app@1', []],
    ['text that names nothing', '<script>', ['<script>']],
  ])('of %s', (_name, identifier, expected) => {
    expect([...keysOf(identifier)].sort()).toEqual([...expected].sort());
  });

  it('meet those of any image that a product names', () => {
    const references = fc.constantFrom('r.example/team/app:1', 'r.example/team/app', 'app', 'other:1', 'oci:dir', '');
    const identifier = fc.oneof(
      references,
      fc.constantFrom(digest('1'), digest('2'), digest('3')),
      fc.constantFrom('1', '2', '3').map((digit) => `r.example/team/app@${digest(digit)}`),
      fc
        .tuple(
          fc.constantFrom('oci', 'docker', 'npm'),
          fc.constantFrom('app', 'team/app', 'other'),
          fc.constantFrom('1', '2'),
        )
        .map(
          ([type, name, digit]) => `pkg:${type}/${name}@${type === 'oci' ? encodeURIComponent(digest(digit)) : digit}`,
        ),
      fc.string(),
    );
    const anyImage = fc.record({
      id: fc.constantFrom(digest('1'), digest('3')),
      manifestDigest: fc.constantFrom(digest('2'), digest('4')),
      reference: references,
    });
    fc.assert(
      fc.property(identifier, anyImage, (one, of) => {
        const isIt = productMatches({ product: [one] }, { image: of, package: { purl: 'pkg:npm/x@1' } });
        const keys = new Set(imageKeys(of));
        if (isIt) expect(keysOf(one).some((key) => keys.has(key as Digest))).toBe(true);
      }),
    );
  });
});
