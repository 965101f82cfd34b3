import { describe, expect, it } from 'vitest';
import { testComparisons, testOrder } from '#tests/support/versions/check-scheme.ts';
import { referenceScript, testAgainst } from '#tests/support/versions/reference.ts';
import { versionParts, versionTexts } from '#tests/support/versions/version-texts.ts';
import { pep440 } from './pep440.ts';

const pieces = ['0', '1', '10', '01', '.', '.', '-', '_', 'a', 'b', 'rc', '.dev', '.post', '!', '+local', '+1', 'dev1'];
const texts = versionTexts(pieces).map((text) => (/^\d/.test(text) ? text : `1${text}`));

describe('pep440', () => {
  testComparisons(pep440, [
    ['numbers by value', '1.9 < 1.10'],
    ['leading zeros do not count', '1.01 = 1.1'],
    ['zeros at the end do not count', '1.0.0 = 1'],
    ['an epoch before all', '1!0.1 > 2024.1'],
    ['epoch 0 is none', '0!1.0 = 1.0'],
    ['a development release before the alpha', '1.0.dev1 < 1.0a1'],
    ['a development release of an alpha', '1.0a1.dev1 < 1.0a1'],
    ['an alpha before a beta', '1.0a2 < 1.0b1'],
    ['a beta before a candidate', '1.0b2 < 1.0rc1'],
    ['a candidate before the release', '1.0rc1 < 1.0'],
    ['a post-release after the release', '1.0 < 1.0.post1'],
    ['a post-release of a candidate before the release', '1.0rc1.post1 < 1.0'],
    ['a development release of a post-release', '1.0.post1.dev1 < 1.0.post1'],
    ['and after the release', '1.0 < 1.0.post1.dev1'],
    ['a post-release before the next release', '1.0.post9 < 1.0.1'],
    ['c, pre and preview are rc', '1.0c1 = 1.0rc1'],
    ['preview is rc', '1.0-preview.1 = 1.0rc1'],
    ['alpha is a', '1.0.ALPHA1 = 1.0a1'],
    ['rev and r are post', '1.0-r4 = 1.0.post4'],
    ['a dash and a number are post', '1.0-4 = 1.0.post4'],
    ['no number is 0', '1.0a = 1.0a0'],
    ['a post-release without number', '1.0.post = 1.0.post0'],
    ['a leading v', 'v1.0 = 1.0'],
    ['a local version after none', '1.0 < 1.0+ubuntu1'],
    ['a local version before a post-release', '1.0+9 < 1.0.post0'],
    ['a local number after a local word', '1.0+abc < 1.0+5'],
    ['local numbers by value', '1.0+5 < 1.0+10'],
    ['more local segments', '1.0+ubuntu < 1.0+ubuntu.1'],
    ['local separators are one', '1.0+a_1 = 1.0+a.1'],
    ['local case does not count', '1.0+CPU = 1.0+cpu'],
    ['a date', '2024.2.2 > 2023.12.1'],
    ['numbers longer than any integer', '1.99999999999999999999999 < 1.100000000000000000000000'],
  ]);

  it.each([
    ['empty', ''],
    ['only an epoch', '1!'],
    ['two epochs', '1!2!3'],
    ['a legacy version of pytz', '2004d'],
    ['a legacy word', '1.0-final'],
    ['a dot at the end', '1.0.'],
    ['an empty local version', '1.0+'],
    ['a word', 'latest'],
    ['a branch', 'dev-main'],
    ['two pre-releases', '1.0a1b1'],
    ['a wildcard', '1.0.*'],
    ['a letter beyond ASCII', '1.0+K'],
  ])('refuses %s', (_, text) => {
    expect(pep440.parse(text)).toBeUndefined();
  });

  testOrder(pep440, texts);
});

testAgainst(
  pep440,
  { needs: 'python3 with packaging', program: 'python3', args: [referenceScript('pep440.py')] },
  {
    versions: versionParts(
      ['', '1!', '0!'],
      ['1', '1.0', '1.10', '2.01', '1.0.0', '1.9'],
      ['', 'a1', 'b2', 'rc', '.pre3', '-c_4', 'alpha'],
      ['', '.post1', '-1', '.post', '-rev2', '.r10'],
      ['', '.dev2', 'dev'],
      ['', '+a', '+1', '+a.1', '+1-A', '+10'],
    ),
    anything: texts,
  },
);
