import { describe, expect, it } from 'vitest';
import type { PolicyConditionKind, PolicyOptionField } from '../../api/generated/index.ts';
import { ApiProblem } from '../../api/generated/index.ts';
import { findMistakes, mistakesIn } from './find-mistakes.ts';
import { type DraftValue, newDraft } from './policy-draft.ts';

const fieldOf = (kind: PolicyOptionField['kind'], more: Partial<PolicyOptionField> = {}): PolicyOptionField => ({
  name: 'value',
  label: 'Value',
  help: '',
  kind,
  ...more,
});

function mistakeOf(field: PolicyOptionField, value: DraftValue): string | undefined {
  const kind: PolicyConditionKind = { type: 'k', displayName: 'K', description: '', subject: 'image', fields: [field] };
  const rules = [{ key: 0, conditions: [{ key: 0, type: 'k', options: { value } }] }];
  return findMistakes({ ...newDraft, name: 'x', rules }, [kind])['rules/0/conditions/0/options/value'];
}

describe('what is wrong with a draft', () => {
  it('is that it has no name, and a rule no condition', () => {
    expect(Object.keys(findMistakes(newDraft, []))).toEqual(['name', 'rules/0']);
  });

  it('is that it has no rule', () => {
    expect(Object.keys(findMistakes({ ...newDraft, name: 'x', rules: [] }, []))).toEqual(['rules']);
  });

  it.each<[string, PolicyOptionField, DraftValue, string | undefined]>([
    ['a text that is there', fieldOf('text'), 'x', undefined],
    ['no text', fieldOf('text'), '', 'Fill this in.'],
    ['no text where none is needed', fieldOf('text', { optional: true }), '', undefined],
    ['no choice', fieldOf('choice'), '', 'Choose one.'],
    ['an empty list', fieldOf('list'), [], 'Give at least one.'],
    ['a switch that is off', fieldOf('switch'), false, undefined],
    ['a number in its range', fieldOf('number', { minimum: 1, maximum: 10 }), '10', undefined],
    ['a number out of it', fieldOf('number', { minimum: 1, maximum: 10 }), '11', 'Give a number from 1 to 10.'],
    ['a number that is too small', fieldOf('number', { minimum: 1 }), '0', 'Give a number from 1 on.'],
    ['a number that is too large', fieldOf('number', { maximum: 1 }), '2', 'Give a number up to 1.'],
    ['no number', fieldOf('number'), 'many', 'Give a number.'],
    ['an endless one', fieldOf('number'), 'Infinity', 'Give a number.'],
  ])('%s', (_name, field, value, mistake) => {
    expect(mistakeOf(field, value)).toBe(mistake);
  });
});

describe('what the service finds wrong', () => {
  const refused = (path: string) =>
    new ApiProblem({
      type: 'about:blank',
      title: 'Refused',
      status: 400,
      code: 'api/invalid-request',
      detail: 'Refused.',
      errors: [{ path, message: 'no' }],
    });

  it.each([
    ['body/name', 'name'],
    ['body/scope/repositories/0', 'repositories'],
    ['body/scope', 'scope'],
    ['body/rules', 'rules'],
    ['body/rules/1', 'rules/1'],
    ['body/rules/1/id', 'rules/1'],
    ['body/rules/1/conditions/2', 'rules/1/conditions/2'],
    ['body/rules/1/conditions/2/type', 'rules/1/conditions/2'],
    ['body/rules/1/conditions/2/options/days', 'rules/1/conditions/2/options/days'],
    ['body/rules/1/conditions/2/options/names/0', 'rules/1/conditions/2/options/names'],
  ])('at %s stands at %s', (path, place) => {
    expect(mistakesIn(refused(path))).toEqual({ [place]: 'no' });
  });

  it('is nothing where the request itself is wrong, or it names no place', () => {
    expect(mistakesIn(refused('query/limit'))).toEqual({});
    expect(mistakesIn(new Error('gone'))).toEqual({});
    expect(mistakesIn(null)).toEqual({});
  });
});
