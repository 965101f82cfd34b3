import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { testComparisons, testOrder } from '#tests/support/versions/check-scheme.ts';
import { mavenReference } from '#tests/support/versions/maven-reference.ts';
import { testAgainst } from '#tests/support/versions/reference.ts';
import { versionTexts } from '#tests/support/versions/version-texts.ts';
import { maven } from './maven.ts';

// Other texts than numbers with qualifiers behind them go round in circles in Maven's own order: `0 < _ < -alpha < 0`.
const numbers = versionTexts(['.0', '.1', '.9', '.10', '.01'], { maxPieces: 3 });
const qualifiers = versionTexts(
  ['', '', '-alpha', '-a1', '-rc', '-RC-2', '-SNAPSHOT', '-ga', '-sp', '-x', '-jre8', '-1', '-20240101'],
  {
    maxPieces: 3,
  },
);
const texts = fc.tuple(numbers, qualifiers).map(([more, words]) => `1${more}${words}`);

describe('maven', () => {
  testComparisons(maven, [
    ['numbers by value', '1.9 < 1.10'],
    ['zeros at the end do not count', '1.0.0 = 1'],
    ['nor does ga', '1-ga = 1'],
    ['nor final', '1.0.final = 1.0'],
    ['nor release', '1-RELEASE = 1'],
    ['alpha before beta', '1-alpha-1 < 1-beta-1'],
    ['beta before milestone', '1-beta < 1-milestone'],
    ['milestone before rc', '1-M1 < 1-RC1'],
    ['cr is rc', '1-CR1 = 1-rc1'],
    ['rc before snapshot', '1-rc9 < 1-SNAPSHOT'],
    ['snapshot before the release', '1-SNAPSHOT < 1'],
    ['the release before sp', '1 < 1-sp'],
    ['sp before an unknown word', '1-sp < 1-jre'],
    ['unknown words by letters', '1-android < 1-jre'],
    ['an unknown word after the release', '31.1 < 31.1-jre'],
    ['a letter with a number is short', '1a1 = 1-alpha-1'],
    ['m with a number', '1.0m3 = 1.0-milestone-3'],
    ['a letter without a number is not', '1a > 1'],
    ['a dash before a dot', '1-1 < 1.1'],
    ['a dash after nothing', '1 < 1-1'],
    ['a word before a dash and number', '1-sp < 1-1'],
    ['between digits and letters there is a dash', '1.0rc1 = 1.0-rc-1'],
    ['a word after a dot is as after a dash', '1.0.rc1 = 1.0-rc1'],
    ['case does not count', '1.0-Rc1 = 1.0-rC1'],
    ['a timestamp', '1.0.20240101 > 1.0.1'],
    ['a real qualifier', '4.1.100.Final < 4.1.101.Final'],
    ['redhat builds', '2.0.0.redhat-00001 > 2.0.0'],
    ['numbers longer than any integer', '1.99999999999999999999999 < 1.100000000000000000000000'],
    ['a build number', '5.3.0.RELEASE < 5.3.1.RELEASE'],
    ['a leading v is a word', 'v1 < 1'],
  ]);

  it.each([
    ['empty', ''],
    ['a space', '1 0'],
    ['a property that was not filled in', '{project.version}'],
    ['a range', '[1.0,2.0)'],
    ['a path', '1/2'],
    ['digits of another script', '1.٣'],
  ])('refuses %s', (_, text) => {
    expect(maven.parse(text)).toBeUndefined();
  });

  testOrder(maven, texts);
});

const pieces = [
  '0',
  '1',
  '10',
  '01',
  '.',
  '.',
  '-',
  '-',
  'alpha',
  'a',
  'b',
  'm',
  'rc',
  'cr',
  'ga',
  'sp',
  'x',
  '_',
  'FINAL',
];
const anything = versionTexts(pieces);

testAgainst(maven, mavenReference(), {
  versions: fc.oneof(texts, anything),
});
