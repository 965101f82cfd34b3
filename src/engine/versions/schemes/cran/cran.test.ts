import { describe, expect, it } from 'vitest';
import { testComparisons, testOrder } from '#tests/support/versions/check-scheme.ts';
import { referenceScript, testAgainst } from '#tests/support/versions/reference.ts';
import { versionParts, versionTexts } from '#tests/support/versions/version-texts.ts';
import { cran } from './cran.ts';

const pieces = ['0', '1', '10', '01', '.', '-', '.1', '-2'];
const texts = versionTexts(pieces).map((text) => (/^\d/.test(text) ? text : `1${text}`));

describe('cran', () => {
  testComparisons(cran, [
    ['numbers by value', '1.9 < 1.10'],
    ['a dash is a dot', '1.2-3 = 1.2.3'],
    ['leading zeros do not count', '1.02 = 1.2'],
    ['zeros at the end do not count', '1.0 = 1.0.0'],
    ['more numbers', '1.0 < 1.0.1'],
    ['a dash after nothing', '7.3 < 7.3-60'],
    ['the largest integer', '2147483646.1 < 2147483647.1'],
    ['a date', '2024.1.1 > 2023.12.31'],
    ['one number', '2 > 1.9'],
  ]);

  it.each([
    ['empty', ''],
    ['a letter', '1.0a'],
    ['a leading v', 'v1.0'],
    ['a dot at the end', '1.0.'],
    ['two dots', '1..0'],
    ['a leading dash', '-1'],
    ['a number over 32 bits', '1.2147483648'],
    ['a space', '1.0 '],
  ])('refuses %s', (_, text) => {
    expect(cran.parse(text)).toBeUndefined();
  });

  testOrder(cran, texts);
});

testAgainst(
  cran,
  { needs: 'R', program: 'R', args: ['--slave', '--no-init-file', '-f', referenceScript('cran.R')] },
  {
    versions: versionParts(
      ['1', '10', '01', '0'],
      ['.0', '-1', '.10', '-01', ''],
      ['', '.0', '-1', '.2147483647', '.2147483648'],
      ['', '.0', '-0', '.1'],
    ),
    anything: texts,
  },
);
