import { describe, expect, it } from 'vitest';
import type { AdvisoryDatabase } from '#engine/advisories/index.ts';
import { ecosystemProblem, isKnownElsewhere } from './check-advisory-coverage.ts';

/** A database that holds advisories for these, each an ecosystem or `ecosystem:release`. */
function covering(...held: readonly string[]): AdvisoryDatabase {
  const covers = (ecosystem: string, release?: string) =>
    held.some((one) => one === (release === undefined ? ecosystem : `${ecosystem}:${release}`));
  return { covers } as Partial<AdvisoryDatabase> as AdvisoryDatabase;
}

describe('ecosystemProblem', () => {
  it.each([
    ['a language', 'pypi', undefined, ['PyPI']],
    ['a language, whatever the distro', 'pypi', '12', ['PyPI']],
    ['a release', 'debian', '12', ['Debian:12']],
    ['a distro that rolls', 'wolfi', undefined, ['Wolfi']],
    ['advisories that OSV does not carry, but were loaded', 'amazon-linux', '2023', ['Amazon Linux:2023']],
    ['an extended release, of which the major one has advisories', 'red-hat', '9.2', ['Red Hat:9']],
    ['packages of no ecosystem, for which another problem speaks', 'unknown', undefined, []],
  ])('has nothing to say of %s', (_about, name, release, held) => {
    expect(ecosystemProblem(name, release, covering(...held))).toBeUndefined();
  });

  it.each([
    ['a language that was not loaded', 'pypi', undefined, /holds no advisories for PyPI, .*plimsoll advisories update/],
    ['another release', 'debian', '13', /holds no advisories for Debian 13/],
    ['what OSV does not carry', 'amazon-linux', '2023', /Amazon Linux 2023 \(https:\/\/alas.aws.amazon.com\) are not/],
    ['what nobody publishes', 'conda', undefined, /^no public advisories exist for conda, so its packages/],
    ['what is published in no form to load', 'openwrt', '23.05', /OpenWrt 23.05 \(https:\/\/openwrt.org\S+\) are not/],
  ])('says of %s that nothing was looked up', (_about, name, release, message) => {
    expect(ecosystemProblem(name, release, covering('Debian:12'))).toEqual({
      stage: 'advisories',
      code: 'advisories/none-for-ecosystem',
      message: expect.stringMatching(message),
      affectsCoverage: true,
    });
  });
});

describe('isKnownElsewhere', () => {
  it.each([
    ['a program that others speak of', 'binary', 'redis', ['Bitnami'], true],
    ['one whose advisories are not loaded', 'binary', 'redis', [], false],
    ['one that nobody speaks of', 'binary', 'vsftpd', ['Bitnami'], false],
    ['a package of a language', 'npm', 'redis', ['Bitnami'], false],
  ])('%s', (_about, ecosystem, name, held, expected) => {
    expect(isKnownElsewhere({ ecosystem, name }, covering(...held))).toBe(expected);
  });
});
