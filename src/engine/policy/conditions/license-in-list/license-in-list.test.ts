import { expect, it } from 'vitest';
import { ask, packageSubject } from '#tests/support/policy-subjects.ts';

const copyleft = { licenses: ['GPL-*', 'AGPL-3.0-only'] };

it.each([
  ['no licence', [], false],
  ['a listed one', ['AGPL-3.0-only'], true],
  ['one of a pattern', ['GPL-2.0-or-later'], true],
  ['another', ['LGPL-2.1-only'], false],
  ['a choice of another', ['MIT OR GPL-2.0-only'], false],
  ['a choice of listed ones only', ['AGPL-3.0-only OR GPL-2.0-only'], true],
  ['both of two', ['MIT AND GPL-2.0-only'], true],
  ['one of several that all hold', ['MIT', 'GPL-2.0-only'], true],
  ['one with an exception', ['GPL-2.0-only WITH Classpath-exception-2.0'], true],
])('license-in-list: %s', (_, licenses, expected) => {
  expect(ask('license-in-list', copyleft, packageSubject({ licenses })) !== false).toBe(expected);
});

it('says which licence it is', () => {
  expect(ask('license-in-list', copyleft, packageSubject({ licenses: ['MIT', 'gpl-3.0'] }))).toBe(
    'left-pad is under gpl-3.0, which is not allowed',
  );
});
