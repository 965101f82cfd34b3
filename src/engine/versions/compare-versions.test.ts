import { describe, expect, it } from 'vitest';
import { compareVersions, findVersionScheme, versionSchemes } from './index.ts';
import { maxVersionLength } from './limits.ts';

describe('compareVersions', () => {
  it.each([
    ['deb', '1.0~rc1', '1.0', -1],
    ['rpm', '1.0^git1', '1.0', 1],
    ['apk', '1.01', '1.1', -1],
    ['semver', '1.0.0-a', '1.0.0', -1],
    ['npm', '1.02.3', '1.2.3', 0],
  ] as const)('compares as %s does', (scheme, a, b, sign) => {
    expect(Math.sign(compareVersions(scheme, a, b) ?? Number.NaN)).toBe(sign);
  });

  it.each(versionSchemes.map(({ name }) => name))('invents no order for %s where either is no version', (scheme) => {
    expect([compareVersions(scheme, '', '1.0.0'), compareVersions(scheme, '1.0.0', '')]).toEqual([
      undefined,
      undefined,
    ]);
  });
});

describe('findVersionScheme', () => {
  it('finds every scheme by its name, and no other', () => {
    expect(versionSchemes.map(({ name }) => findVersionScheme(name)?.name)).toEqual(
      versionSchemes.map(({ name }) => name),
    );
    expect(findVersionScheme('maven-or-so')).toBeUndefined();
  });
});

describe('maxVersionLength', () => {
  it.each(['deb', 'rpm', 'apk', 'semver'] as const)('is the most that %s takes', (name) => {
    const atLimit = '1'.repeat(maxVersionLength);
    expect(compareVersions(name, atLimit, atLimit)).toBe(0);
    expect(compareVersions(name, `${atLimit}1`, `${atLimit}1`)).toBeUndefined();
  });
});
