import fc from 'fast-check';
import nodeSemver from 'semver';
import { describe, expect, it } from 'vitest';
import { signBetween, signOf, testComparisons, testOrder } from '#tests/support/versions/check-scheme.ts';
import { sampleTexts, versionTexts } from '#tests/support/versions/version-texts.ts';
import { semver } from './semver.ts';

const pieces = ['0', '1', '10', '01', '.', '.', '-', '+', 'alpha', 'rc', 'x-y', '.0', '.beta'];
const texts = versionTexts(pieces).map((text) => `1.0.${text}`);
const whole = fc
  .tuple(
    versionTexts(['0', '1', '10'], { maxPieces: 1 }),
    versionTexts(['', '-a', '-1', '-10', '-rc', '.0', '.2', '.b', '+x']),
  )
  .map(([minor, rest]) => `1.${minor}.0${rest}`);

describe('semver', () => {
  testComparisons(semver, [
    ['numbers by value', '1.9.0 < 1.10.0'],
    ['a pre-release before the release', '1.0.0-rc.1 < 1.0.0'],
    ['fewer identifiers first', '1.0.0-alpha < 1.0.0-alpha.1'],
    ['numbers before letters', '1.0.0-alpha.1 < 1.0.0-alpha.beta'],
    ['identifiers by ASCII', '1.0.0-alpha.beta < 1.0.0-beta'],
    ['numeric identifiers by value', '1.0.0-beta.2 < 1.0.0-beta.11'],
    ['numbers that are part of a word by ASCII', '1.0.0-beta11 < 1.0.0-beta2'],
    ['build metadata does not order', '1.0.0+a = 1.0.0+b'],
    ['a build after a pre-release', '1.0.0-rc.1+b = 1.0.0-rc.1'],
    ['a leading v', 'v1.2.3 = 1.2.3'],
    ['only a major version', '13 = 13.0.0'],
    ['no patch version', '13.1 = 13.1.0'],
    ['zero, which opens ranges', '0 < 0.0.1'],
    ['a pseudo-version of Go', '0.0.0-20200622213623-75b288015ac9 < 0.0.0-20210220033148-5ea612d1eb83'],
    ['numbers longer than any integer', '1.99999999999999999999999999.0 < 1.100000000000000000000000000.0'],
  ]);

  it.each([
    ['empty', ''],
    ['only a v', 'v'],
    ['a leading zero', '1.02.3'],
    ['a leading zero of a pre-release', '1.0.0-01'],
    ['four numbers', '1.2.3.4'],
    ['an empty number', '1..3'],
    ['an empty pre-release', '1.0.0-'],
    ['an empty identifier', '1.0.0-a..b'],
    ['an empty build', '1.0.0+'],
    ['a pre-release without its dash', '1.0.0rc1'],
    ['an underscore', '1.0.0-a_b'],
    ['a space', '1.0.0 '],
  ])('refuses %s', (_, text) => {
    expect(semver.parse(text)).toBeUndefined();
  });

  testOrder(semver, texts);

  it('takes and orders whole versions as node-semver does', () => {
    const samples = [...sampleTexts(texts, 3000), ...sampleTexts(whole, 3000)];
    expect(samples.map((text) => [text, semver.parse(text) !== undefined])).toEqual(
      samples.map((text) => [text, nodeSemver.valid(text) !== null]),
    );
    const valid = samples.filter((text) => nodeSemver.valid(text) !== null);
    const pairs = valid.map((a, i) => ({ a, b: valid[(i * 7919) % valid.length] ?? '' }));
    expect(pairs.length).toBeGreaterThan(1000);
    expect(pairs.map(({ a, b }) => `${a} ${signBetween(semver, a, b)} ${b}`)).toEqual(
      pairs.map(({ a, b }) => `${a} ${signOf(nodeSemver.compare(a, b))} ${b}`),
    );
  });
});
