import { expect, it } from 'vitest';
import type { PolicyVerdict, RuleVerdict } from '../../../api/generated/index.ts';
import { openAtFirst } from './shown-rules.ts';
import { verdictWords, violationWords } from './verdict-words.ts';

const rule = (more: Partial<RuleVerdict>): RuleVerdict => ({
  ruleId: 'r',
  description: '',
  subject: 'finding',
  outcome: 'fail',
  violations: 0,
  accepted: 0,
  ...more,
});
const policy = (policyId: string, more: Partial<PolicyVerdict>): PolicyVerdict => ({
  policyId,
  name: policyId,
  action: 'fail',
  outcome: 'fail',
  rules: [],
  ...more,
});

it.each<[Partial<RuleVerdict>, string]>([
  [{ violations: 1 }, '1 vulnerability'],
  [{ violations: 3, accepted: 1 }, '3 vulnerabilities, 1 more accepted'],
  [{ accepted: 2, outcome: 'accepted' }, '2 vulnerabilities, accepted'],
  [{ subject: 'package', violations: 2 }, '2 packages'],
  [{ subject: 'package' }, 'no packages'],
  [{ subject: 'image', violations: 1 }, 'Violated by the image itself'],
  [{ subject: 'image', outcome: 'pass' }, 'Kept'],
  [{ subject: 'image', outcome: 'pending' }, ''],
  [{ outcome: 'pending' }, ''],
])('%j is violated by %s', (more, words) => expect(violationWords(rule(more))).toBe(words));

it('counts the policies by what they come to', () => {
  const policies = (['fail', 'warn', 'pass', 'pass', 'pending', 'accepted'] as const).map((outcome) =>
    policy('p', { outcome }),
  );
  expect(verdictWords({ policies })).toBe(
    '6 policies about this image: 1 violated and failing, 1 violated and warning, 1 accepted, 1 still being evaluated, 2 kept',
  );
});

it('opens the first four rules that something violates, over all policies', () => {
  const rules = ['a', 'b', 'c'].map((ruleId) => rule({ ruleId, violations: ruleId === 'b' ? 0 : 1 }));
  const policies = ['p', 'q', 's'].map((id) => policy(id, { rules }));
  expect([...openAtFirst(policies)]).toEqual(['p a', 'p c', 'q a', 'q c']);
});
