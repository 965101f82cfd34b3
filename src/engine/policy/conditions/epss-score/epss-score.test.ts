import { expect, it } from 'vitest';
import { ask, findingSubject } from '#tests/support/policy-subjects.ts';
import { epssScore } from './epss-score.ts';

const rated = (score: number) => ({ exploit: { vulnerabilityId: 'CVE-2026-1', epss: { score, percentile: 0.5 } } });

it.each([
  ['as much, though binary fractions say otherwise', rated(0.29), 29, true],
  ['more', rated(0.9), 29, true],
  ['less', rated(0.289), 29, false],
  ['all', rated(1), 100, true],
  ['nothing known', {}, 0, false],
])('epss-score: %s', (_, changes, percent, expected) => {
  expect(ask('epss-score', { percent }, findingSubject(changes))).toBe(expected);
});

it('says what it asks for', () => expect(epssScore.describe({ percent: 29 })).toBe('EPSS score at least 29 %'));
