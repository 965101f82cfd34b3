import { describe, expect, it } from 'vitest';
import { testComparisons, testOrder } from '#tests/support/versions/check-scheme.ts';
import { referenceScript, testAgainst } from '#tests/support/versions/reference.ts';
import { versionParts, versionTexts } from '#tests/support/versions/version-texts.ts';
import { pacman } from './pacman.ts';

const pieces = ['0', '1', '10', '01', '.', '.', '_', '+', 'a', 'b', 'rc', '1:'];
// vercmp's own order goes round in a circle where a version ends with a mark or has several in a row, or has no pkgrel.
const texts = versionTexts(pieces).map((text) => `1.${text}.1-1`.replace(/[._+]+/g, '.'));

describe('pacman', () => {
  testComparisons(pacman, [
    ['numbers by value', '1.9-1 < 1.10-1'],
    ['leading zeros do not count', '1.01-1 = 1.1-1'],
    ['an epoch before all', '1:0.1-1 > 9.9-1'],
    ['epoch 0 is none', '0:1.0-1 = 1.0-1'],
    ['letters at the end before the end', '1.0a-1 < 1.0-1'],
    ['letters by alphabet', '1.0a < 1.0b'],
    ['a known word', '1.0rc < 1.0'],
    ['a letter behind a dot after the end', '1.0 < 1.0.a'],
    ['a letter behind a dot before a number', '1.0.a < 1.0.1'],
    ['releases by number', '1.5-1 < 1.5-2'],
    ['a release against none', '1.5-1 = 1.5'],
    ['none against a release', '1.5 = 1.5-2'],
    ['a release of two numbers', '1.0-1.1 > 1.0-1'],
    ['an older version with a newer release', '1.0-2 < 1.1-1'],
    ['two separators', '1..0 > 1.0'],
    ['separators of other kinds', '1.0 = 1+0'],
    ['a commit count', 'r100.abc > r99.def'],
    ['words against numbers', '1.0.1 > 1.0.a1'],
    ['numbers longer than any integer', '1.99999999999999999999999-1 < 1.100000000000000000000000-1'],
  ]);

  it.each([
    ['empty', ''],
    ['only an epoch', '1:'],
    ['an empty release', '1.0-'],
    ['only a release', '-1'],
    ['a space', '1 0'],
    ['a letter beyond ASCII', '1.0é'],
  ])('refuses %s', (_, text) => {
    expect(pacman.parse(text)).toBeUndefined();
  });

  testOrder(pacman, texts);
});

testAgainst(
  pacman,
  { needs: 'python3, libalpm', program: 'python3', args: [referenceScript('pacman.py')] },
  {
    versions: versionParts(
      ['', '1:', '2:'],
      ['1', '1.0', '1.10', '2.01', 'r100', '1..0', '1_0'],
      ['', 'a', 'rc', 'beta1', '.a', '+1', '.abc'],
      ['', '.1', '.0', '_1'],
      ['', '-1', '-1.1', '-10'],
    ),
  },
);
