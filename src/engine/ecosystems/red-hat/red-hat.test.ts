import { describe, expect, it } from 'vitest';
import { redHat } from './red-hat.ts';

describe('red-hat', () => {
  it.each([
    ['a minor release', '9', { versionId: '9.4' }],
    ['a major release', '10', { versionId: '10' }],
    ['nothing', undefined, {}],
    ['no number', undefined, { versionId: 'stream' }],
  ])('%s is release %s', (_name, release, osRelease) => {
    expect(redHat.distro.releaseOf({ id: 'rhel', prettyName: 'x', idLike: [], ...osRelease })).toBe(release);
  });

  it.each([
    ['a stream', 'enterprise_linux:9::baseos', '9'],
    ['a major release', 'enterprise_linux:8', '8'],
    ['a minor release', 'enterprise_linux:10.0', '10'],
    ['an extended stream', 'rhel_eus:9.2::appstream', 'rhel_eus:9.2::appstream'],
    ['a layered product', 'openshift:4.12::el8', 'openshift:4.12::el8'],
  ])('%s: advisories for %s are those of %s', (_about, product, release) => {
    expect(redHat.distro.normaliseRelease(product)).toBe(release);
  });
});
