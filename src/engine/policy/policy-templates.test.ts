import { describe, expect, it } from 'vitest';
import { findingSubject, imageSubject, judgedAt } from '#tests/support/policy-subjects.ts';
import { describeRule } from './describe-rule.ts';
import { parseRules } from './parse-policy.ts';
import { policyTemplates } from './policy-templates.ts';
import type { RuleSubject } from './rule-subject.ts';
import { subjectOf } from './subject-of.ts';
import { violatesRule } from './violates-rule.ts';

describe.each(policyTemplates.map((one) => [one.name, one] as const))(
  '%s',
  (_, { rules, displayName, description }) => {
    it('is a policy that could be written by hand', () => {
      expect(parseRules(rules)).toEqual(rules);
      expect(displayName).not.toBe('');
      expect(description).toMatch(/\.$/);
    });
  },
);

it('each has a name of its own', () => {
  const names = policyTemplates.map(({ name }) => name);
  expect(new Set(names).size).toBe(names.length);
});

function violated(name: string, subject: RuleSubject): readonly string[] {
  const rules = policyTemplates.find((one) => one.name === name)?.rules ?? [];
  return rules
    .filter((rule) => subjectOf(rule) === subject.kind && violatesRule(rule, subject, judgedAt) !== undefined)
    .map(({ id }) => id);
}

describe('severe-with-fix', () => {
  const fix = { state: 'fixed', versions: ['2'] } as const;
  const network = { scores: [{ by: 'nvd', kind: 'cvss3', severity: 'high', vector: 'CVSS:3.1/AV:N/AC:L' } as const] };

  it.each([
    ['critical, no fix', { severity: 'critical' } as const, []],
    ['critical, a fix', { severity: 'critical', fix } as const, ['critical']],
    ['high, a fix of today', { fix: { ...fix, availableSince: '2026-06-15' } }, []],
    ['high, an old fix', { fix: { ...fix, availableSince: '2026-05-01' } }, ['high']],
    ['high, a fix, by network', { fix, ...network }, ['high-by-network']],
    [
      'critical, a fix, by network',
      { severity: 'critical', fix, ...network } as const,
      ['critical', 'high-by-network'],
    ],
    ['medium, an old fix, by network', { severity: 'medium', fix, ...network } as const, []],
  ])('%s', (_, changes, rules) => expect(violated('severe-with-fix', findingSubject(changes))).toEqual(rules));

  it('reads as it is meant', () => {
    const rules = policyTemplates.find(({ name }) => name === 'severe-with-fix')?.rules ?? [];
    expect(rules.map(describeRule)).toEqual([
      'Severity critical, and fix available',
      'Severity exactly high, and fix available for 30 days',
      'Severity at least high, attack by network, and fix available',
    ]);
  });
});

it.each([
  ['image-hygiene', { user: 'app', created: '2026-06-01T00:00:00Z' }, []],
  ['image-hygiene', { exposedPorts: ['22/tcp'], created: '2025-06-01T00:00:00Z' }, ['root', 'ssh', 'age']],
  ['nist-sp-800-190', { user: 'root', exposedPorts: ['22'] }, ['4.1.2-user', '4.1.2-ssh']],
  ['pci-dss-4.0.1', {}, []],
])('%s of %j: %j', (name, config, rules) => expect(violated(name, imageSubject(config))).toEqual(rules));
