import { expect, it } from 'vitest';
import type { SeverityRating } from '#core/severity.ts';
import { ask, findingSubject } from '#tests/support/policy-subjects.ts';
import { cvssScore } from './cvss-score.ts';

const rating = (score?: number): SeverityRating => ({
  by: 'nvd',
  kind: 'cvss3',
  severity: 'high',
  ...(score !== undefined && { score }),
});

it.each([
  ['as much', [rating(7)], true],
  ['more', [rating(9.8)], true],
  ['less', [rating(6.9)], false],
  ['nothing', [], false],
  ['a word before a score', [rating(), rating(7.1)], true],
  ['the most decisive first', [rating(5), rating(9)], false],
])('cvss-score: %s', (_, scores, expected) => {
  expect(ask('cvss-score', { minimum: 7 }, findingSubject({ scores }))).toBe(expected);
});

it('what has no score does not even have 0', () => {
  expect(ask('cvss-score', { minimum: 0 }, findingSubject({}))).toBe(false);
});

it('says what it asks for', () => expect(cvssScore.describe({ minimum: 7.5 })).toBe('CVSS score at least 7.5'));

it.each([-0.1, 10.1])('there is no score of %s', (minimum) => {
  expect(() => ask('cvss-score', { minimum }, findingSubject({}))).toThrow(/"minimum"/);
});
