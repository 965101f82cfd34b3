import { describe, expect, it } from 'vitest';
import { azureLinux } from './azure-linux.ts';

describe('azure-linux', () => {
  it.each([
    ['Azure Linux', '3', { versionId: '3.0' }],
    ['CBL-Mariner', '2', { versionId: '2.0' }],
    ['nothing', undefined, {}],
  ])('%s is release %s', (_name, release, osRelease) => {
    expect(azureLinux.distro.releaseOf({ id: 'mariner', prettyName: 'x', idLike: [], ...osRelease })).toBe(release);
  });
});
