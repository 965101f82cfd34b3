import { describe, expect, it } from 'vitest';
import { testComparisons, testOrder } from '#tests/support/versions/check-scheme.ts';
import { referenceScript, testAgainst } from '#tests/support/versions/reference.ts';
import { versionParts, versionTexts } from '#tests/support/versions/version-texts.ts';
import { hex } from './hex.ts';

const pieces = ['0', '1', '10', '01', '.', '-', '+b', 'alpha', '.0', '-rc', '.beta'];
const texts = versionTexts(pieces).map((text) => `1.0${text}`);

describe('hex', () => {
  testComparisons(hex, [
    ['numbers by value', '1.9.0 < 1.10.0'],
    ['a pre-release before the release', '1.0.0-rc.1 < 1.0.0'],
    ['fewer identifiers first', '1.0.0-rc < 1.0.0-rc.0'],
    ['numbers before words', '1.0.0-1 < 1.0.0-a'],
    ['numeric identifiers by value', '1.0.0-rc.2 < 1.0.0-rc.10'],
    ['words by letter', '1.0.0-rc10 < 1.0.0-rc2'],
    ['build metadata does not count', '1.0.0+a = 1.0.0+b'],
    ['capitals before small letters', '1.0.0-A < 1.0.0-a'],
    ['numbers longer than any integer', '1.99999999999999999999999.0 < 1.100000000000000000000000.0'],
  ]);

  it.each([
    ['empty', ''],
    ['one number', '1'],
    ['two numbers', '1.0'],
    ['four numbers', '1.0.0.0'],
    ['a leading v', 'v1.0.0'],
    ['a leading zero', '1.01.0'],
    ['a leading zero of a pre-release', '1.0.0-01'],
    ['an empty pre-release', '1.0.0-'],
    ['an empty build', '1.0.0+'],
    ['a requirement', '~> 1.0.0'],
    ['a pre-release without dash', '1.0.0rc1'],
  ])('refuses %s', (_, text) => {
    expect(hex.parse(text)).toBeUndefined();
  });

  testOrder(hex, texts);
});

testAgainst(
  hex,
  { needs: 'elixir', program: 'elixir', args: [referenceScript('hex.exs')] },
  {
    versions: versionParts(
      ['1.0.0', '1.10.0', '1.9.0', '2.0.1', '0.0.1'],
      ['', '-rc', '-rc.1', '-1', '-rc.10', '-rc10', '-a-b'],
      ['', '.0', '.x', '-'],
      ['', '+b', '+1.a'],
    ),
    anything: texts,
  },
);
