import { expect, it } from 'vitest';
import { ask, findingSubject } from '#tests/support/policy-subjects.ts';
import { epssPercentile } from './epss-percentile.ts';

const rated = (percentile: number) => ({
  exploit: { vulnerabilityId: 'CVE-2026-1', epss: { percentile, score: 0.5 } },
});

it.each([
  ['as much, though binary fractions say otherwise', rated(0.29), 29, true],
  ['more', rated(0.9), 29, true],
  ['less', rated(0.289), 29, false],
  ['all', rated(1), 100, true],
  ['nothing known', {}, 0, false],
])('epss-percentile: %s', (_, changes, percent, expected) => {
  expect(ask('epss-percentile', { percent }, findingSubject(changes))).toBe(expected);
});

it('says what it asks for', () =>
  expect(epssPercentile.describe({ percent: 29 })).toBe('EPSS percentile at least 29 %'));
