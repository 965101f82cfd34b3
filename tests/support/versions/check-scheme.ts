import fc from 'fast-check';
import { expect, it } from 'vitest';
import type { VersionScheme } from '#engine/versions/index.ts';
import { anyText } from '#tests/support/any-text.ts';

/** A row of a table of comparisons: what it is about, and two versions with `<`, `=` or `>` between them. */
export type ComparisonRow = readonly [about: string, comparison: `${string} ${'<' | '=' | '>'} ${string}`];

/** One test for each row, in both directions. */
export function testComparisons<V>(scheme: VersionScheme<V>, rows: readonly ComparisonRow[]): void {
  it.each(rows)('%s: %s', (_, comparison) => {
    const [a = '', sign, b = ''] = comparison.split(' ');
    expect([signBetween(scheme, a, b), signBetween(scheme, b, a)]).toEqual([sign, opposite[sign as Sign]]);
  });
}

/** Tests that what is generated is ordered totally, and that parsing anything at all ends without an error. */
export function testOrder<V>(scheme: VersionScheme<V>, versions: fc.Arbitrary<string>): void {
  const parsed = versions
    .map((text) => scheme.parse(text))
    .filter((version): version is V & {} => version !== undefined);

  it('is antisymmetric, and equal to itself', () => {
    fc.assert(
      fc.property(parsed, parsed, (a, b) => {
        expect(Math.sign(scheme.compare(a, b)) + Math.sign(scheme.compare(b, a))).toBe(0);
        expect(scheme.compare(a, a)).toBe(0);
      }),
      { numRuns: 500 },
    );
  });

  it('is transitive', () => {
    fc.assert(
      fc.property(fc.tuple(parsed, parsed, parsed), (three) => {
        const [a, b, c] = three.sort((one, other) => scheme.compare(one, other));
        if (a === undefined || b === undefined || c === undefined) throw new Error('three are three');
        expect(scheme.compare(a, b)).toBeLessThanOrEqual(0);
        expect(scheme.compare(b, c)).toBeLessThanOrEqual(0);
        expect(scheme.compare(a, c)).toBeLessThanOrEqual(0);
        if (scheme.compare(a, c) === 0) expect([scheme.compare(a, b), scheme.compare(b, c)]).toEqual([0, 0]);
      }),
      { numRuns: 1000 },
    );
  });

  it('parses or refuses any text, and never a very long one', () => {
    fc.assert(
      fc.property(fc.oneof(anyText(), versions), (text) => void scheme.parse(text)),
      { numRuns: 500 },
    );
    for (const unit of ['1', '1.', '~', '-', 'a', '1-', ' ', '=', '_p', '\u{1F6A2}']) {
      expect(scheme.parse(unit.repeat(10_000_000 / unit.length))).toBeUndefined();
    }
  });
}

/** The versions that the scheme takes, once each, lowest first. */
export function sortVersions<V>(scheme: VersionScheme<V>, versions: Iterable<string>): readonly string[] {
  return [...new Set(versions)]
    .map((text) => ({ text, version: scheme.parse(text) }))
    .filter((one): one is { text: string; version: V & {} } => one.version !== undefined)
    .sort((a, b) => scheme.compare(a.version, b.version))
    .map(({ text }) => text);
}

/** `<`, `=`, `>`, or `?` where either is no version. */
export function signBetween<V>(scheme: VersionScheme<V>, a: string, b: string): Sign | '?' {
  const parsedA = scheme.parse(a);
  const parsedB = scheme.parse(b);
  return parsedA === undefined || parsedB === undefined ? '?' : signOf(scheme.compare(parsedA, parsedB));
}

/** The sign of a comparison's result. */
export function signOf(difference: number): Sign {
  return difference < 0 ? '<' : difference > 0 ? '>' : '=';
}

type Sign = '<' | '=' | '>';

const opposite = { '<': '>', '=': '=', '>': '<' } as const;
