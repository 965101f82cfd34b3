import { describe, expect, it } from 'vitest';
import { compareSeverity, countSeverities, severities } from './severity.ts';

describe('severities', () => {
  it('sort worst first, and what is not rated yet never sorts as low', () => {
    expect([...severities].reverse().sort(compareSeverity)).toEqual([
      'critical',
      'high',
      'unknown',
      'medium',
      'low',
      'negligible',
    ]);
  });

  it('are counted with every key present', () => {
    expect(countSeverities([{ severity: 'high' }, { severity: 'high' }, { severity: 'unknown' }])).toEqual({
      critical: 0,
      high: 2,
      medium: 0,
      low: 0,
      negligible: 0,
      unknown: 1,
    });
  });
});
