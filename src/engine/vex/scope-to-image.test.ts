import { describe, expect, it } from 'vitest';
import type { Digest } from '#core/digest.ts';
import { scopeToImage } from './scope-to-image.ts';
import type { VexProduct } from './vex-statement.ts';

const id = `sha256:${'1'.repeat(64)}` as Digest;
const manifestDigest = `sha256:${'2'.repeat(64)}` as Digest;
const image = { id, manifestDigest, reference: 'registry.example/app:1' };
const statement = (products: readonly VexProduct[]) => ({
  id: 'doc#1',
  vulnerabilities: ['CVE-2026-1'],
  status: 'not_affected' as const,
  products,
});
const purl = 'pkg:npm/a@1.0.0';

describe('scopeToImage', () => {
  it.each<[string, VexProduct, readonly VexProduct[]]>([
    ['the image, by reference', { product: [image.reference] }, [{ product: [id] }]],
    ['the image, by digest', { product: [manifestDigest] }, [{ product: [id] }]],
    [
      'packages of the image',
      { product: [`pkg:oci/app@${manifestDigest.replace(':', '%3A')}`], components: [[purl]] },
      [{ product: [id], components: [[purl]] }],
    ],
    ['a package anywhere', { product: [purl] }, [{ product: [id], components: [[purl]] }]],
    ['another image', { product: ['registry.example/other:1'] }, []],
    ['packages of another image', { product: ['pkg:oci/other'], components: [[purl]] }, []],
    ['packages of another product', { product: ['pkg:generic/product@1'], components: [[purl]] }, []],
  ])('of a statement on %s', (_, product, expected) => {
    expect(scopeToImage([statement([product])], image)).toEqual(
      expected.length === 0 ? [] : [{ ...statement([]), products: expected }],
    );
  });
});
