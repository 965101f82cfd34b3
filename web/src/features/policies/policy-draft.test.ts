import { describe, expect, it } from 'vitest';
import type { Policy, PolicyConditionKind, PolicyTemplate } from '../../api/generated/index.ts';
import { copyOf, draftOf, newCondition, newDraft, newRule, toInput, withTemplate } from './policy-draft.ts';

const kinds: readonly PolicyConditionKind[] = [
  {
    type: 'mixed',
    displayName: 'Mixed',
    description: '',
    subject: 'finding',
    fields: [
      { name: 'level', label: 'Level', help: '', kind: 'choice', choices: ['high', 'low'] },
      { name: 'side', label: 'Side', help: '', kind: 'choice', choices: ['left', 'right'], optional: true },
      { name: 'days', label: 'Days', help: '', kind: 'number', optional: true },
      { name: 'names', label: 'Names', help: '', kind: 'list' },
      { name: 'isExact', label: 'Exact', help: '', kind: 'switch' },
      { name: 'since', label: 'Since', help: '', kind: 'date', optional: true },
    ],
  },
];

const rules: Policy['rules'] = [
  {
    id: 'kept',
    conditions: [{ type: 'mixed', options: { level: 'low', days: 30, names: ['a', 'b'], isExact: true } }],
    description: 'In words',
    subject: 'finding',
  },
];

const policy: Policy = {
  id: 'p1',
  name: 'Severe',
  action: 'warn',
  enabled: false,
  scope: { registryIds: ['team'], repositories: ['payments/*'], except: [] },
  rules,
  evaluation: { state: 'done' },
  images: { fail: 0, warn: 0, accepted: 0, pass: 0, pending: 0 },
  createdAt: '2026-01-01T00:00:00Z',
  createdBy: 'admin',
  updatedAt: '2026-01-01T00:00:00Z',
};

describe('a draft of a policy', () => {
  it('is, unchanged, the policy again, without what only the service says', () => {
    const { name, action, enabled, scope } = policy;
    const [{ id, conditions }] = rules as [Policy['rules'][number]];
    expect(toInput(draftOf(policy), kinds)).toEqual({ name, action, enabled, scope, rules: [{ id, conditions }] });
  });

  it('is called a copy where it is one, within the longest name', () => {
    expect(copyOf(policy).name).toBe('Severe (copy)');
    expect(copyOf({ ...policy, name: 'n'.repeat(256) }).name).toHaveLength(256);
  });

  it('takes the rules of a template, and its name only where it has none', () => {
    const template: PolicyTemplate = { name: 't', displayName: 'Of a kind', description: 'Why', rules };
    expect(withTemplate(newDraft, template)).toMatchObject({ name: 'Of a kind', description: 'Why' });
    expect(withTemplate({ ...newDraft, name: 'Mine' }, template).name).toBe('Mine');
    expect(withTemplate(newDraft, template).rules).toEqual(draftOf(policy).rules);
  });

  it('begins a condition with the first of choices that must be made, and with nothing else', () => {
    const [kind] = kinds as [PolicyConditionKind];
    const rule = { key: 0, conditions: [{ key: 4, type: 'mixed', options: {} }] };
    const options = { level: 'high', side: '', days: '', names: [], isExact: false, since: '' };
    expect(newCondition(kind, rule)).toEqual({ key: 5, type: 'mixed', options });
    const draft = { ...newDraft, rules: [{ key: 0, conditions: [newCondition(kind, rule)] }] };
    expect(toInput(draft, kinds).rules[0]?.conditions[0]?.options).toEqual({ level: 'high', isExact: false });
  });

  it('drops options that a kind does not have, and spaces around its words', () => {
    const odd = { key: 0, conditions: [{ key: 0, type: 'mixed', options: { level: 'low', other: 'x' } }] };
    const input = toInput({ ...newDraft, name: ' Severe ', description: '  ', rules: [odd] }, kinds);
    expect(input.name).toBe('Severe');
    expect(input).not.toHaveProperty('description');
    expect(input.rules[0]?.conditions[0]?.options).toEqual({ level: 'low' });
  });
});

it.each([
  [[], 0],
  [[0], 1],
  [[3, 1], 4],
])('a rule beside those of %j has the key %i and no id', (keys, key) => {
  expect(newRule(keys.map((one) => ({ key: one, conditions: [] })))).toEqual({ key, conditions: [] });
});
