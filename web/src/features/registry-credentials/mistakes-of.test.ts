import { describe, expect, it } from 'vitest';
import { ApiProblem } from '../../api/generated/index.ts';
import { mistakesOf } from './mistakes-of.ts';

const refused = (...errors: { path: string; message: string }[]) =>
  new ApiProblem({
    type: 'about:blank',
    title: 'Refused',
    status: 400,
    code: 'api/invalid-request',
    detail: '',
    errors,
  });

describe('what the service finds wrong', () => {
  it.each([
    ['a field', { path: 'body/path', message: 'is no host' }, { path: 'is no host' }],
    ['a pattern', { path: 'body/filters/exclude/1', message: 'is none' }, { exclude: 'is none' }],
    ['a field of the credential', { path: 'body/credential/username', message: 'no' }, { 'credential.username': 'no' }],
    ['the credential', { path: 'body/credential', message: 'half' }, { credential: 'half' }],
    ['the schedule', { path: 'body/schedule', message: 'never comes' }, { schedule: 'never comes' }],
    ['what is in no form', { path: 'query/q', message: 'too long' }, {}],
  ])('with %s stands at its field', (_, error, mistakes) => expect(mistakesOf(refused(error))).toEqual(mistakes));

  it('first is said first', () =>
    expect(mistakesOf(refused({ path: 'body/ca', message: 'a' }, { path: 'body/ca', message: 'b' }))).toEqual({
      ca: 'a',
    }));

  it('in no particular field is at none', () => {
    expect(mistakesOf(refused())).toEqual({});
    expect(mistakesOf(new Error('no answer'))).toEqual({});
  });
});
