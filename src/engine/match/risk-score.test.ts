import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { severities } from '#core/severity.ts';
import { imageRiskScore, riskFormula, riskScore } from './risk-score.ts';

type Rated = Parameters<typeof riskScore>[0];
const scored = (score: number): Rated => ({
  severity: 'high',
  scores: [{ by: 'NVD', kind: 'cvss3', severity: 'high', score }],
});
const signal = (exploit: Partial<NonNullable<Rated['exploit']>>) => ({
  ...scored(9.8),
  exploit: { vulnerabilityId: 'CVE-2026-0001', ...exploit },
});

describe('riskScore', () => {
  it.each<[string, Rated, number]>([
    ['a score alone counts half', scored(9.8), 49],
    ['EPSS raises it', signal({ epss: { score: 0.2, percentile: 0.9 } }), 59],
    ['a public exploit raises it', signal({ publicExploits: [{ url: 'https://a.example' }] }), 74],
    [
      'a higher EPSS outweighs the exploit',
      signal({ epss: { score: 0.9, percentile: 1 }, publicExploits: [{ url: 'x' }] }),
      93,
    ],
    [
      'known exploitation raises it to the whole score',
      signal({ knownExploited: { dateAdded: '2026-01-01', ransomware: false } }),
      98,
    ],
    ['an empty list of exploits is none', signal({ publicExploits: [] }), 49],
    ['a word without a score is the middle of its band', { severity: 'critical', scores: [] }, 48],
    ['not rated counts as medium', { severity: 'unknown', scores: [] }, 28],
  ])('%s', (_, match, risk) => {
    expect(riskScore(match)).toBe(risk);
  });

  it('is explained', () => {
    expect(riskFormula).toContain('EPSS');
  });
});

describe('imageRiskScore', () => {
  const rated = fc.record({
    severity: fc.constantFrom(...severities),
    scores: fc.constant([]),
  });

  it('is 0 for no vulnerability and that of the only one', () => {
    expect(imageRiskScore([])).toBe(0);
    expect(imageRiskScore([scored(9.8)])).toBe(49);
  });

  it('stays within 0 and 100, is at least the highest, and never falls with one more', () => {
    fc.assert(
      fc.property(fc.array(rated), rated, (matches, more) => {
        const risk = imageRiskScore(matches);
        const highest = Math.max(0, ...matches.map(riskScore));
        expect(risk).toBeGreaterThanOrEqual(highest);
        expect(risk).toBeLessThanOrEqual(100);
        expect(imageRiskScore([...matches, more])).toBeGreaterThanOrEqual(risk);
      }),
    );
  });
});
