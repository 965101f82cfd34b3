import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Digest } from '#core/digest.ts';
import { productMatches } from '#engine/vex/index.ts';
import { indexStatements, type StoredStatement } from './statement-index.ts';
import { isSameSuppression, suppressionOf } from './suppression-of.ts';

const statement = (number: number, changes: Partial<StoredStatement> = {}): StoredStatement => ({
  number,
  document: 'vex.json',
  id: `s${number}`,
  vulnerabilities: ['CVE-1'],
  status: 'not_affected',
  products: [{ product: ['pkg:npm/a'] }],
  ...changes,
});

const nowhere = { id: 'x' as Digest, manifestDigest: 'x' as Digest, reference: 'x' };
const purl = fc
  .tuple(fc.constantFrom('npm', 'pypi'), fc.constantFrom('a', 'A_b', 'a-b'), fc.constantFrom('', '@1', '@2'))
  .map(([type, name, version]) => `pkg:${type}/${name}${version}`);
const name = fc.constantFrom('CVE-1', 'CVE-2', 'GHSA-1');
const product = fc.record(
  {
    product: fc.array(fc.oneof(purl, fc.constantFrom('', 'r.example/app:1', '\0'), fc.string()), { maxLength: 3 }),
    components: fc.array(fc.array(purl, { maxLength: 2 }), { maxLength: 2 }),
  },
  { requiredKeys: ['product'] },
);
const statements = fc
  .array(
    fc.record({ vulnerabilities: fc.array(name, { maxLength: 2 }), products: fc.array(product, { maxLength: 3 }) }),
    {
      maxLength: 6,
    },
  )
  .map((all) => all.map((one, index) => statement(index + 1, one)));

describe('indexStatements', () => {
  it('finds what looking at each statement finds, in the order in which they came', () => {
    fc.assert(
      fc.property(statements, purl, fc.uniqueArray(name), (all, asked, names: readonly string[]) => {
        const expected = all.filter(
          ({ vulnerabilities, products }) =>
            vulnerabilities.some((one) => names.includes(one)) &&
            products.some((one) => productMatches(one, { image: nowhere, package: { purl: asked } })),
        );
        const found = indexStatements(all).about(asked, names);
        expect(found.map(({ number }) => number)).toEqual(expected.map(({ number }) => number));
      }),
    );
  });
});

describe('suppressionOf', () => {
  const earlier = { timestamp: '2026-01-01T00:00:00Z' };
  const later = { timestamp: '2026-02-01T00:00:00Z' };
  it.each<[string, readonly StoredStatement[], string | undefined]>([
    ['nothing', [], undefined],
    ['one', [statement(1)], 's1'],
    ['the latest', [statement(1, later), statement(2, earlier)], 's1'],
    [
      'the latest, which takes it back',
      [statement(1, earlier), statement(2, { ...later, status: 'affected' })],
      undefined,
    ],
    ['of equal times that of the document that came last', [statement(2), statement(1)], 's2'],
    ['the same in whichever order they are given', [statement(1), statement(2)], 's2'],
  ])('heeds %s', (_name, about, expected) => {
    expect(suppressionOf(about)?.statementId).toBe(expected);
  });

  it.each<[string, ReturnType<typeof suppressionOf>, ReturnType<typeof suppressionOf>, boolean]>([
    ['nothing and nothing', undefined, undefined, true],
    ['something and nothing', suppressionOf([statement(1)]), undefined, false],
    ['the same', suppressionOf([statement(1)]), suppressionOf([statement(1)]), true],
    ['those of two documents', suppressionOf([statement(1)]), suppressionOf([statement(1, { document: 'b' })]), false],
  ])('tells %s apart or not', (_name, a, b, expected) => {
    expect(isSameSuppression(a ?? null, b ?? null)).toBe(expected);
  });
});
