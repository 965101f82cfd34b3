import { expect, it } from 'vitest';
import { ask, findingSubject } from '#tests/support/policy-subjects.ts';

const rated = (vector: string) => ({ scores: [{ by: 'nvd', kind: 'cvss3', severity: 'high', vector } as const] });

it.each([
  ['CVSS:3.1/AC:L/PR:N/S:U', true],
  ['CVSS:3.1/AC:L/PR:L/S:U', false],
  ['CVSS:4.0/AC:L/PR:N', true],
  ['CVSS:3.1/AC:L/MPR:N/S:U', false],
  ['AV:L/AC:L/Au:N/C:P/I:P/A:P', true],
])('no-privileges-needed: %s: %s', (vector, expected) => {
  expect(ask('no-privileges-needed', {}, findingSubject(rated(vector)))).toBe(expected);
});

it('what has no vector does not meet it', () => {
  expect(ask('no-privileges-needed', {}, findingSubject({}))).toBe(false);
});
