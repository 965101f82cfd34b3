import { describe, expect, it } from 'vitest';
import { suse } from './suse.ts';

describe('suse', () => {
  it.each([
    ['a service pack', '15.5', { versionId: '15.5' }],
    ['the first release', '15.0', { versionId: '15' }],
    ['16', '16.0', { versionId: '16.0' }],
    ['nothing', undefined, {}],
    ['no number', undefined, { versionId: 'x' }],
  ])('%s is release %s', (_name, release, osRelease) => {
    expect(suse.distro.releaseOf({ id: 'sles', prettyName: 'x', idLike: [], ...osRelease })).toBe(release);
  });

  it.each([
    ['the server', 'Linux Enterprise Server 12 SP5', '12.5'],
    ['the server with longer support', 'Linux Enterprise Server 15 SP3-LTSS', '15.3'],
    ['a module', 'Linux Enterprise Module for Basesystem 15 SP5', '15.5'],
    ['a module with a number in its name', 'Linux Enterprise Module for Python 3 15 SP6', '15.6'],
    ['a module of the first release', 'Linux Enterprise Module for Basesystem 15', '15.0'],
    ['a release without service packs', 'Linux Enterprise Server 16.0', '16.0'],
    ['another product', 'Manager Server 4.3', 'Manager Server 4.3'],
    ['the small one', 'Linux Enterprise Micro 5.5', 'Linux Enterprise Micro 5.5'],
  ])('%s: advisories for %s are those of %s', (_about, product, release) => {
    expect(suse.distro.normaliseRelease(product)).toBe(release);
  });
});
