import { AssertionError } from 'node:assert';
import { describe, expect, it } from 'vitest';
import { findingSubject, imageSubject, judgedAt, packageSubject } from '#tests/support/policy-subjects.ts';
import { parseRules } from './parse-policy.ts';
import { subjectOf } from './subject-of.ts';
import { violatesRule } from './violates-rule.ts';

function ruleOf(...conditions: readonly object[]) {
  const [rule] = parseRules([{ conditions }]);
  if (rule === undefined) throw new Error('one rule was given');
  return rule;
}

const high = { type: 'severity', options: { level: 'high' } };
const severeWithFix = ruleOf(high, { type: 'fix-available' });
const asRoot = ruleOf({ type: 'runs-as-root' });
const fix = { state: 'fixed', versions: ['2'] } as const;

describe('violatesRule', () => {
  it.each([
    ['all conditions', { severity: 'critical', fix } as const, {}],
    ['the first only', { severity: 'critical' } as const, undefined],
    ['the second only', { severity: 'low', fix } as const, undefined],
    ['none', { severity: 'low' } as const, undefined],
  ])('a finding that meets %s', (_, changes, expected) => {
    expect(violatesRule(severeWithFix, findingSubject(changes), judgedAt)).toEqual(expected);
  });

  it('gives the message of a condition that has one', () => {
    expect(violatesRule(asRoot, imageSubject({ user: 'root' }), judgedAt)?.message).toMatch(/default user is "root"/);
  });

  it.each([
    ['an image for a finding', severeWithFix, imageSubject({})],
    ['a package for a finding', severeWithFix, packageSubject({})],
    ['a finding for an image', asRoot, findingSubject({})],
  ])('takes it for a bug to be given %s', (_, rule, subject) => {
    expect(() => violatesRule(rule, subject, judgedAt)).toThrow(AssertionError);
  });

  it('does not know a condition that is gone', () => {
    const gone = { id: 'x', conditions: [{ type: 'gone', options: {} }] };
    expect(() => violatesRule(gone, imageSubject({}), judgedAt)).toThrow(/no condition "gone"/);
  });
});

it.each([
  ['finding', severeWithFix],
  ['image', asRoot],
])('a rule on %s', (subject, rule) => expect(subjectOf(rule)).toBe(subject));
