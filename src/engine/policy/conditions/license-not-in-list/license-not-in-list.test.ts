import { describe, expect, it } from 'vitest';
import { ask, packageSubject } from '#tests/support/policy-subjects.ts';
import { licenseNotInList } from './license-not-in-list.ts';

const permissive = { licenses: ['MIT', 'Apache-2.0', 'BSD-*'] };

describe('license-not-in-list', () => {
  it.each([
    ['an allowed one', ['MIT'], false],
    ['another', ['GPL-2.0-only'], true],
    ['a choice of an allowed one', ['GPL-2.0-only OR Apache-2.0'], false],
    ['both of two', ['MIT AND GPL-2.0-only'], true],
    ['two that are allowed', ['MIT', 'BSD-3-Clause'], false],
    ['one of several that all hold', ['MIT', 'Proprietary'], true],
    ['text', ['see LICENSE in the package'], true],
    ['none', [], false],
    ['an empty one', [''], false],
  ])('%s', (_, licenses, expected) => {
    expect(ask('license-not-in-list', permissive, packageSubject({ licenses })) !== false).toBe(expected);
  });

  it('speaks of unknown ones where asked', () => {
    expect(ask('license-not-in-list', { ...permissive, unknownToo: true }, packageSubject({}))).toBe(
      'nobody says under which licence left-pad is',
    );
    expect(licenseNotInList.describe({ licenses: ['MIT'], unknownToo: true })).toBe(
      'licence other than MIT, or unknown',
    );
  });
});
