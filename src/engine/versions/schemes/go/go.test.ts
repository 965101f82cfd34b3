import { describe, expect, it } from 'vitest';
import { testComparisons, testOrder } from '#tests/support/versions/check-scheme.ts';
import { goReference } from '#tests/support/versions/go-reference.ts';
import { testAgainst } from '#tests/support/versions/reference.ts';
import { versionParts, versionTexts } from '#tests/support/versions/version-texts.ts';
import { go } from './go.ts';

const pieces = ['0', '1', '10', '01', '.', '.', '-', '+incompatible', 'rc', 'beta', 'v', 'go', '1.21', '1.21.0'];
const texts = versionTexts(pieces).map((text) => text);

describe('go', () => {
  testComparisons(go, [
    ['numbers by value', 'v1.9.0 < v1.10.0'],
    ['with v and without', 'v1.2.3 = 1.2.3'],
    ['a pre-release before the release', 'v1.0.0-rc.1 < v1.0.0'],
    ['minor and patch may be missing', 'v1 = v1.0.0'],
    ['+incompatible does not order', 'v2.0.0+incompatible = v2.0.0'],
    ['pseudo-versions by time', 'v0.0.0-20200622213623-75b288015ac9 < v0.0.0-20210220033148-5ea612d1eb83'],
    ['a pseudo-version before its release', 'v1.2.4-0.20240101000000-abcdefabcdef < v1.2.4'],
    ['a pseudo-version after the release before', 'v1.2.3 < v1.2.4-0.20240101000000-abcdefabcdef'],
    ['a pseudo-version of a pre-release', 'v1.2.3-pre < v1.2.3-pre.0.20240101000000-abcdefabcdef'],
    ['a pseudo-version that is +incompatible', 'v2.0.0-20200101000000-abcdefabcdef+incompatible < v2.0.0'],
    ['a toolchain', 'go1.21.1 = 1.21.1'],
    ['a toolchain without patch before 1.21', 'go1.20 = 1.20.0'],
    ['a candidate of the toolchain', 'go1.21rc2 = 1.21.0-rc.2'],
    ['a candidate by number', 'go1.21rc2 < go1.21rc10'],
    ['a beta before a candidate', 'go1.21beta1 < go1.21rc1'],
    ['a candidate before the release', 'go1.21rc2 < go1.21.0'],
    ['the language before its first beta', 'go1.21 < go1.21beta1'],
    ['the language is where ranges begin', 'go1.21 = 1.21.0-0'],
    ['the language without go is short', '1.21 = 1.21.0'],
    ["a vendor's suffix", 'go1.21.1-acme = go1.21.1'],
    ['a candidate of the 1.20', 'go1.20rc1 < go1.20'],
    ['a major version', 'go1 = 1.0.0'],
  ]);

  it.each([
    ['empty', ''],
    ['a build from a checkout', '(devel)'],
    ['a tip build', 'devel go1.23-abcdef'],
    ['a leading zero', 'v1.02.3'],
    ['four numbers', 'v1.2.3.4'],
    ['a pre-release of a short version', 'v1.2-rc1'],
    ['a build of a short version', 'v1+incompatible'],
    ['two prefixes', 'vgo1.2'],
    ['a candidate of a patch', 'go1.21.3rc1'],
    ['only go', 'go'],
    ['an empty pre-release', 'v1.2.3-'],
    ['a branch', 'master'],
  ])('refuses %s', (_, text) => {
    expect(go.parse(text)).toBeUndefined();
  });

  testOrder(go, texts);
});

const reference = goReference();

testAgainst(go, reference, {
  versions: versionParts(
    ['', 'v'],
    ['1.0.0', '1.10.0', '1.9.0', '2.0.1', '1', '1.2', '1.21.0', '1.21'],
    ['', '-rc.1', '-0.20240101000000-abcdefabcdef', '-rc.10', '-1', '-a-b'],
    ['', '+incompatible', '.0'],
  ),
  anything: texts,
});

testAgainst(go, reference, {
  versions: versionParts(
    ['go'],
    ['1', '1.9', '1.20', '1.21', '1.22'],
    ['', '.0', '.10', 'rc1', 'rc10', 'beta2'],
    ['', '-acme'],
  ),
});
