import { expect, it } from 'vitest';
import { ask, packageSubject } from '#tests/support/policy-subjects.ts';

const log4j = packageSubject({ name: 'org.apache.logging.log4j:log4j-core', version: '2.14.1' });
const scoped = packageSubject({ name: '@acme/tool', version: '1.0.0' });

it.each([
  ['its name', ['left-pad'], packageSubject({}), true],
  ['its name in capitals', ['LEFT-PAD'], packageSubject({}), true],
  ['part of its name', ['left'], packageSubject({}), false],
  ['name and version', ['left-pad@1.3.0'], packageSubject({}), true],
  ['another version', ['left-pad@1.3'], packageSubject({}), false],
  ['any version of a line', ['left-pad@1.*'], packageSubject({}), true],
  ['a group', ['org.apache.logging.log4j:*'], log4j, true],
  ['another group', ['org.apache.logging.*@3.*'], log4j, false],
  ['a scope', ['@acme/*'], scoped, true],
  ['a scoped name', ['@acme/tool'], scoped, true],
  ['a scoped name and version', ['@acme/tool@1.0.0'], scoped, true],
  ['a scoped name and another version', ['@acme/tool@2.0.0'], scoped, false],
  ['the second of a list', ['telnet', 'left-pad'], packageSubject({}), true],
])('package-in-list: %s', (_, packages, subject, expected) => {
  expect(ask('package-in-list', { packages }, subject) !== false).toBe(expected);
});

it('says which entry it is', () => {
  expect(ask('package-in-list', { packages: ['*pad'] }, packageSubject({}))).toBe(
    'left-pad 1.3.0 is not allowed: the list has *pad',
  );
});
