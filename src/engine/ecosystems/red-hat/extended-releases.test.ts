import { describe, expect, it } from 'vitest';
import { extendedReleaseOf, releasesOfBuild } from './extended-releases.ts';

const image = (build: { contentSets?: string[]; cpes?: string[] }) => ({
  id: 'rhel',
  versionId: '9.2',
  prettyName: 'Red Hat Enterprise Linux 9.2 (Plow)',
  idLike: [],
  redHatBuild: { contentSets: [], cpes: [], builds: [], ...build },
});

describe('extendedReleaseOf', () => {
  it.each([
    ['repositories of extended updates', { contentSets: ['rhel-9-for-x86_64-baseos-eus-rpms'] }, '9.2'],
    ['repositories for SAP', { contentSets: ['rhel-9-for-x86_64-appstream-e4s-rpms'] }, '9.2'],
    ['the usual repositories', { contentSets: ['rhel-9-for-x86_64-baseos-rpms', 'ubi-9-baseos-rpms'] }, undefined],
    ['a product that is extended', { cpes: ['cpe:/o:redhat:rhel_eus:9.0::baseos'] }, '9.0'],
    ['a product that is not', { cpes: ['cpe:/a:redhat:enterprise_linux:9::appstream'] }, undefined],
  ])('%s', (_, build, expected) => {
    expect(extendedReleaseOf(image(build))).toBe(expected);
  });

  it('an image whose build says nothing', () => {
    expect(extendedReleaseOf({ id: 'rhel', prettyName: 'x', idLike: [], versionId: '9.2' })).toBeUndefined();
  });
});

describe('releasesOfBuild', () => {
  it.each([
    ['a build for all', '9', '3.0.7-27.el9', ['9']],
    ['a build for one minor release', '9', '1:3.0.7-6.el9_2.1', ['9', '9.2']],
    ['a build for one minor release that ends there', '9', '3.0.7-6.el9_2', ['9', '9.2']],
    ['a module build', '8', '1:18.0-1.module+el8.6.0+123+abc', ['8', '8.6']],
    ['a build in an extended image', '9.2', '3.0.7-6.el9', ['9', '9.2']],
    ['a build of that very stream', '9.2', '3.0.7-6.el9_2.1', ['9', '9.2']],
    ['a build for another major release', '9', '1.0-1.el8_4', ['9']],
    ['a version that says nothing', '9', '1.0-1', ['9']],
  ])('%s', (_, release, version, expected) => {
    expect(releasesOfBuild(release, version)).toEqual(expected);
  });
});
