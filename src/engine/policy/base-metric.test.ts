import { expect, it } from 'vitest';
import type { SeverityRating } from '#core/severity.ts';
import { findingSubject } from '#tests/support/policy-subjects.ts';
import { baseMetric } from './base-metric.ts';

const rating = (vector?: string): SeverityRating => ({
  by: 'nvd',
  kind: 'cvss3',
  severity: 'high',
  ...(vector !== undefined && { vector }),
});

it.each([
  ['CVSS 3.1', ['CVSS:3.1/AV:N/AC:L/PR:L/UI:R/S:U/C:H/I:H/A:H'], ['N', 'L', 'R']],
  ['CVSS 4.0', ['CVSS:4.0/AV:A/AC:L/AT:N/PR:H/UI:P/VC:H/VI:H/VA:H/SC:N/SI:N/SA:N'], ['A', 'H', 'P']],
  ['CVSS 2', ['AV:L/AC:L/Au:S/C:P/I:P/A:P'], ['L', 'S', undefined]],
  ['CVSS 2 in parentheses', ['(AV:N/AC:L/Au:N/C:P/I:P/A:P)'], ['N', 'N', undefined]],
  ['the first of two', ['CVSS:3.1/AV:L', 'CVSS:3.1/AV:N/PR:N'], ['L', undefined, undefined]],
  ['a word before a vector', [undefined, 'CVSS:3.1/AV:P'], ['P', undefined, undefined]],
  ['nothing', [], [undefined, undefined, undefined]],
  ['no vector', ['high'], [undefined, undefined, undefined]],
  ['an endless one', [`CVSS:3.1/AV:N${'/X:Y'.repeat(200)}`], [undefined, undefined, undefined]],
])('base metrics of %s', (_, vectors, expected) => {
  const { finding } = findingSubject({ scores: vectors.map(rating) });
  expect(['AV', 'PR', 'UI'].map((metric) => baseMetric(finding, metric as 'AV'))).toEqual(expected);
});
