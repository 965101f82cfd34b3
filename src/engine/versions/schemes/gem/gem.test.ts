import { describe, expect, it } from 'vitest';
import { testComparisons, testOrder } from '#tests/support/versions/check-scheme.ts';
import { referenceScript, testAgainst } from '#tests/support/versions/reference.ts';
import { versionParts, versionTexts } from '#tests/support/versions/version-texts.ts';
import { gem } from './gem.ts';

const pieces = ['0', '1', '10', '01', '.', '.', '-', 'a', 'b', 'rc', '.0', '.pre', 'A'];
const texts = versionTexts(pieces).map((text) => (/^\d/.test(text) ? text : `1${text}`));

describe('gem', () => {
  testComparisons(gem, [
    ['numbers by value', '1.9 < 1.10'],
    ['zeros at the end do not count', '1.0.0 = 1'],
    ['a word before the release', '1.0.a < 1.0'],
    ['a word behind the number', '1.0a1 < 1.0'],
    ['letters by alphabet', '1.0.a < 1.0.b'],
    ['capitals before small letters', '1.0.B < 1.0.a'],
    ['numbers of a word by value', '1.0.rc2 < 1.0.rc10'],
    ['a word before a number', '1.0.rc < 1.0.1'],
    ['a dash is .pre.', '1.0-1 = 1.0.pre.1'],
    ['so a dash is before the release', '1.0-1 < 1.0'],
    ['zeros before a word do not count', '1.0.0.rc1 = 1.rc1'],
    ['more of a word', '1.0.rc < 1.0.rc.1'],
    ['a platform is no part', '1.13.0.rc1 < 1.13.0'],
    ['a date', '2024.1 > 2023.12'],
    ['numbers longer than any integer', '1.99999999999999999999999 < 1.100000000000000000000000'],
  ]);

  it.each([
    ['empty', ''],
    ['a leading v', 'v1.0'],
    ['two dots', '1..0'],
    ['a dot at the end', '1.0.'],
    ['a letter first', 'a.1'],
    ['a plus', '1.0+1'],
    ['a tilde', '~> 1.0'],
    ['an underscore', '1.0_1'],
  ])('refuses %s', (_, text) => {
    expect(gem.parse(text)).toBeUndefined();
  });

  testOrder(gem, texts);
});

testAgainst(
  gem,
  { needs: 'ruby', program: 'ruby', args: [referenceScript('gem.rb')] },
  {
    versions: versionParts(
      ['1', '1.0', '1.10', '2.01', '1.0.0', '1.9'],
      ['', '.a', '.b', '.rc', '.pre'],
      ['', '1', '.0', '.1', '.10', '0'],
      ['', '-1', '-a', '.0', '.B', '.0.a'],
    ),
    anything: texts,
  },
);
