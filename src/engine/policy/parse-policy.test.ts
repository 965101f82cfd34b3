import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { parsePolicy, parseRules, policyLimits } from './parse-policy.ts';
import { PolicyError } from './policy-error.ts';

const critical = { type: 'severity', options: { level: 'critical' } };
const fixed = { type: 'fix-available' };
const rule = { conditions: [critical, fixed] };
const policy = { name: 'Severe', rules: [rule] };

describe('parsePolicy', () => {
  it('fills in what follows from the rest', () => {
    expect(parsePolicy({ name: ' Severe, with Fix! ', rules: [rule] })).toEqual({
      id: 'severe-with-fix',
      name: 'Severe, with Fix!',
      action: 'fail',
      rules: [
        {
          id: 'severity-critical-and-fix-available',
          conditions: [critical, { type: 'fix-available', options: {} }],
        },
      ],
    });
  });

  it('keeps what is given, and reads over what only a service knows', () => {
    const given = {
      id: 'p1',
      name: 'P',
      description: 'Why',
      action: 'warn',
      rules: [
        { id: 'a', conditions: [critical] },
        { id: 'b', conditions: [critical] },
      ],
    };
    const ofService = {
      enabled: true,
      scope: {},
      evaluation: {},
      images: {},
      createdAt: '',
      createdBy: '',
      updatedAt: '',
    };
    const rules = given.rules.map((one) => ({ ...one, description: 'in words', subject: 'finding' }));
    expect(parsePolicy({ ...given, ...ofService, rules })).toEqual({
      ...given,
      rules: given.rules.map(({ id }) => ({ id, conditions: [critical] })),
    });
  });

  it('gives rules that say the same ids of their own', () => {
    expect(parseRules([rule, rule, rule]).map(({ id }) => id)).toEqual([
      'severity-critical-and-fix-available',
      'severity-critical-and-fix-available-2',
      'severity-critical-and-fix-available-3',
    ]);
  });

  it.each<[string, unknown, string, RegExp]>([
    ['no object', [], 'policy/invalid', /^the policy must be an object/],
    ['nothing', null, 'policy/invalid', /^the policy must be an object/],
    ['no name', { rules: [rule] }, 'policy/invalid', /^the policy: "name" must be a text/],
    ['a blank name', { ...policy, name: ' ' }, 'policy/invalid', /"name" must be a text/],
    ['a long name', { ...policy, name: 'x'.repeat(policyLimits.nameLength + 1) }, 'policy/invalid', /longer than 256/],
    ['another word', { ...policy, acton: 'warn' }, 'policy/invalid', /has "acton", which means nothing there/],
    ['another action', { ...policy, action: 'block' }, 'policy/invalid', /"action" must be fail or warn/],
    ['an id of a path', { ...policy, id: '../x' }, 'policy/invalid', /"id" must be letters, digits/],
    ['no rules', { ...policy, rules: [] }, 'policy/invalid', /"rules" must be a list with at least one/],
    ['rules that are no list', { ...policy, rules: {} }, 'policy/invalid', /"rules" must be a list/],
    ['too many rules', { ...policy, rules: Array(101).fill(rule) }, 'policy/invalid', /101 entries, more than the 100/],
    ['a rule that is none', { ...policy, rules: [1] }, 'policy/invalid', /^rule 1 must be an object/],
    ['no conditions', { ...policy, rules: [rule, {}] }, 'policy/invalid', /^rule 2: "conditions" must be a list/],
    [
      'too many conditions',
      { ...policy, rules: [{ conditions: Array(21).fill(fixed) }] },
      'policy/invalid',
      /^rule 1: "conditions" has 21 entries/,
    ],
    [
      'the same id twice',
      {
        ...policy,
        rules: [
          { id: 'a', ...rule },
          { id: 'a', ...rule },
        ],
      },
      'policy/invalid',
      /two rules of the policy have the id "a"/,
    ],
    [
      'a condition that is not known',
      { ...policy, rules: [{ id: 'r', conditions: [{ type: 'weather' }] }] },
      'policy/unknown-condition',
      /^rule 1 \(r\), condition 1: there is no condition "weather": severity, /,
    ],
    [
      'a name that all objects have',
      { ...policy, rules: [{ conditions: [{ type: 'constructor' }] }] },
      'policy/unknown-condition',
      /no condition "constructor"/,
    ],
    [
      'an option that is missing',
      { ...policy, rules: [{ conditions: [fixed, { type: 'severity' }] }] },
      'policy/invalid-option',
      /^rule 1, condition 2 \(severity\): the option "level" is missing: one of critical, high/,
    ],
    [
      'an option of another value',
      { ...policy, rules: [{ conditions: [{ type: 'severity', options: { level: 'hihg' } }] }] },
      'policy/invalid-option',
      /the option "level" is not as it must be: one of critical/,
    ],
    [
      'an image and what it holds',
      { ...policy, rules: [{ id: 'm', conditions: [critical, { type: 'runs-as-root' }] }] },
      'policy/mixed-subjects',
      /^rule 1 \(m\): runs-as-root looks at the image and severity at what it holds.*make two rules/,
    ],
  ])('refuses %s', (_, json, code, message) => {
    expect(() => parsePolicy(json)).toThrow(PolicyError);
    expect(() => parsePolicy(json)).toThrow(expect.objectContaining({ code, message: expect.stringMatching(message) }));
  });

  it.each<[string, unknown, readonly (string | number)[], string]>([
    ['the policy itself', { ...policy, name: '' }, [], 'the policy: "name" must be a text'],
    [
      'a rule',
      { ...policy, rules: [rule, {}] },
      ['rules', 1],
      'rule 2: "conditions" must be a list with at least one entry',
    ],
    [
      'a condition',
      { ...policy, rules: [{ conditions: [critical, { type: 'weather' }] }] },
      ['rules', 0, 'conditions', 1],
      'there is no condition "weather"',
    ],
    [
      'an option',
      { ...policy, rules: [rule, { conditions: [{ type: 'severity', options: { level: 1 } }] }] },
      ['rules', 1, 'conditions', 0, 'options', 'level'],
      'the option "level" is not as it must be',
    ],
  ])('says that %s is wrong by its path, and why without the place', (_, json, path, reason) => {
    expect(() => parsePolicy(json)).toThrow(
      expect.objectContaining({ path, reason: expect.stringMatching(`^${reason}`) }),
    );
  });

  it('throws nothing but its own errors, whatever it is given', () => {
    const condition = fc.record(
      {
        type: fc.oneof(fc.constantFrom('severity', 'fix-available', 'runs-as-root'), fc.string()),
        options: fc.jsonValue(),
      },
      { requiredKeys: [] },
    );
    const rules = fc.array(fc.oneof(fc.jsonValue(), fc.record({ id: fc.string(), conditions: fc.array(condition) })));
    fc.assert(
      fc.property(fc.oneof(fc.jsonValue(), fc.record({ name: fc.string(), rules })), (json) => {
        try {
          expect(parsePolicy(json).rules.length).toBeGreaterThan(0);
        } catch (error) {
          expect(error).toBeInstanceOf(PolicyError);
        }
      }),
    );
  });

  it('reads what it has read as the same', () => {
    const once = parsePolicy(policy);
    expect(parsePolicy(once)).toEqual(once);
  });
});
