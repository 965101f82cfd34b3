import { expect, it } from 'vitest';
import { ask, findingSubject } from '#tests/support/policy-subjects.ts';
import { riskScore } from './risk-score.ts';

it.each([
  [{ risk: 70 }, true],
  [{ risk: 100 }, true],
  [{ risk: 69 }, false],
  [{}, false],
])('risk-score: %j of at least 70: %s', (changes, expected) => {
  expect(ask('risk-score', { minimum: 70 }, findingSubject(changes))).toBe(expected);
});

it('says what it asks for', () => expect(riskScore.describe({ minimum: 70 })).toBe('risk at least 70'));
