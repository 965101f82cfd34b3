import { describe, expect, it } from 'vitest';
import { openeuler } from './openeuler.ts';

describe('openeuler', () => {
  it.each([
    ['a long-term release', '24.03-LTS', { versionId: '24.03', prettyName: 'openEuler 24.03 (LTS)' }],
    ['a service pack', '22.03-LTS-SP4', { versionId: '22.03', prettyName: 'openEuler 22.03 (LTS-SP4)' }],
    ['a release of innovation', '25.03', { versionId: '25.03', prettyName: 'openEuler 25.03' }],
    ['nothing', undefined, {}],
  ])('%s is release %s', (_name, release, osRelease) => {
    expect(openeuler.distro.releaseOf({ id: 'openeuler', prettyName: 'x', idLike: [], ...osRelease })).toBe(release);
  });
});
