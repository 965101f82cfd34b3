import { describe, expect, it } from 'vitest';
import { testComparisons, testOrder } from '#tests/support/versions/check-scheme.ts';
import { versionTexts } from '#tests/support/versions/version-texts.ts';
import { apk } from './apk.ts';

const pieces = [
  '0',
  '1',
  '9',
  '10',
  '01',
  '007',
  '.',
  '.',
  '_alpha',
  '_rc',
  '_p',
  '_git',
  'a',
  'z',
  '~12ab',
  '-r0',
  '-r10',
];
const texts = versionTexts(pieces).map((text) => (/^\d/.test(text) ? text : `1${text}`));

describe('apk', () => {
  testComparisons(apk, [
    ['numbers by value', '1.9 < 1.10'],
    ['more numbers', '1.2 < 1.2.1'],
    ['a first number with zeros', '006 = 6'],
    ['a first number with zeros against another', '1.06-r6 < 006'],
    ['later numbers with a leading zero are fractions', '1.01 < 1.1'],
    ['two leading zeros before one', '1.001 < 1.01'],
    ['fractions by digits', '1.02.07 < 1.02.10-r1'],
    ['a fraction against a larger number', '0.01 < 0.06'],
    ['zero before two zeros', '1.0 < 1.00'],
    ['a letter after none', '1.1.1 < 1.1.1a'],
    ['letters by alphabet', '0.9.8c-r1 < 0.9.8d'],
    ['a number after a letter', '1.0a < 1.0a1'],
    ['a letter before a further number', '2.25b-r6 < 2.25.1'],
    ['alpha before beta', '1.3_alpha9 < 1.3_beta1'],
    ['beta before pre', '1.3_beta < 1.3_pre'],
    ['pre before rc', '1.3_pre < 1.3_rc'],
    ['rc before the release', '1.3_rc9 < 1.3'],
    ['the release before cvs', '1.3 < 1.3_cvs'],
    ['cvs before svn', '1.3_cvs < 1.3_svn'],
    ['svn before git', '1.3_svn < 1.3_git'],
    ['git before hg', '1.3_git < 1.3_hg'],
    ['hg before p', '1.3_hg < 1.3_p'],
    ['a patch after the release', '8.4 < 8.4_p1'],
    ['patches by number', '1.0_p9-r0 < 1.0_p10-r0'],
    ['a suffix without a number first', '1.3_alpha < 1.3_alpha2'],
    ['suffixes one after another', '0.1.0_alpha_pre2 < 0.1.0_alpha'],
    ['a pre-release with a revision before the release', '1.3_pre1-r1 < 1.3'],
    ['dates longer than 32 bits', '1.0.0_pre20191002222144-r0 < 1.0.0_pre20210530193627-r0'],
    ['no revision before the first', '1.0 < 1.0-r0'],
    ['revisions by number', '1.3.5-r8 < 1.3.5-r10'],
    ['a further number before the revision', '0.9.28-r2 < 0.9.28.1'],
    ['a revision before a patch', '1.6.8-r9 < 1.6.8_p1'],
    ['a patch before a letter', '1.0_p1 < 1.0a'],
    ['a commit hash after a revision alone', '1.0-r0 < 1.0~12ab-r0'],
    ['a commit hash with a revision', '1.0~12ab < 1.0~12ab-r1'],
    ['numbers longer than any integer', '1.99999999999999999999999999 < 1.100000000000000000000000000'],
    ['a real fix', '1.1.1b-r1 < 1.1.1d-r0'],
    ['a real release candidate', '4.0.0_rc3-r1 < 4.0.0-r0'],
    ['a release of a year', '2024a-r0 < 2024b-r0'],
    ['the same', '2.16.1-r3 = 2.16.1-r3'],
  ]);

  it.each([
    ['empty', ''],
    ['only a revision', '-r1'],
    ['a letter first', 'v1.0'],
    ['two letters', '1.0bc'],
    ['an unknown suffix', '1.0_foobar'],
    ['a suffix with more behind its name', '1.0_alphabet'],
    ['an empty suffix', '1.0_'],
    ['a capital', '1.0A'],
    ['a dot at the end', '1.0.'],
    ['two dots', '1..0'],
    ['a dot after a letter', '1.0a.1'],
    ['a dot after a suffix', '1.0_p1.2'],
    ['a dot before the revision', '4.8.0.-r1'],
    ['a revision of Debian', '57-1'],
    ['an empty revision', '1.0-r'],
    ['two revisions', '1.1.0-r1-r0'],
    ['a suffix after the revision', '1.0-r1_p1'],
    ['an empty commit hash', '1.0~'],
    ['a commit hash that is no hexadecimal number', '1.0~xyz'],
    ['a suffix after the commit hash', '1.0~12ab_p1'],
    ['a space', '1.0 '],
  ])('refuses %s', (_, text) => {
    expect(apk.parse(text)).toBeUndefined();
  });

  testOrder(apk, texts);

  it.each([
    ['1.18.-r2', '1.18-r2'],
    ['0.8.21.r2', '0.8.21-r2'],
    ['10.0.11-0', '10.0.11-r0'],
    ['2.15.r-r1', undefined],
    ['4.10-1-r1', undefined],
    ['2021-03-27-r5', undefined],
    ['', undefined],
  ])('a misspelt revision %s is %s', (bound, meant) => {
    expect(apk.parse(bound)).toBeUndefined();
    expect(apk.completeBound(bound)).toBe(meant);
    if (meant !== undefined) expect(apk.parse(meant)).toBeDefined();
  });
});
