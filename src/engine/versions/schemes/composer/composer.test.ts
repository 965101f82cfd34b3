import { describe, expect, it } from 'vitest';
import { testComparisons, testOrder } from '#tests/support/versions/check-scheme.ts';
import { referenceScript, testAgainst } from '#tests/support/versions/reference.ts';
import { versionParts, versionTexts } from '#tests/support/versions/version-texts.ts';
import { composer } from './composer.ts';

const pieces = [
  '0',
  '1',
  '10',
  '01',
  '.',
  '.',
  '-',
  '_',
  'a',
  'b',
  'RC',
  '-dev',
  'patch',
  'p',
  'stable',
  '+b',
  '@beta',
  'x',
  '2010',
  'alpha',
];
const texts = versionTexts(pieces).map((text) => (/^\d/.test(text) ? text : `1${text}`));

describe('composer', () => {
  testComparisons(composer, [
    ['numbers by value', '1.9 < 1.10'],
    ['missing numbers are 0', '1.0 = 1.0.0.0'],
    ['a leading v', 'v1.0 = 1.0'],
    ['a fourth number', '1.0.0.1 > 1.0.0'],
    ['dev before alpha', '1.0-dev < 1.0-alpha1'],
    ['alpha before beta', '1.0-alpha2 < 1.0-beta1'],
    ['beta before RC', '1.0-beta2 < 1.0-RC1'],
    ['RC before the release', '1.0-RC2 < 1.0'],
    ['the release before a patch', '1.0 < 1.0-p1'],
    ['patches by number', '1.0-patch2 < 1.0-pl10'],
    ['a is alpha', '1.0a1 = 1.0-alpha1'],
    ['b is beta', '1.0.b2 = 1.0-beta2'],
    ['rc is RC', '1.0rc1 = 1.0-RC1'],
    ['stable is nothing', '1.0-stable = 1.0'],
    ['a pre-release in development', '1.0-beta2-dev < 1.0-beta2'],
    ['case does not count', '1.0-ALPHA1 = 1.0-alpha1'],
    ['build metadata does not count', '1.0+abc = 1.0+def'],
    ['a flag does not count', '1.0@beta = 1.0'],
    ['a numbered branch after its releases', '1.x-dev > 1.999'],
    ['a numbered branch before the next', '1.x-dev < 2.0'],
    ['a date', '20240101 > 20231231'],
    ['a date with dots', '2024.01.01 > 2023.12.31'],
  ]);

  it.each([
    ['empty', ''],
    ['a branch', 'dev-main'],
    ['a branch in capitals', 'DEV-main'],
    ['a branch by its old name', 'master'],
    ['a branch of words', 'feature-dev'],
    ['an unknown suffix', '1.0-foo'],
    ['a constraint', '^1.0'],
    ['five numbers', '1.2.3.4.5'],
    ['a number over five digits', '123456.0.1'],
  ])('refuses %s', (_, text) => {
    expect(composer.parse(text)).toBeUndefined();
  });

  testOrder(composer, texts);
});

testAgainst(
  composer,
  { needs: 'php, composer/semver', program: 'php', args: [referenceScript('composer.php')] },
  {
    versions: versionParts(
      ['', 'v'],
      ['1', '1.0', '1.10', '2.01', '1.0.0', '1.9.0.1', '20240101', '2024.01.01', '1.x'],
      ['', '-dev', '-alpha', 'a1', '.b2', '-RC', 'rc10', '-p1', 'patch2', '-pl.3', '-stable'],
      ['', '-dev', '.1', '+b', '@beta'],
    ),
    anything: texts,
  },
);
