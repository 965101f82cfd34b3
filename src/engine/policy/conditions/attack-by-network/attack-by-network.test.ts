import { expect, it } from 'vitest';
import { ask, findingSubject } from '#tests/support/policy-subjects.ts';

const rated = (vector: string) => ({ scores: [{ by: 'nvd', kind: 'cvss3', severity: 'high', vector } as const] });

it.each([
  ['CVSS:3.1/AC:L/AV:N/S:U', true],
  ['CVSS:3.1/AC:L/AV:A/S:U', false],
  ['CVSS:4.0/AC:L/AV:N', true],
  ['CVSS:3.1/AC:L/MAV:N/S:U', false],
  ['AV:N/AC:L/Au:N/C:P/I:P/A:P', true],
])('attack-by-network: %s: %s', (vector, expected) => {
  expect(ask('attack-by-network', {}, findingSubject(rated(vector)))).toBe(expected);
});

it('what has no vector does not meet it', () => {
  expect(ask('attack-by-network', {}, findingSubject({}))).toBe(false);
});
