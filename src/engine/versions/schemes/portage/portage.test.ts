import { describe, expect, it } from 'vitest';
import { testComparisons, testOrder } from '#tests/support/versions/check-scheme.ts';
import { referenceScript, testAgainst } from '#tests/support/versions/reference.ts';
import { versionParts, versionTexts } from '#tests/support/versions/version-texts.ts';
import { portage } from './portage.ts';

const pieces = ['0', '1', '10', '01', '.', '.', '_alpha', '_beta', '_pre', '_rc', '_p', 'a', 'b', '-r1', '-r0', '-r10'];
const texts = versionTexts(pieces).map((text) => (/^\d/.test(text) ? text : `1${text}`));

describe('portage', () => {
  testComparisons(portage, [
    ['numbers by value', '1.9 < 1.10'],
    ['more numbers', '1.2 < 1.2.0'],
    ['a first number with zeros', '01 = 1'],
    ['later numbers with a leading zero are fractions', '1.01 < 1.1'],
    ['fractions by digits', '1.010 < 1.02'],
    ['zeros at the end of a fraction', '1.010 = 1.01'],
    ['a zero and two', '1.0 = 1.00'],
    ['a letter after none', '1.0 < 1.0a'],
    ['letters by alphabet', '1.0a < 1.0b'],
    ['a letter before a further number', '1.0b < 1.0.1'],
    ['alpha before beta', '1_alpha9 < 1_beta1'],
    ['beta before pre', '1_beta < 1_pre'],
    ['pre before rc', '1_pre < 1_rc'],
    ['rc before the release', '1_rc9 < 1'],
    ['the release before p', '1 < 1_p'],
    ['patches by number', '1_p9 < 1_p10'],
    ['a suffix without number is 0', '1_alpha = 1_alpha0'],
    ['suffixes one after another', '1_alpha1_beta < 1_alpha1'],
    ['a patch of a pre-release', '1_alpha1 < 1_alpha1_p1'],
    ['revisions by number', '1-r9 < 1-r10'],
    ['no revision is r0', '1 = 1-r0'],
    ['a suffix before the revision', '1_p1 > 1-r5'],
    ['a letter before a suffix', '1a_alpha > 1'],
    ['numbers longer than any integer', '1.99999999999999999999999 < 1.100000000000000000000000'],
  ]);

  it.each([
    ['empty', ''],
    ['a letter first', 'v1'],
    ['two letters', '1ab'],
    ['an unknown suffix', '1_foo'],
    ['a revision of Debian', '1-1'],
    ['an empty revision', '1-r'],
    ['two revisions', '1-r1-r2'],
    ['a dot at the end', '1.'],
    ['a number after a letter', '1a1'],
    ['a capital', '1A'],
    ['a package with its name', 'app-misc/foo-1'],
  ])('refuses %s', (_, text) => {
    expect(portage.parse(text)).toBeUndefined();
  });

  testOrder(portage, texts);
});

testAgainst(
  portage,
  { needs: 'python3 with portage', program: 'python3', args: [referenceScript('gentoo.py')] },
  {
    versions: versionParts(
      ['1', '1.0', '1.10', '2.01', '1.01', '1.010', '1.00', '01'],
      ['', 'a', 'b'],
      ['', '_alpha', '_beta2', '_pre', '_rc01', '_p', '_p10'],
      ['', '_p1', '_alpha'],
      ['', '-r0', '-r1', '-r10'],
    ),
    anything: texts,
  },
);
