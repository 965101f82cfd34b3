import { describe, expect, it } from 'vitest';
import { testComparisons, testOrder } from '#tests/support/versions/check-scheme.ts';
import { versionTexts } from '#tests/support/versions/version-texts.ts';
import { bitnami } from './bitnami.ts';

const pieces = ['0', '1', '10', '01', '.0', '-', '+b', '1.2.3', '-1', '-rc', '.beta'];
const texts = versionTexts(pieces).map((text) => `1.0${text}`);

describe('bitnami', () => {
  testComparisons(bitnami, [
    ['numbers by value', '1.9.0 < 1.10.0'],
    ['a revision after none', '1.2.3 < 1.2.3-1'],
    ['revision 0 too', '1.2.3 < 1.2.3-0'],
    ['revisions by number', '1.2.3-9 < 1.2.3-10'],
    ['a revision before the next patch', '1.2.3-9 < 1.2.4'],
    ['numbers before words', '1.2.3-1 < 1.2.3-a'],
    ['words are revisions too', '2.6.0 < 2.6.0-rc7'],
    ['more identifiers', '1.2.3-1 < 1.2.3-1.1'],
    ['zeros in front, as of a date', '2020.04.23 = 2020.4.23'],
    ['a date', '2020.04.09 < 2020.4.23'],
    ['build metadata does not count', '1.2.3+a = 1.2.3+b'],
    ['a number over 64 bits is a word', '1.2.3-18446744073709551616 > 1.2.3-9'],
    ['and a word by letters', '1.2.3-18446744073709551616 < 1.2.3-a'],
  ]);

  it.each([
    ['empty', ''],
    ['two numbers', '1.2'],
    ['four numbers', '1.2.3.4'],
    ['a leading v', 'v1.2.3'],
    ['a leading zero of a revision', '1.2.3-01'],
    ['an empty revision', '1.2.3-'],
    ['a number over 64 bits', '1.2.18446744073709551616'],
    ['a nightly build', 'nightly.2026-03-10.0'],
  ])('refuses %s', (_, text) => {
    expect(bitnami.parse(text)).toBeUndefined();
  });

  testOrder(bitnami, texts);
});
