import { expect, it } from 'vitest';
import { ask, findingSubject } from '#tests/support/policy-subjects.ts';

const listed = (used: boolean) => ({
  exploit: { vulnerabilityId: 'CVE-2026-1', knownExploited: { dateAdded: '2026-01-01', ransomware: used } },
});

it.each([
  ['not listed', {}, false],
  ['listed', listed(false), false],
  ['used', listed(true), true],
])('ransomware: %s', (_, changes, expected) => expect(ask('ransomware', {}, findingSubject(changes))).toBe(expected));
