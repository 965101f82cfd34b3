import { describe, expect, it } from 'vitest';
import { testComparisons, testOrder } from '#tests/support/versions/check-scheme.ts';
import { versionTexts } from '#tests/support/versions/version-texts.ts';
import { pub } from './pub.ts';

const pieces = ['0', '1', '10', '01', '.', '-', '+', 'alpha', '.0', '-5', '+2', '.beta', '0x1F'];
const texts = versionTexts(pieces).map((text) => `1.0.0${text}`);

describe('pub', () => {
  testComparisons(pub, [
    ['numbers by value', '1.9.0 < 1.10.0'],
    ['leading zeros do not count', '1.02.0 = 1.2.0'],
    ['a pre-release before the release', '1.0.0-dev.1 < 1.0.0'],
    ['a pre-release with a build before the release', '1.0.0-dev.1+5 < 1.0.0'],
    ['numbers before words', '1.0.0-1 < 1.0.0-a'],
    ['numeric identifiers by value', '1.0.0-dev.2 < 1.0.0-dev.10'],
    ['fewer identifiers first', '1.0.0-dev < 1.0.0-dev.0'],
    ['a build after none', '1.0.0 < 1.0.0+1'],
    ['builds by number', '1.0.0+9 < 1.0.0+10'],
    ['builds of words', '1.0.0+1 < 1.0.0+a'],
    ['more of a build', '1.0.0+1 < 1.0.0+1.1'],
    ['a build before the next patch', '1.0.0+9 < 1.0.1'],
    ['an identifier that Dart reads as negative', '1.0.0--5 < 1.0.0-0'],
    ['an identifier that Dart reads as hexadecimal', '1.0.0-0x1F = 1.0.0-31'],
    ['an identifier over 64 bits is a word', '1.0.0-9223372036854775808 > 1.0.0-9'],
  ]);

  it.each([
    ['empty', ''],
    ['two numbers', '1.0'],
    ['four numbers', '1.0.0.0'],
    ['a leading v', 'v1.0.0'],
    ['an empty pre-release', '1.0.0-'],
    ['an empty build', '1.0.0+'],
    ['a caret', '^1.0.0'],
    ['a number over 64 bits', '1.0.9223372036854775808'],
  ])('refuses %s', (_, text) => {
    expect(pub.parse(text)).toBeUndefined();
  });

  testOrder(pub, texts);
});
