import { describe, expect, it } from 'vitest';
import { testComparisons, testOrder } from '#tests/support/versions/check-scheme.ts';
import { versionTexts } from '#tests/support/versions/version-texts.ts';
import { julia } from './julia.ts';

const pieces = ['0', '1', '10', '01', '.0', '.1', '-', '+', 'alpha', 'rc', '.2', '-rc', '+b', '+3'];
const texts = versionTexts(pieces).map((text) => (/^\d/.test(text) ? text : `1${text}`));

describe('julia', () => {
  testComparisons(julia, [
    ['numbers by value', '1.9.0 < 1.10.0'],
    ['minor and patch may be missing', '1 = 1.0.0'],
    ['a leading v', 'v1.2 = 1.2.0'],
    ['leading zeros do not count', '1.02 = 1.2'],
    ['a pre-release before the release', '1.0.0-rc1 < 1.0.0'],
    ['a pre-release without dash', '1.0.0rc1 = 1.0.0-rc1'],
    ['a pre-release of a short version', '1.0-beta < 1.0'],
    ['numbers before words', '1.0.0-1 < 1.0.0-a'],
    ['numeric identifiers by value', '1.0.0-rc.2 < 1.0.0-rc.10'],
    ['fewer identifiers first', '1.0.0-rc < 1.0.0-rc.0'],
    ['a lone dash before all pre-releases', '1.0.0- < 1.0.0-0'],
    ['and after the release before', '0.9.9 < 1.0.0-'],
    ['a build after none', '1.0.0 < 1.0.0+1'],
    ['builds by number', '1.0.0+9 < 1.0.0+10'],
    ['builds of words', '1.0.0+9 < 1.0.0+a'],
    ['a lone plus after all builds', '1.0.0+zz < 1.0.0+'],
    ['and before the next patch', '1.0.0+ < 1.0.1-'],
    ['a real build', '1.1.1+0 < 1.1.1+1'],
    ['capitals before small letters', '1.0.0-A < 1.0.0-a'],
  ]);

  it.each([
    ['empty', ''],
    ['a letter first', 'a1'],
    ['four numbers', '1.2.3.4'],
    ['an empty identifier', '1.0.0-a..b'],
    ['a lone dash with a build', '1.0.0-+b'],
    ['a number over 32 bits', '4294967296.0'],
    ['an identifier over 64 bits', '1.0.0-18446744073709551616'],
    ['a dot at the end', '1.0.'],
    ['an underscore', '1.0.0-a_b'],
    ['a space', '1.0 '],
  ])('refuses %s', (_, text) => {
    expect(julia.parse(text)).toBeUndefined();
  });

  testOrder(julia, texts);
});
