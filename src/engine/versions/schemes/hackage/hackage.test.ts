import { describe, expect, it } from 'vitest';
import { testComparisons, testOrder } from '#tests/support/versions/check-scheme.ts';
import { versionTexts } from '#tests/support/versions/version-texts.ts';
import { hackage } from './hackage.ts';

const pieces = ['0', '1', '10', '01', '.', '.', '-tag', '.1'];
const texts = versionTexts(pieces).map((text) => (/^\d/.test(text) ? text : `1${text}`));

describe('hackage', () => {
  testComparisons(hackage, [
    ['numbers by value', '1.9 < 1.10'],
    ['more numbers', '1.0 < 1.0.0'],
    ['four numbers', '4.18.2.1 > 4.18.2'],
    ['one number', '2 > 1.9.9'],
    ['tags do not count', '1.0-foo = 1.0'],
    ['nine digits', '1.20240101 > 1.9'],
  ]);

  it.each([
    ['empty', ''],
    ['a leading zero', '1.01'],
    ['ten digits', '1.1234567890'],
    ['a letter', '1.0a'],
    ['a leading v', 'v1.0'],
    ['a dot at the end', '1.0.'],
    ['two dots', '1..0'],
    ['an empty tag', '1.0-'],
    ['a wildcard', '1.0.*'],
  ])('refuses %s', (_, text) => {
    expect(hackage.parse(text)).toBeUndefined();
  });

  testOrder(hackage, texts);
});
