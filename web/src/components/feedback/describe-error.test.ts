import { expect, it } from 'vitest';
import { describeError } from './describe-error.ts';

it('writes a message as a sentence', () => {
  expect(describeError(new Error('no such image'))).toEqual({ message: 'No such image.', hint: undefined });
  expect(describeError(new Error('Is it there?')).message).toBe('Is it there?');
});

it.each([
  ['a path', 'app/node_modules/x/package.json is not JSON.'],
  ['a host', 'registry.example:5000 refused the credential.'],
])('leaves %s at its beginning as it is', (_name, message) => {
  expect(describeError(new Error(message)).message).toBe(message);
});

it('keeps the hint of the service', () => {
  expect(describeError(Object.assign(new Error('refused'), { hint: 'Sign in.', status: 401 })).hint).toBe('Sign in.');
});

it('describes what is no error', () => expect(describeError('odd')).toEqual({ message: 'odd' }));
