import { describe, expect, it } from 'vitest';
import { testComparisons, testOrder } from '#tests/support/versions/check-scheme.ts';
import { versionTexts } from '#tests/support/versions/version-texts.ts';
import { nuget } from './nuget.ts';

const pieces = ['0', '1', '10', '01', '.', '.', '-', '-', '+', 'alpha', 'RC', '.0', '.beta', '-5'];
const texts = versionTexts(pieces).map((text) => (/^\d/.test(text) ? text : `1${text}`));

describe('nuget', () => {
  testComparisons(nuget, [
    ['numbers by value', '1.9.0 < 1.10.0'],
    ['missing numbers are 0', '1 = 1.0.0.0'],
    ['a fourth number', '1.0.0.1 > 1.0.0'],
    ['leading zeros do not count', '1.01.1 = 1.1.1'],
    ['a pre-release before the release', '1.0.0-beta < 1.0.0'],
    ['labels by number', '1.0.0-alpha.2 < 1.0.0-alpha.10'],
    ['numbers within a word by letter', '1.0.0-alpha10 < 1.0.0-alpha2'],
    ['numbers before words', '1.0.0-1 < 1.0.0-alpha'],
    ['case does not count', '1.0.0-BETA = 1.0.0-beta'],
    ['more labels', '1.0.0-rc < 1.0.0-rc.1'],
    ['build metadata does not count', '1.0.0+a = 1.0.0+b'],
    ['a pre-release of four numbers', '1.0.0.1-rc < 1.0.0.1'],
    ['leading zeros of a label', '1.0.0-01 = 1.0.0-1'],
    ['a label that is a negative number', '1.0.0--5 < 1.0.0-0'],
    ['a label over 32 bits is a word', '1.0.0-2147483648 > 1.0.0-5'],
    ['and a word by letters', '1.0.0-20200101123456 < 1.0.0-3000000000'],
    ['the least of 32 bits', '1.0.0--2147483648 < 1.0.0--2147483647'],
    ['a real fix', '13.0.1 > 12.0.3'],
  ]);

  it.each([
    ['empty', ''],
    ['a leading v', 'v1.0.0'],
    ['five numbers', '1.0.0.0.1'],
    ['an empty number', '1..0'],
    ['a number over 32 bits', '1.2147483648.0'],
    ['an empty pre-release', '1.0.0-'],
    ['an empty label', '1.0.0-a..b'],
    ['an empty build', '1.0.0+'],
    ['a wildcard', '1.0.*'],
    ['a range', '[1.0.0]'],
    ['an underscore', '1.0.0-a_b'],
  ])('refuses %s', (_, text) => {
    expect(nuget.parse(text)).toBeUndefined();
  });

  testOrder(nuget, texts);
});
