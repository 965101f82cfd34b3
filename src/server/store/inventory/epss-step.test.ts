import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { epssStep } from './epss-step.ts';

describe('the step of an EPSS score', () => {
  it.each<[string, number | undefined, number]>([
    ['none', undefined, -1],
    ['no number', Number.NaN, -1],
    ['nothing', 0, 0],
    ['next to nothing', 3.4e-100, 0],
    ['a thousandth', 0.001, 1],
    ['between thousandths', 0.0459, 45],
    ['just below a tenth', 0.09999, 99],
    ['a tenth', 0.1, 100],
    ['a percent that is less in binary', 0.29, 290],
    ['between percents', 0.945, 940],
    ['all', 1, 1000],
    ['more than there is', 7, 1000],
    ['less than nothing', -1, 0],
  ])('of %s', (_, score, expected) => {
    expect(epssStep(score)).toBe(expected);
  });

  it('never falls as scores rise, and is never above its score', () => {
    const score = fc.integer({ min: 0, max: 100_000 }).map((n) => n / 100_000);
    fc.assert(
      fc.property(score, score, (a, b) => {
        expect(epssStep(Math.min(a, b))).toBeLessThanOrEqual(epssStep(Math.max(a, b)));
        expect(epssStep(a) / 1000).toBeLessThanOrEqual(a + 1e-8);
      }),
    );
  });
});
