import nodeSemver from 'semver';
import { describe, expect, it } from 'vitest';
import { signBetween, signOf, testComparisons, testOrder } from '#tests/support/versions/check-scheme.ts';
import { sampleTexts, versionTexts } from '#tests/support/versions/version-texts.ts';
import { npm } from './npm.ts';

const pieces = ['0', '1', '10', '01', '.', '.', '-', '-', '+', 'alpha', 'rc', '.0', '.beta', ' ', 'v', '=', '_'];
const texts = versionTexts(pieces).map((text) => `1.0.${text}`);
const anyTexts = versionTexts([...pieces, '1.2.3', '1.2.3', '\t', '1.2.9007199254740991', '9007199254740992'], {
  maxPieces: 5,
});

describe('npm', () => {
  testComparisons(npm, [
    ['numbers by value', '1.9.0 < 1.10.0'],
    ['a pre-release before the release', '1.0.0-rc.1 < 1.0.0'],
    ['a leading v', 'v1.2.3 = 1.2.3'],
    ['a leading =', '=v1.2.3 = 1.2.3'],
    ['leading zeros', '1.02.003 = 1.2.3'],
    ['a pre-release without its dash', '1.2.3beta = 1.2.3-beta'],
    ['a pre-release of a dash alone', '1.2.3- < 1.2.3'],
    ['a fourth number goes to the pre-release', '1.2.34.5 = 1.2.3-4.5'],
    ['build metadata does not order', '1.2.3+a = 1.2.3+b'],
  ]);

  it.each([
    ['empty', ''],
    ['two numbers', '1.2'],
    ['a fourth number after one digit', '1.2.3.4'],
    ['a range', '^1.2.3'],
    ['a word', 'latest'],
    ['a number over 2^53', '1.2.9007199254740992'],
    ['257 characters', `1.2.3-${'a'.repeat(251)}`],
  ])('refuses %s', (_, text) => {
    expect(npm.parse(text)).toBeUndefined();
  });

  it.each([
    ['13.0', '13.0.0'],
    ['2', '2.0.0'],
    ['1.2.3', undefined],
    ['2.x', undefined],
    ['', undefined],
    ['1.', undefined],
  ])('a bound %s of a range is what node-semver begins it with', (bound, completed) => {
    expect(npm.completeBound(bound)).toBe(completed);
    if (completed !== undefined) expect(nodeSemver.minVersion(`>=${bound}`)?.version).toBe(completed);
  });

  testOrder(npm, texts);

  it('takes what node-semver takes loosely', () => {
    const samples = [...sampleTexts(texts, 6000), ...sampleTexts(anyTexts, 6000)];
    expect(samples.map((text) => [text, formatted(text)])).toEqual(
      samples.map((text) => [text, nodeSemver.valid(text, { loose: true })]),
    );
  });

  it('orders as node-semver does', () => {
    const valid = [...sampleTexts(texts, 6000), ...sampleTexts(anyTexts, 6000)].filter((text) => npm.parse(text));
    const pairs = valid.map((a, i) => ({ a, b: valid[(i * 7919) % valid.length] ?? '' }));
    expect(pairs.length).toBeGreaterThan(1000);
    expect(pairs.map(({ a, b }) => `${a} ${signBetween(npm, a, b)} ${b}`)).toEqual(
      pairs.map(({ a, b }) => `${a} ${signOf(nodeSemver.compare(a, b, { loose: true }))} ${b}`),
    );
  });
});

/** The version as node-semver writes it back: numbers without leading zeros, no build. */
function formatted(text: string): string | null {
  const version = npm.parse(text);
  if (version === undefined) return null;
  const numbers = [version.major, version.minor, version.patch].map(Number).join('.');
  const prerelease = version.prerelease
    .map((one) => (/^\d+$/.test(one) && Number(one) < Number.MAX_SAFE_INTEGER ? Number(one) : one))
    .join('.');
  return prerelease === '' ? numbers : `${numbers}-${prerelease}`;
}
