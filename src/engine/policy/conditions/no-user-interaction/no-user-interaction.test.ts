import { expect, it } from 'vitest';
import { ask, findingSubject } from '#tests/support/policy-subjects.ts';

const rated = (vector: string) => ({ scores: [{ by: 'nvd', kind: 'cvss3', severity: 'high', vector } as const] });

it.each([
  ['CVSS:3.1/AC:L/UI:N/S:U', true],
  ['CVSS:3.1/AC:L/UI:R/S:U', false],
  ['CVSS:4.0/AC:L/UI:N', true],
  ['CVSS:3.1/AC:L/MUI:N/S:U', false],
  ['AV:N/AC:L/Au:N/C:P/I:P/A:P', false],
])('no-user-interaction: %s: %s', (vector, expected) => {
  expect(ask('no-user-interaction', {}, findingSubject(rated(vector)))).toBe(expected);
});

it('what has no vector does not meet it', () => {
  expect(ask('no-user-interaction', {}, findingSubject({}))).toBe(false);
});
